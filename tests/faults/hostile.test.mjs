// Thirty-two kinds of abuse against a running server, with an honest visitor beside it: he is served within a second throughout,
// memory stays below 600 MB, nothing that was acknowledged is lost, and whoever abuses is told what is the matter.
//
// Each kind once, with three times the patience, since a test run shares its machine. HOSTILE=3600 goes on for an hour (seconds) and
// keeps to the second; HOSTILE_LIMIT sets another limit in milliseconds; HOSTILE_NICE=-5 gives the server back, on a machine that does
// other work, what it would have on one of its own.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';

import { afterwards } from '../support/afterwards.mjs';
import { BIN, folder, must } from '../support/binary.mjs';
import { engines } from '../support/database.mjs';
import { Honest, WHOLE, memory } from '../support/honest.mjs';
import { words } from '../support/visitor.mjs';

const SECONDS = Number(process.env.HOSTILE || 1);
const LIMIT = Number(process.env.HOSTILE_LIMIT || (process.env.HOSTILE ? 1000 : 3000));
const MOST_MEMORY = 600 * 1024;
const PASSWORD = 'a-password-for-the-hostile-hour';
const SETTINGS = `[door]
question_after = 0
most_an_hour = 0
[server]
head_seconds = 5
stall_seconds = 5
`;

for (const engine of engines()) {
  describe(`a hostile hour on ${engine.name}`, () => {
    test('the honest visitor is served', { timeout: (SECONDS + 900) * 1000 }, async (t) => {
      const data = folder(t);
      const database = engine.open(data, 'hostile');
      afterwards(t, () => database.drop());
      const place = ['--data', data, ...database.args];
      await must(['init', '--one-person', ...place, '--organ-code', 'HA', '--organ-name', '试验机关', '--password', PASSWORD]);
      writeFileSync(join(data, 'mingbai.toml'), SETTINGS);
      const server = await serve(t, place);
      const honest = new Honest(server);
      const until = Date.now() + SECONDS * 1000;
      let kinds = 0;
      do {
        for (const [name, abuse] of Object.entries(KINDS)) {
          if (kinds >= Object.keys(KINDS).length && Date.now() > until) break;
          const { worst, most } = honest;
          await abuse({ ...server, data, engine, honest });
          kinds += 1;
          if (honest.worst > worst) t.diagnostic(`${name}: the honest visitor waited ${honest.worst} ms (${honest.where})`);
          if (honest.most > most * 1.05) t.diagnostic(`${name}: ${honest.most} KiB`);
        }
      } while (Date.now() < until);
      await honest.stop();
      t.diagnostic(`${engine.name}: ${kinds} abuses, ${honest.served} pages, ${honest.filed.length} filed, worst ${honest.worst} ms, ${honest.most} KiB`);
      assert.ok(honest.worst <= LIMIT, `the honest visitor waited ${honest.worst} ms (${honest.where})`);
      assert.ok(honest.most <= MOST_MEMORY, `${honest.most} KiB of memory`);
      assert.ok(honest.filed.length > 3, 'he filed');
      await finds(server, honest.filed);
      const verified = await must(['verify', ...place]);
      t.diagnostic(verified.stdout.trim());
    });
  });
}

/** The server, with its process id. */
async function serve(t, place) {
  const first = process.env.HOSTILE_NICE ? ['nice', '-n', process.env.HOSTILE_NICE] : [];
  const child = spawn('bash', ['-c', `trap '' XFSZ; exec "$@"`, 'serve', ...first, BIN, 'serve', '--listen', '127.0.0.1:0', ...place]);
  const ended = new Promise((done) => child.on('close', done));
  afterwards(t, async () => {
    child.kill('SIGKILL');
    await ended;
  });
  let output = '';
  child.stderr.on('data', (part) => (output += part));
  const base = await new Promise((done) => {
    child.stdout.on('data', (part) => {
      output += part;
      const found = output.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) done(found[0]);
    });
  });
  return { base, port: Number(new URL(base).port), pid: child.pid };
}

/** Everything that was acknowledged is there. */
async function finds(server, filed) {
  for (const [number, code] of filed) {
    const headers = { origin: server.base };
    const answer = await fetch(`${server.base}/progress`, { method: 'POST', headers, body: new URLSearchParams({ number, code }) });
    assert.equal(answer.status, 200, number);
  }
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const many = (count, what) => Promise.all(Array.from({ length: count }, (_, number) => what(number)));
let next = 0;
/** Abuse comes from elsewhere: each time from another address of 127.0.0.0/8, since whoever was refused waits for an hour. */
const elsewhere = () => {
  const place = next++;
  return `127.${Math.floor(place / 62_500) % 250}.${Math.floor(place / 250) % 250}.${2 + (place % 250)}`;
};

/** A raw connection: says `text`, waits a while, and gives what it heard. */
function say(server, text, { wait = 1500, from = elsewhere(), listen = true } = {}) {
  return new Promise((done) => {
    const socket = net.connect({ host: '127.0.0.1', port: server.port, localAddress: from });
    let heard = '';
    const end = () => {
      socket.destroy();
      done(heard);
    };
    if (listen) socket.on('data', (part) => (heard += part.toString('latin1')));
    else socket.pause();
    socket.on('error', end);
    socket.on('close', end);
    socket.on('connect', () => socket.write(text));
    setTimeout(end, wait);
  });
}

/** The first line of an answer. */
const first = (heard) => heard.split('\r\n')[0];

const post = (path, length, more = '') =>
  `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${length}\r\n${more}\r\n`;

/** An ordinary request from elsewhere. */
function ask(server, method, path, { headers = {}, body, from = elsewhere(), patience = 30_000 } = {}) {
  return new Promise((done) => {
    const options = { host: '127.0.0.1', port: server.port, method, path, localAddress: from, agent: false };
    const request = http.request({ ...options, headers: { origin: server.base, ...headers } }, (response) => {
      let text = '';
      response.on('data', (part) => (text += part));
      response.on('end', () => done({ status: response.statusCode, headers: response.headers, text }));
      response.on('error', () => done({ status: 0, headers: {}, text }));
    });
    request.setTimeout(patience, () => request.destroy());
    request.on('error', () => done({ status: 0, headers: {}, text: '' }));
    if (body) request.write(body);
    request.end();
  });
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const fields = (changes) => new URLSearchParams({ ...WHOLE, key: `hostile-${Math.random()}-${Date.now()}`, ...changes }).toString();

/** The whole form with files, as multipart. */
function multipart(files, changes = {}) {
  const line = `--------${Date.now()}${Math.random()}`;
  const parts = [];
  for (const [name, value] of new URLSearchParams(fields(changes))) {
    parts.push(Buffer.from(`--${line}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`));
  }
  for (const [name, bytes] of files) {
    const head = `Content-Disposition: form-data; name="attachments"; filename="${name}"\r\nContent-Type: application/octet-stream`;
    parts.push(Buffer.from(`--${line}\r\n${head}\r\n\r\n`), bytes, Buffer.from('\r\n'));
  }
  parts.push(Buffer.from(`--${line}--\r\n`));
  return { headers: { 'content-type': `multipart/form-data; boundary=${line}` }, body: Buffer.concat(parts) };
}

/** A ZIP whose `entries` directory entries all name one member of `size` zeros. */
function zip(entries, size) {
  const packed = deflateRawSync(Buffer.alloc(size));
  const name = Buffer.from('a.txt');
  const header = (signature, more) => {
    const head = Buffer.alloc(more ? 46 : 30);
    head.writeUInt32LE(signature, 0);
    const at = more ? 6 : 4;
    head.writeUInt16LE(20, at);
    head.writeUInt16LE(8, at + 4);
    head.writeUInt32LE(packed.length, at + 14);
    head.writeUInt32LE(size, at + 18);
    head.writeUInt16LE(name.length, at + 22);
    if (more) head.writeUInt16LE(20, 4);
    return Buffer.concat([head, name]);
  };
  const local = Buffer.concat([header(0x04034b50, false), packed]);
  const central = Buffer.concat(Array.from({ length: entries }, () => header(0x02014b50, true)));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

/** A PDF whose one page opens so many arrays and closes none. */
function deep(nesting) {
  const content = '['.repeat(nesting);
  return Buffer.from(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n` +
      `3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n` +
      `4 0 obj<</Length ${content.length}>>stream\n${content}\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF`,
  );
}

const all = (answers, allowed, what) => {
  for (const answer of answers) assert.ok([0, ...allowed].includes(answer.status), `${what}: ${answer.status} ${words(answer.text).slice(0, 300)}`);
};

/** Signing in from elsewhere, with a door cookie of one's own. */
function signIn(server, login, password, from) {
  const csrf = 'a'.repeat(64);
  const body = new URLSearchParams({ csrf, login, password, next: '' }).toString();
  return ask(server, 'POST', '/office/sign-in', { headers: { ...FORM, cookie: `mb_door=${csrf}` }, body, from });
}

/** Made beforehand. */
const OVERLAPPING = zip(500, 1_000_000);
const ZEROS = zip(1, 200_000_000);

const KINDS = {
  'half-sent heads': (server) => many(200, () => say(server, 'GET / HTTP/1.1\r\nHost: a\r\nX: ')),
  'silent connections': (server) => many(200, () => say(server, '')),
  'bodies that do not come': (server) => many(100, () => say(server, `${post('/progress', 1000)}number=`)),
  'large bodies that stop half way': (server) =>
    many(20, () => say(server, Buffer.concat([Buffer.from(post('/apply', 30_000_000)), Buffer.alloc(4_000_000, 97)]), { wait: 3000 })),
  'answers that nobody fetches': (server) => many(60, () => say(server, 'GET /apply HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(50), { listen: false })),
  'large forms at once': async (server) => {
    const file = Buffer.alloc(4_500_000, 98);
    all(await many(12, () => ask(server, 'POST', '/apply', multipart(Array.from({ length: 5 }, (_, n) => [`${n}.txt`, file]), { name: '' }))), [422, 503], 'large forms');
  },
  'a huge sign-in': async (server) => {
    const answers = await many(5, () => ask(server, 'POST', '/office/sign-in', { headers: FORM, body: Buffer.alloc(20_000_000, 97) }));
    all(answers, [400, 413, 422], 'a huge sign-in');
  },
  'a huge head': async (server) => assert.match(first(await say(server, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(3_000_000)}\r\n\r\n`)), /^(HTTP\/1.1 431|$)/),
  'a long address': async (server) => assert.match(first(await say(server, `GET /${'x'.repeat(100_000)} HTTP/1.1\r\nHost: a\r\n\r\n`)), /^(HTTP\/1.1 (414|431)|$)/),
  'no HTTP at all': async (server) => {
    for (const text of ['\0\0\0\0', '\x16\x03\x01\x02\x00', 'GET\r\n\r\n', 'SSH-2.0-x\r\n', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n']) {
      assert.match(first(await say(server, text)), /^(HTTP\/1.[01] 400|$)/, JSON.stringify(text));
    }
  },
  'chunks that are none': async (server) => {
    const head = 'POST /apply HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n';
    for (const chunk of ['zz\r\n', '-1\r\n', 'ffffffffffffffffff\r\n', '5\r\nabc\r\n0\r\n\r\n']) {
      assert.doesNotMatch(first(await say(server, head + chunk)), /^HTTP\/1.1 (2|500)/);
    }
  },
  'two lengths': async (server) =>
    assert.doesNotMatch(first(await say(server, 'POST /progress HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde')), /^HTTP\/1.1 (2|500)/),
  'a thousand requests on one connection': async (server) => {
    const heard = await say(server, 'GET /robots.txt HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(1000), { wait: 4000 });
    assert.ok(heard.startsWith('HTTP/1.1 200'));
  },
  'connections by the thousand': (server) => many(1000, () => say(server, '', { wait: 50 })),
  'hanging up in the middle': (server) => many(60, () => say(server, `${post('/apply', 400)}${fields({}).slice(0, 200)}`, { wait: 60 })),
  'many guesses at once': async (server) => {
    const from = elsewhere();
    const answers = await many(60, () => signIn(server, 'admin', 'a wrong password', from));
    all(answers, [422, 429, 503], 'guesses');
    assert.ok(answers.filter((answer) => answer.status === 422).length <= 10, 'guesses made at once do not pass the limit');
  },
  'guesses from many places': async (server) => {
    await many(40, (number) => signIn(server, `nobody-${number}`, 'a wrong password'));
    const right = await signIn(server, 'admin', PASSWORD);
    assert.equal(right.status, 303, `the right one from elsewhere: ${right.status}`);
  },
  'guessing codes': async (server) => {
    const from = elsewhere();
    const body = new URLSearchParams({ number: 'HA-2026-0001', code: 'AAAAAAAAAA' }).toString();
    const answers = [];
    for (let guess = 0; guess < 30; guess += 1) answers.push(await ask(server, 'POST', '/progress', { headers: FORM, body, from }));
    all(answers, [404, 429], 'codes');
    assert.equal(answers.at(-1).status, 429);
    assert.equal((await ask(server, 'POST', '/progress', { headers: FORM, body })).status, 404, 'nobody else waits');
  },
  'guessing tokens': async (server) => {
    const from = elsewhere();
    const answers = await many(60, (number) =>
      ask(server, 'GET', '/api/v1/me', { headers: { authorization: `Bearer mb1_${number.toString(16).padStart(64, '0')}` }, from }));
    all(answers, [401, 429], 'tokens');
  },
  'an archive of one member named five hundred times': async (server) => {
    const answers = await many(12, () => ask(server, 'POST', '/apply', multipart(Array.from({ length: 5 }, (_, n) => [`${n}.zip`, OVERLAPPING]))));
    all(answers, [422, 503], 'an overlapping archive');
  },
  'an archive of zeros': async (server) => {
    all(await many(4, () => ask(server, 'POST', '/apply', multipart([['a.zip', ZEROS]]))), [422, 503], 'a bomb');
  },
  'a PDF without a bottom': async (server) => all(await many(4, () => ask(server, 'POST', '/apply', multipart([['a.pdf', deep(200_000)]]))), [200, 422, 503], 'a deep PDF'),
  'programs under other names': async (server) => {
    for (const [name, text] of [['a.pdf', 'MZ\x90\0'], ['../../a.txt', '#!/bin/sh\n'], ['a.docx', '<html><script>'], ['con', 'x'], ['a\u202efdp.exe', 'MZ']]) {
      all([await ask(server, 'POST', '/apply', multipart([[name, Buffer.from(text, 'latin1')]]))], [422, 503], name);
    }
  },
  'forms from elsewhere': async (server) => {
    for (const path of ['/apply', '/progress', '/progress/files', '/progress/opinion', '/office/sign-in']) {
      for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }]) {
        assert.equal((await ask(server, 'POST', path, { headers: { ...FORM, ...headers }, body: fields({}) })).status, 403, path);
      }
    }
  },
  'ways out of the site': async (server) => {
    for (const back of ['/%09/evil.example/x', '//evil.example', '/%5Cevil.example', '/%0d%0aSet-Cookie:x', '/%e3%80%80/evil', 'https:evil.example']) {
      for (const path of ['/lang/en', '/elder/on']) assert.equal((await ask(server, 'GET', `${path}?back=${back}`)).headers.location, '/', back);
    }
    assert.notEqual((await ask(server, 'GET', '//evil.example/')).headers.location, '//evil.example');
  },
  'characters that nobody types': async (server) => {
    const wanted = '甲\u0001\u000b\u202e乙\ufffe\u2066丙🙏';
    assert.equal((await ask(server, 'POST', '/apply', { headers: FORM, body: fields({ wanted }) })).status, 200);
    assert.equal((await ask(server, 'POST', '/apply', { headers: FORM, body: fields({ wanted: 'a\0b' }) })).status, 422);
    assert.equal((await ask(server, 'POST', '/apply', { headers: FORM, body: 'wanted=%ff%fe&name=%c0%80' })).status, 422);
    assert.doesNotMatch((await ask(server, 'GET', '/feed.xml')).text, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  },
  'addresses that nobody reads mail at': async (server) => {
    for (const email of ['"a,b"@x.cn', '<a@b.cn>', 'a@b..cn', 'a@b.cn\r\nBcc: x@y.cn']) {
      assert.equal((await ask(server, 'POST', '/apply', { headers: FORM, body: fields({ email, delivery: 'email' }) })).status, 422, email);
    }
  },
  'ten thousand parts': async (server) => {
    const line = 'x';
    const body = Buffer.from(`${`--${line}\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n`.repeat(10_000)}--${line}--\r\n`);
    all([await ask(server, 'POST', '/apply', { headers: { 'content-type': `multipart/form-data; boundary=${line}` }, body })], [422, 503], 'parts');
  },
  'odd paths and methods': async (server) => {
    for (const path of ['/../etc/passwd', '/assets/..%2f..%2fetc/passwd', '/%00', '/%ff', '/items/HA/..', '/files/HA/x/y', '/.git/config', '/calendar/x']) {
      all([await ask(server, 'GET', path)], [308, 400, 404], path);
    }
    for (const method of ['TRACE', 'DELETE', 'PATCH', 'OPTIONS', 'PUT']) all([await ask(server, method, '/apply')], [403, 405], method);
  },
  'heavy searches': async (server) => {
    const q = encodeURIComponent('政府信息公开'.repeat(400));
    all(await many(40, () => ask(server, 'GET', `/search?q=${q}&page=999999`)), [200, 400, 404, 414, 422, 431, 503], 'searches');
  },
  'proxies that are none': async (server) => {
    const from = elsewhere();
    for (let guess = 0; guess < 25; guess += 1) {
      const headers = { ...FORM, 'x-forwarded-for': `203.0.113.${guess}`, forwarded: `for=203.0.113.${guess}` };
      const body = new URLSearchParams({ number: 'HA-2026-0002', code: 'AAAAAAAAAA' }).toString();
      const answer = await ask(server, 'POST', '/progress', { headers, body, from });
      assert.equal(answer.status, guess < 20 ? 404 : 429, `guess ${guess}`);
    }
  },
  'a full disk': async (server) => {
    if (server.engine.name !== 'SQLite') return;
    await server.honest.mayFile(false);
    execFileSync('prlimit', [`--pid=${server.pid}`, '--fsize=4096:unlimited']);
    all(await many(4, () => ask(server, 'POST', '/apply', { headers: FORM, body: fields({}) })), [500, 503], 'a full disk');
    execFileSync('prlimit', [`--pid=${server.pid}`, '--fsize=unlimited:unlimited']);
    assert.equal((await ask(server, 'POST', '/apply', { headers: FORM, body: fields({}) })).status, 200, 'there is room again');
    // What was seen while there was none is said for a moment longer.
    const until = Date.now() + 5000;
    while ((await ask(server, 'GET', '/healthz')).status !== 200) {
      assert.ok(Date.now() < until, '/healthz sees that there is room again');
      await pause(100);
    }
    await server.honest.mayFile(true);
  },
};
