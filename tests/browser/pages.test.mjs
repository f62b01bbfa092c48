// Every page, 1280 and 390 wide, in both languages: a picture to look at, and no serious complaint of axe.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { undo } from '../support/afterwards.mjs';
import { LANGUAGES, WIDTHS, complaints, launch, picture, signIn, window } from './chromium.mjs';
import { startDemo } from './demo.mjs';
import { OFFICE, PORTAL, discover, filled } from './pages.mjs';

describe('pages', () => {
  let demo;
  let browser;
  let organ;
  let found;

  before(async () => {
    demo = await startDemo();
    browser = await launch();
    organ = demo.organs[2];
    const visitor = await window(browser, demo.base);
    const clerk = await window(browser, demo.base);
    await signIn(clerk, organ.logins.Clerk, demo.password);
    const supervisor = await window(browser, demo.base);
    await signIn(supervisor, demo.organs[0].logins.Supervisor, demo.password);
    found = await discover(visitor, clerk, supervisor, organ.logins.Clerk.split('-')[0].toUpperCase());
    await visitor.context().close();
    await clerk.context().close();
    await supervisor.context().close();
  });
  after(() => undo(() => browser?.close(), () => demo?.stop()));

  for (const lang of LANGUAGES) {
    for (const width of WIDTHS) {
      test(`portal, ${lang}, ${width} wide`, async () => {
        const page = await window(browser, demo.base, { lang, width });
        const wrong = [];
        for (const [name, path] of Object.entries(PORTAL)) {
          await look(page, name, filled(path, found), { room: 'portal', lang, width, wrong });
        }
        await page.context().close();
        assert.deepEqual(wrong, []);
      });

      test(`office, ${lang}, ${width} wide`, async () => {
        const wrong = [];
        const people = new Map();
        for (const [name, [role, path]] of Object.entries(OFFICE)) {
          if (!people.has(role)) {
            const page = await window(browser, demo.base, { lang, width });
            // A role that the bureau does not have sits in the county office.
            if (role) await signIn(page, organ.logins[role] ?? demo.organs[0].logins[role], demo.password);
            people.set(role, page);
          }
          await look(people.get(role), name, filled(path, found), { room: 'office', lang, width, wrong });
        }
        for (const page of people.values()) await page.context().close();
        assert.deepEqual(wrong, []);
      });
    }
  }
});

async function look(page, name, path, { room, lang, width, wrong }) {
  const answer = await page.goto(path);
  const expected = ['missing', 'link-ended', 'preview-ended'].includes(name) ? 404 : 200;
  const said = (complaint) => wrong.push(`${room}/${name} (${lang}, ${width}): ${complaint}`);
  if (answer.status() !== expected) said(`status ${answer.status()} for ${path}`);
  if ((await page.getAttribute('html', 'lang')) !== (lang === 'zh' ? 'zh-CN' : 'en')) said('html lang');
  const keys = (await page.innerText('body')).match(/\b(accounts|api|calendar|consolidation|figures|items|jobs|letters|log|messages|notices|office|organs|portal|previews|rectification|remedies|reports|requests|search|site|today)\.[a-z_]+(\.[a-z_0-9]+)+/g);
  if (keys) said(`words without a translation: ${[...new Set(keys)].join(', ')}`);
  for (const complaint of await complaints(page)) said(complaint);
  await picture(page, `${room}/${name}-${lang}-${width}`);
}
