// The applicant's and the clerk's work without a mouse: from the home page to a receipt, from the sign-in to the answer and back
// to the applicant. Only keys are pressed, and each stop is visible; in Chinese with scripts, in English without.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { undo } from '../support/afterwards.mjs';
import { launch, window } from './chromium.mjs';
import { startDemo } from './demo.mjs';
import { sum } from './question.mjs';

const NUMBER = /QH\d\d-\d{4}-\d{4}/;
const QUERY_CODE = /\b[2-9A-HJ-NP-Z]{10}\b/;
/** No page has more stops than this before what one looks for. */
const LONGEST = 400;

describe('by keyboard alone', () => {
  let demo;
  let browser;

  before(async () => {
    demo = await startDemo();
    browser = await launch();
  });
  after(() => undo(() => browser?.close(), () => demo?.stop()));

  for (const [lang, scripts] of [['zh', true], ['en', false]]) {
    test(`${lang}, ${scripts ? 'with' : 'without'} scripts`, async () => {
      const options = { lang, scripts };
      const code = 'QH03';
      const visitor = await window(browser, demo.base, options);
      await visitor.goto('/');
      await press(visitor, 'header a[href^="/apply"], nav a[href^="/apply"]');
      await choose(visitor, 'organ', code);
      const wanted = `键盘${lang}${scripts}：2025年度农贸市场改造资金安排`;
      for (const [name, value] of Object.entries({ name: '柳青', id_number: '110101199003070011', phone: '010-00000000', wanted })) {
        await type(visitor, `main [name=${name}]`, value);
      }
      for (const [name, value] of Object.entries({ applicant: 'natural', form: 'electronic', delivery: 'online' })) {
        await choose(visitor, name, value);
      }
      const question = visitor.locator('label[for=answer]');
      if (await question.count()) await type(visitor, 'main [name=answer]', String(sum(await question.innerText())));
      await press(visitor, 'main form button.primary');
      const receipt = await visitor.innerText('main');
      const [number, query] = [receipt.match(NUMBER)?.[0], receipt.match(QUERY_CODE)?.[0]];
      assert.ok(number && query, receipt);

      const clerk = await enter(browser, demo, options, `${code.toLowerCase()}-clerk`);
      await press(clerk, 'nav a[href="/office/requests"]');
      await type(clerk, 'main input[name=number]', number);
      await enterKey(clerk);
      await press(clerk, 'main th a[href^="/office/requests/"]');
      const place = new URL(clerk.url()).pathname;
      await unfold(clerk, '#act-confirmed > summary');
      await press(clerk, '#act-confirmed button[type=submit]');
      assert.match(clerk.url(), /done=acted/);

      await unfold(clerk, '#act-decision_prepared > summary');
      await unfold(clerk, '#act-decision_prepared details.group:first-of-type > summary');
      await choose(clerk, 'code', 'OPEN-GIVE', '#act-decision_prepared ');
      await type(clerk, '#act-decision_prepared [name=place]', '县政务服务中心查阅点');
      await press(clerk, '#act-decision_prepared button[type=submit]');
      assert.match(clerk.url(), /done=acted/);
      for (const [login, kind] of [['section', 'section_reviewed'], ['legal', 'legally_reviewed'], ['leader', 'signed']]) {
        const reader = await enter(browser, demo, options, `${code.toLowerCase()}-${login}`);
        await press(reader, `main a[href="${place}"]`);
        await choose(reader, 'opinion', 'agree', `#act-${kind} `);
        await press(reader, `#act-${kind} button[type=submit]`);
        assert.match(reader.url(), /done=acted/);
        await reader.context().close();
      }
      await clerk.reload();
      await unfold(clerk, '#act-answered > summary');
      await choose(clerk, 'how', 'electronic', '#act-answered ');
      await press(clerk, '#act-answered button[type=submit]');
      assert.match(clerk.url(), /done=acted/);

      await press(visitor, 'header a[href="/progress"], nav a[href="/progress"]');
      await type(visitor, 'main input[name=number]', number);
      await type(visitor, 'main input[name=code]', query);
      await enterKey(visitor);
      const told = await visitor.innerText('main');
      assert.ok(told.includes(number) && /予以公开|Disclosed/.test(told), told);
      await clerk.context().close();
      await visitor.context().close();
    });
  }
});

async function enter(browser, demo, options, login) {
  const page = await window(browser, demo.base, options);
  await page.goto('/office/sign-in');
  await type(page, 'input[name=login]', login);
  await type(page, 'input[name=password]', demo.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/office$/);
  return page;
}

/** Tab by tab to what the selector names; where one stands is to be seen. */
async function tabTo(page, selector) {
  for (let stops = 0; stops < LONGEST; stops += 1) {
    await page.keyboard.press('Tab');
    const at = await page.locator(':focus').count();
    if (!at) continue;
    const { found, seen, what } = await page.locator(':focus').evaluate((element, wanted) => {
      const style = getComputedStyle(element);
      const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
      return { found: element.matches(wanted), seen: outlined || style.boxShadow !== 'none', what: element.outerHTML.slice(0, 160) };
    }, selector);
    assert.ok(seen, `the focus is not visible on ${what}`);
    if (found) return;
  }
  assert.fail(`${selector} is not reached with ${LONGEST} tabs on ${page.url()}`);
}

/** To a link or a button, and through it to the next page. */
async function press(page, selector) {
  await tabTo(page, selector);
  await enterKey(page);
}

async function enterKey(page) {
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

async function unfold(page, selector) {
  await tabTo(page, selector);
  if (!(await page.locator(':focus').evaluate((summary) => summary.parentElement.open))) await page.keyboard.press('Enter');
}

async function type(page, selector, text) {
  await tabTo(page, selector);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

/** One of a group of buttons by its arrows, or of a list by its first letters. */
async function choose(page, name, value, within = 'main ') {
  await tabTo(page, `${within}[name=${name}]`);
  const at = () => page.locator(':focus').evaluate((element) => ({ kind: element.tagName, value: element.value, checked: element.checked }));
  if ((await at()).kind !== 'SELECT') {
    await page.keyboard.press('Space');
  }
  for (let turns = 0; turns < 40; turns += 1) {
    const now = await at();
    if (now.value === value && now.checked !== false) return;
    await page.keyboard.press('ArrowDown');
  }
  assert.fail(`${name} cannot be set to ${value}`);
}
