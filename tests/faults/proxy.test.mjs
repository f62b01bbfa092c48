// Behind a real nginx with TLS in front: who the visitor is, which protocol he came by, whose forms are ours, and that nobody
// locks another out by failing himself.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { afterwards } from '../support/afterwards.mjs';
import { Server, folder, must } from '../support/binary.mjs';

const PASSWORD = 'a-password-for-the-proxy-test';

/** A port that nobody has now. */
async function free() {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await new Promise((done) => probe.on('listening', done));
  const { port } = probe.address();
  await new Promise((done) => probe.close(done));
  return port;
}

/** nginx in front of `base`; `headers` are its directives for what it passes on. */
async function nginx(t, base, headers) {
  const place = folder(t);
  const port = await free();
  const key = ['-keyout', join(place, 'key.pem'), '-out', join(place, 'cert.pem'), '-subj', '/CN=localhost'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...key], { stdio: 'ignore' });
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${place}/${name};`);
  writeFileSync(
    join(place, 'nginx.conf'),
    `daemon off; master_process off; pid ${place}/pid; error_log ${place}/error.log;
events {}
http {
  access_log off; client_max_body_size 100m; ${temporary.join(' ')}
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate ${place}/cert.pem; ssl_certificate_key ${place}/key.pem;
    location / { proxy_pass ${base}; proxy_http_version 1.1; ${headers} }
  }
}
`,
  );
  const child = spawn('nginx', ['-p', place, '-c', join(place, 'nginx.conf')], { stdio: 'ignore' });
  const ended = new Promise((done) => child.on('close', done));
  afterwards(t, async () => {
    child.kill('SIGKILL');
    await ended;
  });
  for (let tries = 0; tries < 100; tries += 1) {
    const up = await new Promise((done) => {
      const socket = net.connect(port, '127.0.0.1', () => done(true)).on('error', () => done(false));
      socket.on('connect', () => socket.end());
    });
    if (up) return `https://localhost:${port}`;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('nginx did not start');
}

/** A browser at an address of this machine. */
class Browser {
  cookies = new Map();
  set = [];

  constructor(base, from) {
    this.base = new URL(base);
    this.from = from;
  }

  ask(method, path, { headers = {}, body = '' } = {}) {
    const all = { host: this.base.host, ...headers };
    if (this.cookies.size) all.cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (body) all['content-type'] = 'application/x-www-form-urlencoded';
    const options = { host: '127.0.0.1', port: this.base.port, method, path, headers: all, localAddress: this.from, agent: false };
    const library = this.base.protocol === 'https:' ? https : http;
    return new Promise((done, failed) => {
      const request = library.request({ ...options, rejectUnauthorized: false }, (response) => {
        let text = '';
        response.on('data', (part) => (text += part));
        response.on('end', () => {
          this.set = response.headers['set-cookie'] ?? [];
          for (const line of this.set) {
            const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
            if (value) this.cookies.set(name, value);
            else this.cookies.delete(name);
          }
          done({ status: response.statusCode, headers: response.headers, text });
        });
      });
      request.on('error', failed);
      request.end(body);
    });
  }

  async signIn(login, password, headers = {}) {
    const door = await this.ask('GET', '/office/sign-in', { headers });
    const csrf = door.text.match(/name="csrf" value="([^"]+)"/)[1];
    const body = new URLSearchParams({ csrf, login, password, next: '' }).toString();
    return this.ask('POST', '/office/sign-in', { headers: { origin: this.base.origin, ...headers }, body });
  }
}

async function served(t, settings) {
  const data = folder(t);
  for (const organ of ['PA', 'PB']) {
    const names = ['--organ-code', organ, '--organ-name', `试验机关${organ}`, '--login', `admin-${organ}`];
    await must(['init', '--data', data, ...names, '--password', PASSWORD]);
  }
  writeFileSync(join(data, 'mingbai.toml'), settings);
  const server = await Server.start(['serve', '--listen', '127.0.0.1:0', '--data', data], {}, 60_000);
  afterwards(t, () => server.kill());
  return server;
}

const X_FORWARDED = `proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
  proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header X-Forwarded-Host $http_host;`;
const FORWARDED = 'proxy_set_header Forwarded "for=$remote_addr;proto=$scheme;host=\\"$http_host\\"";';
const TRUST = '[server]\ntrusted_proxies = ["127.0.0.1"]\n';

for (const [name, headers] of [['X-Forwarded-*', X_FORWARDED], ['Forwarded', FORWARDED]]) {
  describe(`behind nginx with ${name}`, () => {
    test('one who fails waits, and nobody else', async (t) => {
      const server = await served(t, `site_domain = "www.example.gov.cn"\n${TRUST}`);
      const front = await nginx(t, server.base, headers);
      for (let guess = 0; guess < 12; guess += 1) {
        const lie = { 'x-forwarded-for': `203.0.113.${guess}`, forwarded: `for=203.0.113.${guess}` };
        const said = headers === FORWARDED ? {} : { 'x-forwarded-for': lie['x-forwarded-for'] };
        const wrong = await new Browser(front, '127.0.0.7').signIn('admin-PA', 'a wrong password', said);
        assert.equal(wrong.status, guess < 10 ? 422 : 429, `guess ${guess}: ${wrong.text.slice(0, 300)}`);
      }
      for (const [from, login] of [['127.0.0.8', 'admin-PA'], ['127.0.0.7', 'admin-PB']]) {
        const browser = new Browser(front, from);
        const inside = await browser.signIn(login, PASSWORD);
        assert.equal(inside.status, 303, `${login} from ${from}`);
        assert.ok(browser.set.every((line) => line.includes('; Secure')), browser.set.join('\n'));
        assert.equal((await browser.ask('GET', '/office')).status, 200);
      }
      const still = await new Browser(front, '127.0.0.7').signIn('admin-PA', PASSWORD);
      assert.equal(still.status, 429, 'whoever guessed waits, also with the right one');
    });

    test('twenty wrong codes keep no applicant out', async (t) => {
      const server = await served(t, TRUST);
      const front = await nginx(t, server.base, headers);
      const ask = (from) => {
        const body = new URLSearchParams({ number: 'PA-2026-0001', code: 'AAAAAAAAAA' }).toString();
        return new Browser(front, from).ask('POST', '/progress', { headers: { origin: front }, body });
      };
      for (let guess = 0; guess < 20; guess += 1) assert.equal((await ask('127.0.0.7')).status, 404);
      assert.equal((await ask('127.0.0.7')).status, 429);
      assert.equal((await ask('127.0.0.8')).status, 404, 'another address may ask about the same number');
    });
  });
}

describe('who is no trusted proxy', () => {
  test('is not believed', async (t) => {
    const server = await served(t, '[server]\ntrusted_proxies = ["127.0.0.9"]\n');
    const browser = new Browser(server.base, '127.0.0.7');
    const claims = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.1', 'x-forwarded-host': 'evil.example' };
    const inside = await browser.signIn('admin-PA', PASSWORD, claims);
    assert.equal(inside.status, 303);
    assert.ok(browser.set.every((line) => !line.includes('Secure')), browser.set.join('\n'));
    const forged = { origin: 'https://evil.example', ...claims };
    assert.equal((await new Browser(server.base, '127.0.0.7').signIn('admin-PA', PASSWORD, forged)).status, 403);
  });

  test('a proxy that rewrites the host: the own domain is accepted, else the true cause is said', async (t) => {
    const known = await served(t, 'site_domain = "localhost"\n');
    const front = await nginx(t, known.base, '');
    assert.equal((await new Browser(front, '127.0.0.7').signIn('admin-PA', PASSWORD)).status, 303);
    const unknown = await served(t, 'site_domain = "www.example.gov.cn"\n');
    const other = await nginx(t, unknown.base, '');
    const refused = await new Browser(other, '127.0.0.7').signIn('admin-PA', PASSWORD, { 'sec-fetch-site': 'same-origin' });
    assert.equal(refused.status, 403);
    assert.match(refused.text, /server\.trusted_proxies/);
    assert.match(refused.text, /site_domain/);
    assert.doesNotMatch(refused.text, /已过期/);
  });
});
