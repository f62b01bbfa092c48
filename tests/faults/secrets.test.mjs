// What lies on the disk: nothing of an applicant in clear in any file of the data folder, nothing that others on the machine may
// read, no key in a backup; a restore without the right key is refused in words, and verify changes nothing.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { afterwards } from '../support/afterwards.mjs';
import { BIN, folder, must, run } from '../support/binary.mjs';
import { engines } from '../support/database.mjs';
import { Visitor, form, forms, words } from '../support/visitor.mjs';

const PASSWORD = 'a-password-for-the-secrets-test';
const SETTINGS = '[handling]\nsign_before_answer = false\n';
/** What nobody may find: by name, for the message. */
const PLANTED = {
  name: '王慕容小明',
  id_number: '110101199003070011',
  phone: '010-88776655',
  email: 'murong.xiaoming@example.org',
  address: '青禾县紫藤胡同四十七号',
  wanted: '紫藤胡同四十七号院的拆迁补偿安置方案',
  help: '需要盲文材料送到紫藤胡同',
};
const FILES = { proof: ['慕容身份证明.txt', '证件内容慕容一二三四'], attachments: ['慕容的附件.txt', '附件内容慕容五六七八'] };
const ANSWER = ['给慕容的答复.txt', '答复内容慕容九十'];

/** Every file below a folder, with its path. */
function* filesOf(place) {
  for (const entry of readdirSync(place, { withFileTypes: true })) {
    const path = join(place, entry.name);
    if (entry.isDirectory()) yield* filesOf(path);
    else if (entry.isFile()) yield path;
  }
}

/** Under a umask that lets everybody read. */
const open = (args) => ['-c', 'umask 000; exec "$@"', 'open', BIN, ...args];

async function mustOpen(args) {
  const child = spawn('bash', open(args));
  let said = '';
  child.stdout.on('data', (part) => (said += part));
  child.stderr.on('data', (part) => (said += part));
  const code = await new Promise((done) => child.on('close', done));
  assert.equal(code, 0, said);
}

/** What the organ's letters name. */
function organs(data) {
  const file = join(data, 'organs.csv');
  const head = '机构代码,机关名称,类别,地址,联系电话,机关代字,复议机关,管辖法院';
  writeFileSync(file, `${head}\nSA,试验机关,部门,青禾县一号,0000-2500000,试公开,青禾县人民政府,青禾县人民法院\n`);
  return file;
}

async function played(t, engine) {
  const data = join(folder(t), 'data');
  mkdirSync(data, { recursive: true, mode: 0o777 });
  const database = engine.open(data, 'secrets');
  afterwards(t, () => database.drop());
  const place = ['--data', data, ...database.args];
  await mustOpen(['init', '--one-person', ...place, '--organ-code', 'SA', '--organ-name', '试验机关', '--password', PASSWORD]);
  await mustOpen(['import', 'organs', organs(data), ...place]);
  writeFileSync(join(data, 'mingbai.toml'), SETTINGS);
  const child = spawn('bash', open(['serve', '--listen', '127.0.0.1:0', ...place]));
  const ended = new Promise((done) => child.on('close', done));
  let output = '';
  child.stderr.on('data', (part) => (output += part));
  const base = await new Promise((done) => {
    child.stdout.on('data', (part) => {
      output += part;
      const found = output.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) done(found[0]);
    });
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  afterwards(t, async () => {
    child.kill('SIGKILL');
    await ended;
  });
  return { data, place, base, stop };
}

/** An applicant files with everything, a clerk answers with a file. */
async function play(base) {
  const applicant = new Visitor(base);
  const page = await applicant.get('/apply?organ=SA');
  const sheet = form(page, (one) => one.method === 'post' && one.fields.some((field) => field.name === 'wanted'));
  const files = Object.fromEntries(Object.entries(FILES).map(([field, [name, bytes]]) => [field, { name, bytes }]));
  const filed = await applicant.send(sheet, { ...PLANTED, ...files, organ: 'SA', applicant: 'natural', form: 'electronic', delivery: 'email' });
  const number = filed.html.match(/id="receipt-number">([^<]+)/)?.[1];
  assert.ok(number, words(filed.html).slice(0, 400));
  const clerk = new Visitor(base);
  const door = await clerk.get('/office/sign-in');
  await clerk.send(form(door, (one) => one.action === '/office/sign-in'), { login: 'admin', password: PASSWORD });
  const list = await clerk.get(`/office/requests?number=${number}`);
  const href = list.html.match(/\/office\/requests\/[0-9A-HJKMNP-TV-Z]{26}/)[0];
  for (const kind of ['confirmed', 'answered']) {
    const shown = await clerk.get(href);
    const act = forms(shown.html).find((one) => one.fields.some((field) => field.name === 'kind' && field.value === kind));
    assert.ok(act, `${kind}: ${words(shown.html).slice(0, 400)}`);
    const code = act.fields.filter((field) => field.name === 'code').map((field) => field.value).find((one) => one === 'OPEN-GIVE');
    const answer = kind === 'answered' ? { code, how: 'electronic', files: { name: ANSWER[0], bytes: ANSWER[1] } } : {};
    const done = await clerk.post(act, answer);
    assert.equal(done.status, 303, words(done.html).slice(0, 600));
  }
}

for (const engine of engines()) {
  describe(`the data folder with ${engine.name}`, () => {
    test('holds nothing of an applicant in clear, and nothing for others to read', async (t) => {
      const { data, place, base, stop } = await played(t, engine);
      await play(base);
      const second = await run(['--lang', 'en', 'serve', '--listen', '127.0.0.1:0', ...place]);
      assert.equal(second.code, 2, second.stderr);
      assert.match(second.stderr, /another Mingbai is serving/);
      const planted = { ...PLANTED, proof: FILES.proof[1], attachment: FILES.attachments[1], answer: ANSWER[1], name_of_file: FILES.proof[0], name_of_attachment: FILES.attachments[0], name_of_answer: ANSWER[0] };
      const look = () => {
        for (const path of filesOf(data)) {
          const bytes = readFileSync(path);
          for (const [what, text] of Object.entries(planted)) {
            for (const form of [text, JSON.stringify(text).slice(1, -1), Buffer.from(text).toString('base64').slice(0, -4), encodeURIComponent(text)]) {
              assert.ok(!bytes.includes(form), `${what} stands in ${path}`);
            }
          }
          assert.equal(lstatSync(path).mode & 0o077, 0, `${path} is open to others`);
        }
        assert.equal(lstatSync(data).mode & 0o777, 0o700);
      };
      look();
      await stop();
      look();

      // SQLite moves its log into the database when the last one leaves: once that is done, nothing moves any more.
      await must(['verify', ...place]);
      const before = digest(data);
      await must(['verify', ...place]);
      if (engine.name === 'SQLite') assert.deepEqual(digest(data), before, 'verify reads only');

      const backup = join(data, '..', 'backup');
      await mustOpen(['backup', ...place, backup]);
      assert.ok(!existsSync(join(backup, 'master.key')), 'no key in a backup');
      for (const path of filesOf(backup)) assert.equal(lstatSync(path).mode & 0o077, 0, path);
      const withKey = join(data, '..', 'with-key');
      await must(['backup', '--with-key', ...place, withKey]);
      assert.ok(existsSync(join(withKey, 'master.key')));
      if (engine.name !== 'SQLite') return;

      const other = join(data, '..', 'other');
      const restore = (more = [], from = backup) => run(['--lang', 'en', 'restore', '--data', other, ...more, from]);
      const missing = await restore();
      assert.equal(missing.code, 2);
      assert.match(missing.stderr, /key that opens applicants' data is missing/);
      writeFileSync(join(other, 'master.key'), Buffer.alloc(32, 7));
      const foreign = await restore();
      assert.equal(foreign.code, 2);
      assert.match(foreign.stderr, /does not open the applicants' data/);
      assert.ok(!existsSync(join(other, 'mingbai.db')), 'nothing was restored');
      const told = await restore(['--without-key']);
      assert.equal(told.code, 0, told.stderr);
      assert.match(told.stderr, /was not checked/);
      rmSync(other, { recursive: true });
      mkdirSync(other);
      copyFileSync(join(data, 'master.key'), join(other, 'master.key'));
      assert.equal((await restore()).code, 0);
      rmSync(other, { recursive: true });
      assert.equal((await restore([], withKey)).code, 0, 'the key came along');
    });
  });
}

/** What lies in a folder, byte by byte; SQLite's own notes beside the database come and go. */
function digest(place) {
  return [...filesOf(place)]
    .filter((path) => !/-(wal|shm)$/.test(path))
    .map((path) => `${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`)
    .sort();
}
