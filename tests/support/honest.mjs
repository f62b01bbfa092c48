// The honest visitor beside the abuse, on a thread of his own: what the abusers' side computes must not hold him up.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

import { Visitor, form, words } from './visitor.mjs';

export const WHOLE = {
  organ: 'HA', applicant: 'natural', form: 'electronic', delivery: 'online', name: '申请人甲', id_number: '110101199003070011',
  phone: '010-00000000', wanted: '二〇二五年度预算',
};

const PATHS = ['/', '/search?q=预算', '/policies', '/healthz', '/apply?organ=HA'];
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Reads, searches, files and asks, like anybody, until told to stop. */
export class Honest {
  #worker;
  #ended;
  worst = 0;
  where = '';
  most = 0;
  served = 0;
  filed = [];

  constructor({ base, pid }) {
    this.#worker = new Worker(fileURLToPath(import.meta.url), { workerData: { base, pid } });
    this.#worker.on('message', (seen) => Object.assign(this, seen));
    this.#ended = new Promise((done, failed) => {
      this.#worker.on('error', failed);
      this.#worker.on('exit', done);
    });
    this.#ended.catch(() => {});
  }

  /** While the disk is full on purpose, nobody can file. */
  mayFile(yes) {
    this.#worker.postMessage({ mayFile: yes });
    return pause(500);
  }

  async stop() {
    this.#worker.postMessage({ stop: true });
    await this.#ended;
  }
}

class Life {
  seen = { worst: 0, where: '', most: 0, served: 0, filed: [], waits: [] };
  stop = false;
  mayFile = true;

  constructor({ base, pid }) {
    this.visitor = new Visitor(base);
    this.pid = pid;
  }

  async live() {
    for (let round = 0; !this.stop; round += 1) {
      for (const path of PATHS) await this.timed(path, () => this.visitor.get(path));
      if (round % 5 === 0 && this.mayFile) await this.file(round);
      this.seen.most = Math.max(this.seen.most, memory(this.pid));
      parentPort.postMessage(this.seen);
      await pause(150);
    }
    parentPort.postMessage(this.seen);
    parentPort.close();
  }

  async timed(where, what) {
    const began = performance.now();
    const answer = await what();
    const took = Math.round(performance.now() - began);
    if (took > this.seen.worst) Object.assign(this.seen, { worst: took, where });
    if (answer.status !== 200 && !(where === '/healthz' && !this.mayFile)) {
      throw new Error(`${where}: ${answer.status} ${words(answer.html).slice(0, 200)}`);
    }
    this.seen.served += 1;
    return answer;
  }

  async file(round) {
    const page = await this.visitor.get('/apply?organ=HA');
    const sheet = form(page, (one) => one.method === 'post' && one.fields.some((field) => field.name === 'wanted'));
    const began = performance.now();
    const answer = await this.visitor.send(sheet, { ...WHOLE, wanted: `第${round}轮：二〇二五年度预算` });
    const took = Math.round(performance.now() - began);
    if (!this.mayFile && answer.status !== 200) return;
    if (took > this.seen.worst) Object.assign(this.seen, { worst: took, where: 'filing' });
    if (answer.status !== 200) throw new Error(words(answer.html).slice(0, 300));
    const number = answer.html.match(/id="receipt-number">([^<]+)/)[1];
    const code = answer.html.match(/id="receipt-code">([^<]+)/)[1];
    this.seen.filed.push([number, code]);
  }
}

/** What a process holds in memory, in KiB. */
export const memory = (pid) => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)?.[1] ?? 0);

if (!isMainThread && workerData?.pid) {
  const life = new Life(workerData);
  parentPort.on('message', (told) => Object.assign(life, told));
  await life.live();
}
