// The server is killed with SIGKILL at random moments while clients file requests and answer cases.
// After each restart: no acknowledged act is missing, none is doubled although whatever was in flight is
// sent again with its idempotency key, and `mingbai verify` holds.
//
// KILLS=200 for the long form; SEED=… repeats the moments of a run.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { afterwards } from '../support/afterwards.mjs';
import { Server, folder, must, run } from '../support/binary.mjs';
import { Chance } from '../support/chance.mjs';
import { engines } from '../support/database.mjs';
import { particulars } from '../support/office.mjs';
import { Visitor, form, words } from '../support/visitor.mjs';

const KILLS = Number(process.env.KILLS || 20);
const CLIENTS = 4;
const PASSWORD = 'a-password-for-the-kill-test';
const ORGANS = ['KA', 'KB'];

for (const engine of engines()) {
  describe(`SIGKILL on ${engine.name}`, () => {
    test(`${KILLS} kills lose nothing and double nothing`, async (t) => {
      const data = folder(t);
      const database = engine.open(data, 'kill');
      afterwards(t, () => database.drop());
      const place = ['--data', data, ...database.args];
      for (const organ of ORGANS) {
        const names = ['--organ-code', organ, '--organ-name', `试验机关${organ}`, '--login', `admin-${organ}`];
        await must(['init', '--one-person', ...names, '--password', PASSWORD, ...place]);
      }

      await particulars(data, ORGANS.map((organ) => [organ, `试验机关${organ}`]), place);

      // One person at each organ works alone here, and every client comes from one address.
      const settings = '[handling]\nsign_before_answer = false\n[intake]\nquestion_after = 0\nmost_an_hour = 0\n';
      writeFileSync(join(data, 'mingbai.toml'), settings);

      const chance = new Chance();
      t.diagnostic(`SEED=${chance.seed}`);
      const serve = () => Server.start(['serve', '--listen', '127.0.0.1:0', ...place], {}, 60_000);
      let server = await serve();
      afterwards(t, () => server.kill());
      const clients = [];
      for (let number = 0; number < CLIENTS; number += 1) {
        const client = new Client(ORGANS[number % ORGANS.length], number, chance);
        await client.signIn(server.base);
        clients.push(client);
      }

      for (let kill = 1; kill <= KILLS; kill += 1) {
        const until = { stopped: false };
        const work = clients.map((client) => client.work(until));
        await pause(chance.between(5, 700));
        await server.kill();
        until.stopped = true;
        await Promise.all(work);

        const verified = await run(['--lang', 'en', 'verify', ...place]);
        assert.equal(verified.code, 0, `verify after kill ${kill}\n${verified.stdout}${verified.stderr}`);
        server = await serve();
        for (const client of clients) await client.settle(server.base);
        compare(database, clients, kill);
      }
      const total = (name) => clients.reduce((sum, client) => sum + client[name].length, 0);
      const again = clients.reduce((sum, client) => sum + client.sentAgain, 0);
      t.diagnostic(
        `${engine.name}: ${KILLS} kills, ${total('filed')} requests, ${total('acted')} acts, ${again} sent again after a kill`,
      );
      assert.ok(total('filed') > KILLS / 2 && total('acted') > 0, 'the clients did work');
      assert.ok(again > 0, 'some kill met a form on its way');
    });
  });
}

/** One person at two browsers: an applicant who files, and a clerk who works what he filed. */
class Client {
  /** Acknowledged: numbers of requests; `stream kind` of acts. */
  filed = [];
  acted = [];
  sentAgain = 0;
  #pending = null;
  #open = [];
  #serial = 0;

  constructor(organ, number, chance) {
    this.organ = organ;
    this.number = number;
    this.chance = chance;
  }

  async signIn(base) {
    this.applicant = new Visitor(base);
    this.clerk = new Visitor(base);
    const door = await this.clerk.get('/office/sign-in');
    const fields = { login: `admin-${this.organ}`, password: PASSWORD };
    const inside = await this.clerk.send(form(door, (one) => one.action === '/office/sign-in'), fields);
    assert.equal(inside.status, 200, words(inside.html).slice(0, 300));
  }

  /** Files and answers until stopped or until the server is gone. */
  async work(until) {
    while (!until.stopped) {
      try {
        await this.#step();
      } catch (error) {
        if (error instanceof assert.AssertionError || !isConnectionLost(error)) throw error;
        return;
      }
    }
  }

  /** After a restart: whatever was on its way is sent again, unchanged, and must be acknowledged now. */
  async settle(base) {
    this.applicant.moveTo(base);
    this.clerk.moveTo(base);
    if (this.#pending) {
      this.sentAgain += 1;
      await this.#send(this.#pending);
    }
  }

  async #step() {
    if (this.#open.length && this.chance.happens(0.6)) await this.#act(this.#open[0]);
    else await this.#file();
  }

  async #file() {
    this.#serial += 1;
    const page = await this.applicant.get(`/apply?organ=${this.organ}`);
    const sheet = form(page, (one) => one.method === 'post' && one.fields.some((field) => field.name === 'wanted'));
    const changes = {
      organ: this.organ,
      applicant: 'natural',
      form: 'electronic',
      delivery: 'online',
      name: `申请人${this.number}`,
      id_number: '110101199003070011',
      phone: '010-00000000',
      email: 'someone@example.org',
      wanted: `第${this.number}号客户端的第${this.#serial}件申请：二〇二五年度预算调整情况`,
    };
    await this.#send({ who: this.applicant, sheet, changes, twice: this.chance.happens(0.2), what: 'file' });
  }

  async #act(request) {
    if (!request.href) {
      const list = await this.clerk.get(`/office/requests?number=${request.number}`);
      request.href = list.html.match(/\/office\/requests\/[0-9A-HJKMNP-TV-Z]{26}/)?.[0];
      assert.ok(request.href, `${request.number} is listed\n${words(list.html).slice(0, 400)}`);
    }
    const page = await this.clerk.get(request.href);
    const kinds = ['confirmed', 'answered'];
    const sheet = kinds
      .map((kind) => formOf(page, kind))
      .find((found) => found);
    assert.ok(sheet, `the case can be worked\n${words(page.html).slice(0, 600)}`);
    const kind = sheet.fields.find((field) => field.name === 'kind').value;
    const changes =
      kind === 'answered'
        ? { how: 'electronic', files: { name: '答复.txt', bytes: `答复${request.number}` }, code: openCode(sheet) }
        : {};
    await this.#send({ who: this.clerk, sheet, changes, twice: this.chance.happens(0.2), what: kind, request });
  }

  /** Sends a form, sometimes twice at once as a double click does, and notes what was acknowledged. */
  async #send(op) {
    this.#pending = op;
    const once = () => op.who.post(op.sheet, op.changes);
    const answers = op.twice ? await Promise.all([once(), once()]) : [await once()];
    const told = new Set(answers.map((answer) => this.#acknowledged(op, answer)));
    assert.equal(told.size, 1, `a double click was answered in two ways: ${[...told]}`);
    const [reference] = told;
    if (op.what === 'file') {
      this.filed.push(reference);
      this.#open.push({ number: reference });
    } else {
      this.acted.push(`${op.request.href.split('/').at(-1)} ${op.what}`);
      if (op.what === 'answered') this.#open = this.#open.filter((one) => one !== op.request);
    }
    this.#pending = null;
  }

  #acknowledged(op, answer) {
    const text = words(answer.html);
    if (op.what === 'file') {
      const number = `${answer.location ?? ''} ${text}`.match(/K[AB]-\d{4}-\d{4}/)?.[0];
      assert.ok(number, `no receipt: ${answer.status} ${answer.location} ${text.slice(0, 600)}`);
      return number;
    }
    assert.equal(answer.status, 303, `${op.what} of ${op.request.number}: ${text.slice(0, 900)}`);
    return answer.location;
  }
}

function formOf(page, kind) {
  try {
    return form(page, (one) => one.fields.some((field) => field.name === 'kind' && field.value === kind));
  } catch {
    return null;
  }
}

/** An outcome that gives everything, which needs no grounds. */
function openCode(sheet) {
  const codes = sheet.fields.filter((field) => field.name === 'code').map((field) => field.value);
  return codes.find((code) => code === 'OPEN-GIVE') ?? codes[0];
}

/** What the ledger holds is exactly what was acknowledged: nothing missing, nothing twice. */
function compare(database, clients, kill) {
  const acts = database.rows("SELECT stream, kind, body FROM acts WHERE stream LIKE 'request/%'");
  const filed = acts.filter((act) => act.kind === 'submitted').map((act) => JSON.parse(act.body).number);
  // An answer is prepared and its letter numbered in the same breath: all three stand there, or none.
  const along = ['decision_prepared', 'letter_numbered'];
  const streams = (kind) => acts.filter((act) => act.kind === kind).map((act) => act.stream).sort();
  for (const kind of along) assert.deepEqual(streams(kind), streams('answered'), `${kind} after kill ${kill}`);
  const acted = acts
    .filter((act) => act.kind !== 'submitted' && !along.includes(act.kind))
    .map((act) => `${act.stream.slice('request/'.length)} ${act.kind}`);
  const told = (name) => clients.flatMap((client) => client[name]).sort();
  assert.deepEqual(filed.sort(), told('filed'), `requests after kill ${kill}`);
  assert.deepEqual(acted.sort(), told('acted'), `acts after kill ${kill}`);
}

function isConnectionLost(error) {
  const codes = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'];
  return codes.includes(error.cause?.code) || codes.includes(error.code) || /terminated|fetch failed|closed/.test(error.message);
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
