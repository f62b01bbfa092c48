// Every page a person can open, for axe and for the pictures. A new page is entered here.

/** Pages of the portal; `{organ}` and the like are found on the demo by `discover`. */
export const PORTAL = {
  home: '/',
  organs: '/organs',
  organ: '/organs/{organ}',
  guide: '/organs/{organ}/guide',
  rules: '/organs/{organ}/rules',
  content: '/organs/{organ}/content',
  reports: '/organs/{organ}/reports',
  'how-to-apply': '/organs/{organ}/apply',
  item: '{item}',
  'item-verify': '{item}/verify',
  'item-with-history': '{tied}',
  'item-repealed': '{repealed}',
  policies: '/policies',
  'policies-as-at': '/policies?as_at=2026-11-01&validity=valid',
  'search-empty': '/search',
  search: '/search?q={word}',
  'search-nothing': '/search?q=zzzzqqqq',
  apply: '/apply?organ={organ}',
  'apply-choose': '/apply',
  progress: '/progress',
  consultations: '/consultations',
  standards: '/standards',
  'standard-catalogue': '{standard}',
  'standard-line': '{standardLine}',
  'consultation-open': '{consultation}',
  'consultation-result': '{consulted}',
  'opinion-new': '/messages/new?topic=opinion&page={consultation}',
  messages: '/messages',
  message: '{message}',
  'message-new': '/messages/new?topic=fault',
  'message-progress': '/messages/progress',
  report: '{report}',
  'reports-compared': '/reports',
  'report-meaning': '/reports/meaning',
  'report-corrected': '/reports/QH04/{lastYear}',
  'report-consolidated': '/reports/QH01/{yearBefore}/consolidated',
  'apply-paper': '/apply/paper?organ={organ}',
  sitemap: '/sitemap',
  log: '/log',
  api: '/api',
  preview: '{preview}',
  'preview-ended': '/preview/ended',
  missing: '/no-such-page',
  // Last: the choice is kept.
  'elder-home': '/elder/on?back=/',
  'elder-item': '{item}',
};

/** Pages of the office, with the role that opens them. */
export const OFFICE = {
  'sign-in': [null, '/office/sign-in'],
  today: ['Clerk', '/office'],
  requests: ['Clerk', '/office/requests'],
  'request-new': ['Clerk', '/office/requests/new'],
  'request-applicant': ['Clerk', '/office/requests/applicant'],
  'case-open': ['Clerk', '{openCase}'],
  'case-closed': ['Clerk', '{closedCase}'],
  'case-similar': ['Clerk', '{openCase}/similar'],
  corrections: ['Clerk', '/office/rectifications'],
  'correction-page': ['Clerk', '{correction}'],
  'correction-closed': ['Clerk', '{closedCorrection}'],
  'correction-letter': ['Clerk', '{closedCorrection}/letter'],
  messages: ['Clerk', '/office/messages'],
  'messages-done': ['Clerk', '/office/messages/done'],
  'message-to-answer': ['Clerk', '{openMessage}'],
  'message-answered': ['Clerk', '{doneMessage}'],
  notices: ['Clerk', '/office/notices'],
  me: ['Clerk', '/office/me'],
  password: ['Clerk', '/office/me/password'],
  factor: ['Clerk', '/office/me/factor'],
  'link-ended': [null, '/office/sign-in/ended'],
  calendar: ['Clerk', '/office/calendar'],
  catalogue: ['Head of the disclosure unit', '/office/catalogue'],
  inspection: ['Head of the disclosure unit', '/office/inspection'],
  'inspection-columns': ['Head of the disclosure unit', '/office/inspection/columns'],
  chases: ['Supervisor', '/office/chases'],
  'chase-above': ['Supervisor', '{chase}'],
  'chase-new': ['Supervisor', '{chaseNew}'],
  tasks: ['Supervisor', '/office/tasks'],
  'task-lot': ['Supervisor', '{taskLot}'],
  'task-new': ['Supervisor', '/office/tasks/new'],
  'task-above': ['Supervisor', '{taskAbove}'],
  'tasks-own': ['Clerk', '/office/tasks'],
  'task-own': ['Clerk', '{task}'],
  'inspection-below': ['Supervisor', '/office/inspection/organs/QH02'],
  'inspection-county': ['Supervisor', '/office/inspection/county'],
  'inspection-request': ['Supervisor', '{requestBelow}'],
  'standards-office': ['Head of the disclosure unit', '/office/standards'],
  'standard-office': ['Clerk', '{standardOffice}'],
  'standard-line-office': ['Clerk', '{standardLineOffice}'],
  people: ['Administrator', '/office/people'],
  'people-rights': ['Security administrator', '/office/people'],
  tokens: ['Security administrator', '/office/tokens'],
  jobs: ['Administrator', '/office/jobs'],
  audit: ['Auditor', '/office/audit'],
  unfound: ['Supervisor', '/office/unfound'],
  letter: ['Clerk', '{letter}'],
  'letter-templates': ['Clerk', '/office/letters'],
  items: ['Clerk', '/office/items'],
  'item-new': ['Clerk', '/office/items/new'],
  'item-document': ['Clerk', '/office/items/new/document'],
  'item-page': ['Clerk', '{officeItem}'],
  'item-edit': ['Clerk', '{draft}/edit'],
  'item-changing': ['Section head', '{changing}'],
  'item-change': ['Clerk', '{changing}/edit'],
  'item-planned': ['Publisher', '{planned}'],
  'item-opinions': ['Clerk', '{consultationOffice}/opinions'],
  'item-opinions-told': ['Clerk', '{consultedOffice}/opinions'],
  'item-result': ['Clerk', '/office/items/new?answers={consultedId}'],
  figures: ['Clerk', '/office/figures/{year}'],
  remedies: ['Clerk', '/office/remedies'],
  reports: ['Clerk', '/office/reports'],
  'report-year': ['Head of the disclosure unit', '/office/reports/{year}'],
  'report-last-year': ['Head of the disclosure unit', '/office/reports/{lastYear}'],
  'report-beside': ['Clerk', '/office/reports/{lastYear}/beside'],
  'report-history': ['Clerk', '/office/reports/{lastYear}/history'],
  'report-review': ['Section head', '/office/reports/{year}'],
  'report-cell': ['Clerk', '{cell}'],
  consolidation: ['Supervisor', '/office/consolidation/{lastYear}'],
  'consolidation-cell': ['Supervisor', '/office/consolidation/{lastYear}/cells/table3/{closedRow}'],
  'consolidation-published': ['Supervisor', '/office/consolidation/{yearBefore}'],
  'consolidation-unit': ['Supervisor', '/office/consolidation/{lastYear}/units/QH10'],
  'consolidation-wrong': ['Supervisor', '/office/consolidation/{lastYear}/units/QH12'],
  'consolidation-missing': ['Supervisor', '/office/consolidation/{lastYear}/units/QH13'],
  'consolidation-unit-cell': ['Supervisor', '/office/consolidation/{lastYear}/units/QH07/cells/table3/{closedRow}'],
  'today-reviewer': ['Secrecy reviewer', '/office'],
  'today-publisher': ['Publisher', '/office'],
  'today-head': ['Head of the disclosure unit', '/office'],
};

/** Finds on the running demo what the addresses above leave open. `clerk` and `supervisor` are signed in. */
export async function discover(visitor, clerk, supervisor, organ) {
  const year = String(new Date(Date.now() + 8 * 3600e3).getUTCFullYear());
  const first = async (page, path, selector) => {
    await page.goto(path);
    return page.locator(selector).first().getAttribute('href', { timeout: 5_000 });
  };
  const consultation = await first(visitor, '/consultations', '[aria-labelledby="open"] .list a[href^="/items/"]');
  const draft = await first(visitor, '/consultations', '[aria-labelledby="ended"] .list a[href^="/items/"]');
  const standard = await first(visitor, '/standards', `main a[href^="/standards/${organ}/"]`);
  const standardLine = await first(visitor, standard, 'main th a[href^="/standards/"]');
  const atDesk = (address) => address.replace(`/standards/${organ}`, '/office/standards');
  const inOffice = (item) => `/office/items/${item.split('/').pop()}`;
  const report = await first(visitor, `/organs/${organ}/reports`, 'main a[href^="/reports/"]');
  const changing = await first(clerk, '/office/items?status=in_review', 'main .rows a:has-text("修改稿"), main .rows a:has-text("its change")');
  return {
    organ,
    year,
    lastYear: String(Number(year) - 1),
    yearBefore: String(Number(year) - 2),
    word: encodeURIComponent('通知'),
    item: await first(visitor, `/`, 'main a[href^="/items/"]'),
    tied: await first(visitor, `/policies?validity=valid&text=${encodeURIComponent('（修订）》的通知')}`, 'main a[href^="/items/"]'),
    repealed: await first(visitor, `/policies?validity=repealed&text=${encodeURIComponent('管理办法')}`, 'main a[href^="/items/"]'),
    report,
    openCase: await first(clerk, '/office/requests?status=pending', 'main th a[href^="/office/requests/"]'),
    closedCase: await first(clerk, '/office/requests?status=closed', 'main th a[href^="/office/requests/"]'),
    correction: await first(clerk, '/office/rectifications', 'main a[href^="/office/rectifications/"]'),
    closedCorrection: await withLetter(clerk),
    draft: await first(clerk, '/office/items?status=draft', 'main .rows a[href^="/office/items/"]'),
    letter: await first(clerk, await first(clerk, '/office/requests?status=open', 'main th a[href^="/office/requests/"]'), '#papers a[href*="/letters/"]'),
    consultation,
    standard,
    standardLine,
    standardOffice: atDesk(standard),
    standardLineOffice: atDesk(standardLine),
    consulted: await first(visitor, '/consultations', '[aria-labelledby="ended"] .meta a'),
    consultationOffice: inOffice(consultation),
    consultedOffice: inOffice(draft),
    consultedId: draft.split('/').pop(),
    message: await first(visitor, '/messages', 'main a[href^="/messages/QH"]'),
    openMessage: await first(clerk, '/office/messages', 'main th a[href^="/office/messages/"]'),
    doneMessage: await first(clerk, '/office/messages/done', 'main th a[href^="/office/messages/"]'),
    changing,
    preview: await previewed(clerk, changing),
    planned: await first(clerk, '/office/items?status=cleared', 'main .rows a:has-text("定于"), main .rows a:has-text("To be published")'),
    officeItem: await first(clerk, '/office/items', 'main .rows a[href^="/office/items/"]'),
    chase: await first(supervisor, '/office/chases', 'main th a[href^="/office/chases/QH"]'),
    chaseNew: await notChased(supervisor),
    requestBelow: await late(supervisor),
    taskLot: await first(supervisor, '/office/tasks', 'main th a[href^="/office/tasks/lots/"]'),
    taskAbove: await first(supervisor, '/office', '#tasks a[href^="/office/tasks/QH"]'),
    task: await first(clerk, '/office/tasks', 'main th a[href^="/office/tasks/QH"]'),
    closedRow: `${encodeURIComponent('三、（七）总计')}/${encodeURIComponent('总计')}`,
    cell: `/office/reports/${year}/cells/table3/${encodeURIComponent('三、（七）总计')}/${encodeURIComponent('总计')}`,
  };
}

/** A late request of an organ below, as the supervisor finds it from the county's page. */
async function late(page) {
  await page.goto('/office/inspection/county');
  const organs = await page.locator('main th a[href^="/office/inspection/organs/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  for (const organ of organs) {
    await page.goto(organ);
    const found = page.locator('main th a[href*="/requests/"]').first();
    if (await found.count()) return found.getAttribute('href');
  }
  throw new Error('no organ below has a late request');
}

/** The path of a new preview link to what is not public of an item. */
async function previewed(clerk, item) {
  await clerk.goto(item);
  await clerk.locator('#preview summary').click();
  await clerk.fill('#preview-purpose', '县司法局，核对法律依据');
  await clerk.click('#preview button[type=submit]');
  return new URL(await clerk.innerText('#preview-link')).pathname;
}

/** A request for rectification that has ended and whose letter can be written. */
async function withLetter(clerk) {
  await clerk.goto('/office/rectifications');
  const links = await clerk.locator('main a[href^="/office/rectifications/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  for (const link of links) {
    await clerk.goto(link);
    if (await clerk.locator('#papers a[href$="/letter"]').count()) return link;
  }
  return undefined;
}

/** A fault of an organ below that nobody chases yet. */
async function notChased(supervisor) {
  await supervisor.goto('/office/inspection/county');
  const organs = await supervisor.locator('main a[href^="/office/inspection/organs/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  for (const organ of organs) {
    await supervisor.goto(organ);
    const link = supervisor.locator('main a[href^="/office/chases/new"]').first();
    if (await link.count()) return link.getAttribute('href');
  }
  return undefined;
}

export function filled(path, found) {
  return path.replace(/\{(\w+)\}/g, (_, name) => found[name] ?? fail(name));
}

function fail(name) {
  throw new Error(`the demo has no ${name}`);
}
