// The front door over real sockets: half-sent requests, silent connections, slow bodies, a new calendar and SIGTERM while
// they hang, and a disk that is full for a while.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { afterwards, undo } from '../support/afterwards.mjs';
import { BIN, Server, folder, must } from '../support/binary.mjs';
import { engines } from '../support/database.mjs';
import { Visitor, form, words } from '../support/visitor.mjs';

const PASSWORD = 'a-password-for-the-door-test';

/** A fresh installation on an engine; the arguments that lead to it. */
async function installation(t, engine, settings = '') {
  const data = folder(t);
  const database = engine.open(data, 'door');
  const place = ['--data', data, ...database.args];
  await must(['init', '--one-person', ...place, '--organ-code', 'DA', '--organ-name', '试验机关', '--password', PASSWORD]);
  writeFileSync(join(data, 'mingbai.toml'), settings);
  return { data, place, database };
}

async function served(t, { place, database }) {
  const server = await Server.start(['serve', '--listen', '127.0.0.1:0', ...place], {}, 60_000);
  afterwards(t, () => undo(() => server.kill(), () => database.drop()));
  return server;
}

/** A raw connection from an address of this machine that says `text`, and what became of it. */
function connection(base, text, from = '127.0.0.1') {
  const { hostname, port } = new URL(base);
  const socket = net.connect({ host: hostname, port: Number(port), localAddress: from });
  const seen = { socket, heard: '', closed: false };
  seen.ended = new Promise((done) => {
    socket.on('data', (part) => (seen.heard += part));
    socket.on('error', () => {});
    socket.on('close', () => {
      seen.closed = true;
      done(Date.now());
    });
  });
  if (text) socket.write(text);
  return seen;
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const HALF = 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ';

for (const engine of engines()) describe(`the front door on ${engine.name}`, () => {
  test('half-sent heads, silent connections and slow bodies are closed in time', async (t) => {
    const server = await served(t, await installation(t, engine, '[server]\nhead_seconds = 2\nstall_seconds = 2\n'));
    const began = Date.now();
    const open = [];
    for (let number = 0; number < 40; number += 1) open.push(connection(server.base, number % 2 ? HALF : ''));
    const body = connection(
      server.base,
      'POST /progress HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nnumber=',
    );
    const kept = connection(server.base, 'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n');
    assert.equal((await fetch(server.base)).status, 200, 'others are served meanwhile');
    const ends = await Promise.all([...open, body, kept].map((one) => one.ended));
    assert.ok(Math.max(...ends) - began < 8000, `all closed after ${Math.max(...ends) - began} ms`);
    assert.match(body.heard, /^HTTP\/1.1 408 /);
    assert.match(kept.heard, /^HTTP\/1.1 200 /);
  });

  test('a half-sent request holds up neither a new calendar nor SIGTERM', async (t) => {
    const made = await installation(t, engine, '[server]\nhead_seconds = 600\nstall_seconds = 600\nstop_seconds = 2\n');
    const server = await served(t, made);
    const half = connection(server.base, HALF);
    const body = connection(
      server.base,
      'POST /progress HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nnumber=',
    );
    await pause(300);
    const notice = join(made.data, 'notice.tsv');
    writeFileSync(notice, '2027\t国办发明电〔2026〕99号\toff\t2027-01-01\n');
    const imported = spawn(BIN, ['calendar', ...made.place, 'import', notice], { stdio: 'ignore' });
    await new Promise((done) => imported.on('close', done));
    for (let number = 0; number < 13; number += 1) {
      await pause(1000);
      const answer = await fetch(server.base, { signal: AbortSignal.timeout(1000) });
      assert.equal(answer.status, 200, 'served while the calendar is exchanged');
    }
    assert.ok(!half.closed && !body.closed, 'whoever is slow is not cut off by it');
    const began = Date.now();
    await server.stop();
    assert.ok(Date.now() - began < 6000, `stopped after ${Date.now() - began} ms`);
  });

  test('one address cannot take all places, and nobody who waits keeps another out', async (t) => {
    const settings = '[server]\nconnections = 60\nconnections_per_address = 20\nhead_seconds = 600\nstall_seconds = 600\n';
    const server = await served(t, await installation(t, engine, settings));
    for (let address = 2; address < 12; address += 1) {
      for (let number = 0; number < 20; number += 1) connection(server.base, HALF, `127.0.0.${address}`);
    }
    const began = Date.now();
    for (let number = 0; number < 10; number += 1) {
      // However lately the crowd came: it holds many places, this visitor none.
      const answer = await fetch(`${server.base}/healthz`, { headers: { connection: 'close' } });
      assert.equal(answer.status, 200, await answer.text());
    }
    assert.ok(Date.now() - began < 3000, `${Date.now() - began} ms`);
  });

});

// A disk of the machine itself: PostgreSQL has its own.
describe('the front door', () => {
  test('a full disk refuses writes in words, and the next one works when there is room', async (t) => {
    const { data } = await installation(t, engines()[0], '[door]\nquestion_after = 0\nmost_an_hour = 0\n');
    const child = spawn('bash', ['-c', `trap '' XFSZ; exec "$0" serve --listen 127.0.0.1:0 --data "$1"`, BIN, data]);
    const server = { output: '', ended: new Promise((done) => child.on('close', done)) };
    afterwards(t, async () => {
      child.kill('SIGKILL');
      await server.ended;
    });
    child.stderr.on('data', (part) => (server.output += part));
    await new Promise((done) => {
      child.stdout.on('data', (part) => {
        server.output += part;
        server.base = server.output.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0];
        if (server.base) done();
      });
    });
    const file = async () => {
      const visitor = new Visitor(server.base);
      const page = await visitor.get('/apply?organ=DA');
      const sheet = form(page, (one) => one.method === 'post' && one.fields.some((field) => field.name === 'wanted'));
      const whole = {
        organ: 'DA', applicant: 'natural', form: 'electronic', delivery: 'online', name: '申请人甲',
        id_number: '110101199003070011', phone: '010-00000000', wanted: '二〇二五年度预算',
      };
      return visitor.send(sheet, whole);
    };
    const filed = async () => (await file()).html.includes('receipt-number');
    assert.ok(await filed(), server.output);
    // No file may grow: what a disk without room does to a write.
    execFileSync('prlimit', [`--pid=${child.pid}`, '--fsize=4096:unlimited']);
    for (let number = 0; number < 3; number += 1) assert.ok((await file()).status >= 500);
    await pause(11_000);
    const sick = await fetch(`${server.base}/healthz`);
    assert.equal(sick.status, 503);
    assert.match(await sick.text(), /takes no writes/);
    assert.equal((await fetch(server.base)).status, 200, 'pages are still read');
    execFileSync('prlimit', [`--pid=${child.pid}`, '--fsize=unlimited:unlimited']);
    assert.ok(await filed(), `the next write works\n${server.output.slice(-2000)}`);
    await pause(1100);
    assert.equal((await fetch(`${server.base}/healthz`)).status, 200);
    await must(['verify', '--data', data]);
  });
});
