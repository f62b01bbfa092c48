// From a wrong cell to the wrong act and back with a corrected cell; and a supervisor over twelve units, one of which
// has not reported and one of which is wrong. In both languages.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { undo } from '../support/afterwards.mjs';
import { LANGUAGES, complaints, launch, picture, signIn, window } from './chromium.mjs';
import { startDemo } from './demo.mjs';

describe('annual reports', () => {
  let demo;
  let browser;

  before(async () => {
    demo = await startDemo();
    browser = await launch();
  });
  after(() => undo(() => browser?.close(), () => demo?.stop()));

  for (const lang of LANGUAGES) {
    const look = async (page, name) => {
      await picture(page, `reports/${lang}/${name}`);
      assert.deepEqual(await complaints(page), [], name);
    };

    test(`${lang}: from a wrong cell to the wrong act and back`, async () => {
      // A county bureau that says it made a 规章: R-24 marks the row.
      const organ = demo.organs[lang === 'zh' ? 5 : 6];
      const clerk = await window(browser, demo.base, { lang });
      await signIn(clerk, organ.logins.Clerk, demo.password);
      const year = chinaToday().slice(0, 4);
      await clerk.goto(`/office/figures/${year}?row=${encodeURIComponent('规章.制发')}#enter`);
      await clerk.fill('input[name=value]', '3');
      await clerk.fill('input[name=source]', '误把规范性文件填在这里');
      await clerk.click('form[action^="/office/figures/"] button[type=submit]');

      await clerk.goto(`/office/reports/${year}`);
      const finding = clerk.locator('.finding', { hasText: 'R-24' });
      assert.equal(await finding.count(), 1, 'the finding');
      await finding.locator('a').click();
      assert.ok(clerk.url().endsWith('#s2'), 'the finding leads to the table');
      const marked = clerk.locator('td.marked a', { hasText: '3' });
      assert.equal(await marked.count(), 1, 'the wrong cell is marked');
      await look(clerk, '1-wrong-cell');

      // The cell opens into the act that entered it; mended there, one is back at the cell.
      await marked.click();
      await clerk.click('main table.records th a');
      assert.equal(await clerk.inputValue('input[name=value]'), '3');
      await clerk.fill('input[name=value]', '0');
      await clerk.fill('textarea[name=reason]', '县级机关无权制定规章，更正');
      await clerk.click('form[action^="/office/figures/"] button[type=submit]');
      await clerk.waitForURL(/cells\/table2.*done=figure/);
      assert.equal((await clerk.innerText('.cell-sum .tally-number')).trim(), '0');
      await look(clerk, '2-corrected-cell');
      await clerk.goto(`/office/reports/${year}`);
      assert.equal(await clerk.locator('.finding', { hasText: 'R-24' }).count(), 0);
      await clerk.context().close();
    });

    test(`${lang}: a supervisor consolidates twelve units`, async () => {
      const supervisor = await window(browser, demo.base, { lang });
      await signIn(supervisor, demo.organs[0].logins.Supervisor, demo.password);
      const year = Number(chinaToday().slice(0, 4)) - 1;
      const base = `/office/consolidation/${year}`;
      await supervisor.goto('/office/consolidation');
      assert.ok(supervisor.url().endsWith(base), supervisor.url());
      const rows = supervisor.locator('table.units tbody tr');
      assert.equal(await rows.count(), 13, 'the office itself and twelve units');
      const missing = rows.filter({ has: supervisor.locator('td .standing-missing', { hasText: lang === 'zh' ? '未报送' : 'not reported' }) });
      assert.equal(await missing.count(), 1, 'one has not reported');
      assert.match(await missing.innerText(), /\d{4}-01-31/, 'and since when');
      const wrong = rows.filter({ hasText: lang === 'zh' ? /[1-9] 处不成立/ : /[1-9] do not hold/ });
      assert.equal(await wrong.count(), 1, 'one is wrong');
      await look(supervisor, '3-consolidation');

      // A cell of the sum opens into its units, a unit's cell into its records.
      const total = supervisor.locator('table.table3 a[href*="' + encodeURIComponent('三、（七）总计') + '"]').last();
      const said = Number((await total.innerText()).trim());
      await total.click();
      const values = await supervisor.locator('tbody td:nth-of-type(1)').allInnerTexts();
      const parts = values.map((text) => text.trim());
      assert.equal(parts.filter((text) => text === '—').length, 1, 'the missing unit has no number, not zero');
      assert.equal(parts.reduce((sum, text) => sum + (Number(text) || 0), 0), said, 'the parts make the sum');
      await look(supervisor, '4-sum-cell');
      const part = supervisor.locator('tbody td.num a').filter({ hasText: /^[1-9]/ }).first();
      const count = Number((await part.innerText()).trim());
      await part.click();
      assert.equal(await supervisor.locator('table.records tbody tr').count(), count, 'every case of the part');
      await look(supervisor, '5-unit-cell');

      // The missing one is reminded.
      await supervisor.goto(base);
      await missing.locator('a').click();
      const chase = supervisor.locator('#step-chase');
      if ((await chase.getAttribute('open')) === null) await chase.locator('summary').click();
      await chase.locator('button[type=submit]').click();
      await supervisor.waitForURL(/done=chased/);
      await look(supervisor, '6-missing-unit');

      // The wrong one: opened, its fault read, returned in the first language only, for both share the county.
      await supervisor.goto(base);
      await wrong.locator('a').click();
      assert.match(await supervisor.innerText('main'), /R-32/);
      await look(supervisor, '7-wrong-unit');
      if (lang === LANGUAGES.at(-1)) {
        const back = supervisor.locator('#step-return');
        if ((await back.getAttribute('open')) === null) await back.locator('summary').click();
        await back.locator('textarea[name=note]').fill('表三新收申请的总计与分列不符，请核对后重新报送');
        await back.locator('button[type=submit]').click();
        await supervisor.waitForURL(/done=returned/);
        await supervisor.goto(base);
        assert.equal(await missing.count(), 2, 'returned, it is not reported');
      }
      await supervisor.context().close();
    });
  }
});

/** The date in China, whatever zone this machine is in. */
function chinaToday() {
  return new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10);
}
