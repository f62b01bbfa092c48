// An item of the demo is verified in the browser: yes as it stands, no once anything of it is altered; served, and saved and run from disk.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { undo } from '../support/afterwards.mjs';
import { must } from '../support/binary.mjs';
import { LANGUAGES, WIDTHS, complaints, launch, picture, window } from './chromium.mjs';
import { startDemo } from './demo.mjs';

const SAID = { yes: { zh: '核验通过', en: 'Verified' }, no: { zh: '核验不通过', en: 'Not verified' } };

describe('the page that verifies', () => {
  let demo;
  let browser;
  let item;
  let key;

  before(async () => {
    demo = await startDemo();
    browser = await launch();
    // The log follows within a second or two of the start.
    for (let tries = 0; ; tries += 1) {
      const page = await window(browser, demo.base);
      await page.goto('/');
      item = await page.locator('main a[href^="/items/"]').first().getAttribute('href');
      const answer = await fetch(`${demo.base}/log/proof?address=${item}`);
      await page.context().close();
      if (answer.ok) break;
      assert.ok(tries < 50, 'the log has the item');
    }
    key = (await (await fetch(`${demo.base}/log/key`)).text()).trim();
  });
  after(() => undo(() => browser?.close(), () => demo?.stop()));

  const verdict = async (page, kind, lang) => {
    await page.waitForSelector('#verdict.yes, #verdict.no, #verdict.unable');
    assert.equal(await page.locator('#verdict h2').innerText(), SAID[kind][lang], await page.locator('#verdict').innerText());
  };

  for (const lang of LANGUAGES) {
    for (const width of WIDTHS) {
      test(`says yes for an item of the demo, ${lang}, ${width} wide`, async () => {
        const page = await window(browser, demo.base, { lang, width });
        const errors = [];
        page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
        page.on('pageerror', (error) => errors.push(String(error)));
        await page.goto(`${item}/verify`);
        await picture(page, `portal/item-verify-leaf-${lang}-${width}`);
        await page.click('a[href^="/log/verifier"]');
        await verdict(page, 'yes', lang);
        // Signature, inclusion, content, address, and the page as it is shown.
        assert.equal(await page.locator('#verdict .good').count(), 6);
        assert.equal(await page.locator('#verdict .bad').count(), 0);
        assert.deepEqual(errors, []);
        await picture(page, `portal/verifier-yes-${lang}-${width}`);
        await page.context().close();
      });
    }
  }

  test('axe finds nothing to complain about', async () => {
    // The page's own policy lets no other script in: axe looks at a copy without it.
    const page = await window(browser, demo.base, { lang: 'en' });
    await page.route('**/log/verifier*', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
      await route.fulfill({ body, headers: { 'content-type': 'text/html; charset=utf-8' } });
    });
    await page.goto(`/log/verifier?address=${item}&lang=en`);
    await verdict(page, 'yes', 'en');
    assert.deepEqual(await complaints(page), []);
    await page.context().close();
  });

  test('a page that shows something else than the record is found out', async () => {
    const page = await window(browser, demo.base, { lang: 'en' });
    await page.route(`**${item}`, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace('<div class="body" lang="zh-CN">', '<div class="body" lang="zh-CN">另加一段') });
    });
    await page.goto(`/log/verifier?address=${item}&lang=en`);
    await verdict(page, 'no', 'en');
    assert.match(await page.locator('#verdict .bad').innerText(), /differs from the record in: text/);
    await page.context().close();
  });

  test('saved and run from disk it judges a file that was taken home, and one that was altered', async () => {
    const saved = join(demo.data, 'verifier.html');
    const { stdout } = await must(['log', 'page', '--out', saved]);
    const served = Buffer.from(await (await fetch(`${demo.base}/log/verifier`)).arrayBuffer());
    assert.deepEqual(readFileSync(saved), served, 'what is printed is what is served');
    assert.match(stdout, /^[0-9a-f]{64}\n$/);
    const proof = await (await fetch(`${demo.base}/log/proof?address=${item}`)).text();
    const good = join(demo.data, 'good.tlog-proof');
    writeFileSync(good, proof);
    const altered = (change) => {
      const lines = proof.split('\n');
      const extra = JSON.parse(Buffer.from(lines[1].slice('extra '.length), 'base64').toString());
      change(extra, lines);
      lines[1] = `extra ${Buffer.from(JSON.stringify(extra)).toString('base64')}`;
      return lines.join('\n');
    };
    const files = {
      text: altered((extra) => (extra.record = extra.record.replace('<p>', '<p>不'))),
      day: altered((extra) => (extra.entry = extra.entry.replace(/"on":"20(\d\d)/, '"on":"19$1'))),
      size: proof.replace(/\n(\d+)\n([A-Za-z0-9+/]{43}=)\n\n/, (_, size, root) => `\n${Number(size) + 1}\n${root}\n\n`),
    };
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await page.goto(pathToFileURL(saved).href);
    const judge = async (path, kind) => {
      await page.setInputFiles('#file', path);
      await page.fill('#key', key);
      await page.click('button[type=submit]');
      await page.waitForFunction(() => !document.querySelector('#verdict.working'));
      await verdict(page, kind, 'en');
    };
    await judge(good, 'yes');
    for (const [name, text] of Object.entries(files)) {
      assert.notEqual(text, proof, name);
      const path = join(demo.data, `${name}.tlog-proof`);
      writeFileSync(path, text);
      await judge(path, 'no');
      // The offline program says the same.
      await assert.rejects(must(['verify', '--proof', path, '--log-key', key]), /exited 1/);
    }
    await judge(good, 'yes');
    // Another key, a witness who was not there, and no key at all.
    await page.fill('#key', 'log.example.gov.cn/mingbai+a575981a+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4');
    await page.click('button[type=submit]');
    await page.waitForSelector('#verdict.no');
    await page.fill('#witnesses', 'witness.example.gov.cn/w1+cb5d993c+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X');
    await judge(good, 'no');
    await picture(page, 'portal/verifier-no-en-1280');
    await page.fill('#witnesses', '');
    await page.fill('#key', '');
    await page.click('button[type=submit]');
    await page.waitForSelector('#verdict.unable');
    await page.context().close();
    await must(['verify', '--proof', good, '--log-key', key]);
    // The second program of docs/verifying.md, as it is printed there.
    const printed = readFileSync(new URL('../../docs/verifying.md', import.meta.url), 'utf8').match(/```python\n([\s\S]*?)```/)[1].replace(/^ {3}/gm, '');
    const second = join(demo.data, 'second.py');
    writeFileSync(second, printed);
    assert.match(execFileSync('python3', [second, good], { encoding: 'utf8' }), new RegExp(`^published ${item} on `));
    for (const name of Object.keys(files)) {
      if (name !== 'size') assert.throws(() => execFileSync('python3', [second, join(demo.data, `${name}.tlog-proof`)], { stdio: 'pipe' }), name);
    }
    await assert.rejects(must(['verify', '--proof', good]), /exited 2/);
  });

  test('without a script the page says what to do', async () => {
    const page = await window(browser, demo.base, { scripts: false });
    await page.goto(`/log/verifier?address=${item}`);
    assert.match(await page.innerText('main'), /浏览器没有运行脚本/);
    assert.match(await page.innerText('main'), /No scripts run in this browser/);
    await picture(page, 'portal/verifier-plain');
    await page.context().close();
  });

  test('a row that somebody changed in the database is found out', async () => {
    const [, , , id] = item.split('/');
    const database = join(demo.data, 'mingbai.db');
    const change = `UPDATE public_items SET body_html = '<p>后来改的</p>' WHERE id = '${id}'`;
    execFileSync('sqlite3', [database, '-cmd', '.timeout 10000', change]);
    const page = await window(browser, demo.base, { lang: 'zh' });
    await page.goto(`/log/verifier?address=${item}&lang=zh`);
    await verdict(page, 'no', 'zh');
    assert.match(await page.locator('#verdict .bad').first().innerText(), /内容已被改动/);
    await picture(page, 'portal/verifier-altered-zh-1280');
    await page.context().close();
  });
});
