// Debian's Chromium, headless, and what the tests do with a page: sign in, look at it, ask axe.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Where the pictures of pages go, to be looked at. */
export const SCREENS = fileURLToPath(new URL('../../target/screens', import.meta.url));
export const WIDTHS = [1280, 390];
export const LANGUAGES = ['zh', 'en'];

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** One person's browser window in a language. */
export async function window(browser, base, { lang = 'zh', width = 1280, scripts = true } = {}) {
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width, height: width < 600 ? 844 : 900 },
    javaScriptEnabled: scripts,
    locale: lang === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  await context.addCookies([{ name: 'mb_lang', value: lang, url: base }]);
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

export async function signIn(page, login, password) {
  await page.goto('/office/sign-in');
  await page.fill('input[name=login]', login);
  await page.fill('input[name=password]', password);
  await page.click('form[action="/office/sign-in"] button[type=submit]');
  await page.waitForURL(/\/office$/);
}

/** Serious and critical violations as lines of text; and of the page's own: sideways scrolling, a missing heading. */
export async function complaints(page) {
  await page.evaluate(AXE);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  const found = result.violations
    .filter((one) => ['serious', 'critical'].includes(one.impact))
    .map((one) => `${one.impact} ${one.id}: ${one.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ')}`);
  const shape = await page.evaluate(() => ({
    over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    titles: document.querySelectorAll('h1').length,
  }));
  if (shape.over > 1) found.push(`the page scrolls sideways by ${shape.over} px`);
  if (shape.titles !== 1) found.push(`${shape.titles} h1`);
  return found;
}

export async function picture(page, name) {
  const path = join(SCREENS, `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage: true });
}
