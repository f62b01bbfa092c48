// From a form in the portal to a cell of 表三 and back to the case: in both languages, with and without scripts.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { undo } from '../support/afterwards.mjs';
import { LANGUAGES, complaints, launch, picture, signIn, window } from './chromium.mjs';
import { startDemo } from './demo.mjs';
import { sum } from './question.mjs';

const NUMBER = /QH\d\d-\d{4}-\d{4}/;
const QUERY_CODE = /\b[2-9A-HJ-NP-Z]{10}\b/;
const DATE = /\b20\d\d-\d\d-\d\d\b/;
const ANSWER = Buffer.from('青禾县2025年度预算调整情况说明\n一、调整原因……\n', 'utf8');

describe('apply, decide, report', () => {
  let demo;
  let browser;

  before(async () => {
    demo = await startDemo();
    browser = await launch();
  });
  after(() => undo(() => browser?.close(), () => demo?.stop()));

  for (const lang of LANGUAGES) {
    for (const scripts of [true, false]) {
      test(`${lang}, ${scripts ? 'with' : 'without'} scripts`, async () => {
        const organ = demo.organs[2];
        const login = organ.logins.Clerk;
        const code = login.split('-')[0].toUpperCase();
        const options = { lang, scripts };
        const clerk = await window(browser, demo.base, options);
        const visitor = await window(browser, demo.base, options);
        // Pages that only a form opens are looked at on the way; axe itself needs scripts.
        const shot = async (page, name) => {
          await picture(page, `journey/${lang}-${scripts ? 'scripts' : 'plain'}/${name}`);
          if (scripts) assert.deepEqual(await complaints(page), [], name);
        };
        await signIn(clerk, login, demo.password);
        const year = chinaToday().slice(0, 4);
        const before = await cells(clerk, year);

        // The visitor asks.
        await visitor.goto('/');
        assert.equal(await visitor.getAttribute('html', 'lang'), lang === 'zh' ? 'zh-CN' : 'en');
        await visitor.goto(`/apply?organ=${code}`);
        await apply(visitor, `${lang}${scripts}：2025年度预算调整情况`);
        const receipt = await visitor.innerText('main');
        const number = receipt.match(NUMBER)?.[0];
        const query = receipt.match(QUERY_CODE)?.[0];
        assert.ok(number && query, `a receipt with number and query code:\n${receipt}`);
        await shot(visitor, '1-receipt');

        // The clerk finds it, confirms it, sees its last day and why.
        await clerk.goto('/office/requests');
        await clerk.click(`a:has-text("${number}")`);
        await act(clerk, 'confirmed');
        const why = clerk.locator('details.why').first();
        await why.locator('summary').click();
        const reasons = await why.innerText();
        assert.match(reasons, /\[A-33/, `the reason names its rule:\n${reasons}`);
        const due = (await clerk.innerText('.clock-date')).match(DATE)?.[0];
        assert.ok(due && due > chinaToday(), `a last day in the future: ${due}`);
        await shot(clerk, '2-case');
        await clerk.goto(`/office/requests?number=${number}`);
        const left = await clerk.innerText(`tr:has-text("${number}") .clock`);
        assert.match(left, lang === 'zh' ? /(19|20) ?个工作日/ : /(19|20) working days/, 'time left in the list');

        // The clerk proposes an outcome; section head, legal reviewer and leader read and sign it, each in turn.
        await clerk.click(`a:has-text("${number}")`);
        const place = new URL(clerk.url()).pathname;
        await act(clerk, 'decision_prepared', async (form) => {
          const choice = 'input[name=code][value=OPEN-GIVE]';
          await open(form, choice);
          await form.locator(choice).check();
          await form.locator('input[name=files]').setInputFiles({ name: '答复.txt', mimeType: 'text/plain', buffer: ANSWER });
        });
        await shot(clerk, '3-prepared');
        for (const [login, kind] of [['section', 'section_reviewed'], ['legal', 'legally_reviewed'], ['leader', 'signed']]) {
          const reader = await window(browser, demo.base, options);
          await signIn(reader, `${code.toLowerCase()}-${login}`, demo.password);
          await reader.goto(place);
          // What is read is the letter as it will go out, with its file.
          const letter = await reader.innerText('#answer');
          assert.ok(letter.includes('政府信息公开申请答复书') && letter.includes('答复.txt'), letter);
          const form = reader.locator(`#act-${kind} form`);
          await form.locator('input[name=opinion][value=agree]').check();
          await form.locator('button[type=submit]').click();
          await reader.waitForLoadState();
          await shot(reader, `3-${kind}`);
          await reader.context().close();
        }
        await clerk.goto(place);

        // The clerk sends what was signed.
        await act(clerk, 'answered', async (form) => {
          await form.locator('input[name=how][value=electronic]').check();
        });
        await shot(clerk, '3-answered');

        // The applicant sees it and gets the file.
        await visitor.goto('/progress');
        await visitor.fill('input[name=number]', number);
        await visitor.fill('input[name=code]', query);
        await visitor.click('main form button[type=submit]');
        const progress = await visitor.innerText('main');
        assert.ok(progress.includes(number) && DATE.test(progress), progress);
        const waiting = visitor.waitForEvent('download');
        await visitor.click('main button:has-text("答复.txt"), main a:has-text("答复.txt")');
        const file = await (await waiting).createReadStream();
        assert.deepEqual(Buffer.concat(await file.toArray()), ANSWER, 'the file as it was given');
        await shot(visitor, '4-progress');

        // 表三 has changed in exactly the cells of one received and one opened request of a natural person.
        const after = await cells(clerk, year);
        const changed = [...after].filter(([href, value]) => before.get(href) !== value);
        const rows = ['一、', '三、（一）', '三、（七）'];
        assert.equal(changed.length, rows.length * 2, `changed cells: ${JSON.stringify(changed)}`);
        for (const [href, value] of changed) {
          const where = decodeURIComponent(href);
          assert.ok(rows.some((row) => where.includes(`/${row}`)), where);
          assert.match(where, /\/(自然人|总计)$/);
          assert.equal(value, before.get(href) + 1, where);
        }
        await shot(clerk, '5-report');

        // The changed cell opens into that case.
        const [href] = changed.find(([href]) => decodeURIComponent(href).includes('/三、（一）'));
        await clerk.click(`a[href="${href}"]`);
        await shot(clerk, '6-cell');
        await clerk.click(`main a:has-text("${number}")`);
        assert.ok((await clerk.innerText('h1')).includes(number));
        await clerk.context().close();
        await visitor.context().close();
      });
    }
  }
});

/** Fills the portal's form as a natural person would. */
async function apply(page, wanted) {
  const form = page.locator('form:has([name=wanted])');
  const texts = {
    name: '柳青',
    id_number: '110101199003070011',
    phone: '010-00000000',
    email: 'liuqing@example.org',
    wanted,
  };
  for (const [name, value] of Object.entries(texts)) await form.locator(`[name=${name}]`).first().fill(value);
  const choices = { applicant: 'natural', form: 'electronic', delivery: 'online' };
  for (const [name, value] of Object.entries(choices)) {
    const radio = form.locator(`input[name=${name}][value=${value}]`);
    if (await radio.count()) await radio.check();
    else await form.locator(`select[name=${name}]`).selectOption(value);
  }
  // From the fourth request of an address on, a plain question is asked.
  const question = form.locator('label[for=answer]');
  if (await question.count()) await form.locator('[name=answer]').fill(String(sum(await question.innerText())));
  await form.locator('button.primary').click();
  await page.waitForLoadState();
}

/** Records one act on a case page. */
async function act(page, kind, fill = async () => {}) {
  const section = page.locator(`#act-${kind}`);
  if ((await section.getAttribute('open')) === null) await section.locator('summary').first().click();
  const form = section.locator('form');
  await fill(form);
  await form.locator('button[type=submit]').click();
  await page.waitForURL(/done=acted/);
}

/** Opens the closed groups around a choice. */
async function open(form, choice) {
  const group = form.locator('details', { has: form.page().locator(choice) }).first();
  if ((await group.count()) && (await group.getAttribute('open')) === null) await group.locator('summary').click();
}

/** Address and number of every cell of 表三 that opens. */
async function cells(page, year) {
  await page.goto(`/office/reports/${year}`);
  const found = await page.locator('table.table3 a').evaluateAll((links) =>
    links.map((link) => [link.getAttribute('href'), Number(link.textContent.trim())]),
  );
  assert.equal(found.length, 25 * 7, 'every cell of 表三 opens');
  return new Map(found);
}

/** The date in China, whatever zone this machine is in. */
function chinaToday() {
  return new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10);
}
