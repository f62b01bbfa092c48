// The Nu HTML Checker finds no error on any kind of page: an empty form, a form with everything wrong, lists, reports.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

import { afterwards } from '../support/afterwards.mjs';
import { Server, folder, must } from '../support/binary.mjs';
import { Visitor, form } from '../support/visitor.mjs';

const PASSWORD = 'a-password-for-the-checker';
const PAGES = [
  '/', '/organs', '/organs/NA', '/organs/NA/guide', '/policies', '/reports', '/search?q=a', '/apply', '/apply/paper', '/progress', '/sitemap',
  '/api', '/missing', '/office/sign-in', '/office', '/office/requests', '/office/requests/new', '/office/items', '/office/items/new',
  '/office/figures/2026', '/office/remedies', '/office/rectifications', '/office/reports', '/office/reports/2025', '/office/calendar',
  '/office/notices', '/office/letters', '/office/me', '/office/me/factor', '/office/tokens', '/office/jobs',
];

test('no page has an error of HTML', async (t) => {
  const data = folder(t);
  await must(['init', '--one-person', '--data', data, '--organ-code', 'NA', '--organ-name', '试验机关', '--password', PASSWORD]);
  const server = await Server.start(['serve', '--listen', '127.0.0.1:0', '--data', data], {}, 60_000);
  afterwards(t, () => server.kill());
  const visitor = new Visitor(server.base);
  const door = await visitor.get('/office/sign-in');
  const enter = (one) => one.action === '/office/sign-in';
  await visitor.send(form(door, enter), { login: 'admin', password: PASSWORD });
  const place = folder(t);
  const files = [];
  const keep = (name, html) => {
    const path = join(place, `${name.replaceAll(/\W+/g, '-')}.html`);
    writeFileSync(path, html);
    files.push(path);
  };
  for (const path of PAGES) keep(path, (await visitor.get(path)).html);
  for (const path of ['/apply', '/office/requests/new', '/office/items/new']) {
    const page = await visitor.get(path);
    const sheet = form(page, (one) => one.method === 'post' && one.fields.length > 3);
    const wrong = await visitor.post(sheet, { email: 'x' });
    assert.equal(wrong.status, 422, path);
    keep(`wrong${path}`, wrong.html);
  }
  const jar = join(dirname(createRequire(import.meta.url).resolve('vnu-jar')), 'build', 'dist', 'vnu.jar');
  let said = '';
  try {
    execFileSync('java', ['-jar', jar, '--errors-only', ...files], { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    said = `${error.stdout}${error.stderr}`;
  }
  assert.equal(said, '', said.slice(0, 4000));
});
