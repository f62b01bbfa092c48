// Forty and more whole cases through HTTP, as the several people concerned: the applicant, the clerk, the section head, the legal
// reviewer, the leader. Every date, refusal, remedy paragraph and row of 表三 is compared with table.tsv, which was written
// by hand from law.md.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { undo } from '../support/afterwards.mjs';
import { Server, folder, must } from '../support/binary.mjs';
import { Visitor, form, words } from '../support/visitor.mjs';

const PASSWORD = 'a-password-for-forty-cases';
const PEOPLE = ['clerk', 'section', 'legal', 'leader'];
const ROLES = 'clerk,head,legal,reviewer,leader,publisher,disclosure_head,supervisor';
const LAST_DAY = '2026-12-01';

const cases = readFileSync(new URL('table.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => line.split('\t'))
  .map((cells, _, [head]) => Object.fromEntries(head.map((name, at) => [name, cells[at]])))
  .slice(1);

/** Number and code by the id of the case. */
const filed = new Map();

describe('forty cases', () => {
  let server;
  let data;
  let people;
  const clean = [];

  before(async () => {
    data = folder({ after: (done) => clean.push(done) });
    const [first, ...others] = PEOPLE;
    await must(['init', '--one-person', '--organ-code', 'LZ', '--organ-name', '试验局', '--login', first, '--password', PASSWORD, '--data', data]);
    for (const login of others) {
      const who = ['--organ', 'LZ', '--login', login, '--name', login, '--roles', ROLES, '--password-stdin'];
      await must(['staff', 'add', ...who, '--data', data], {}, PASSWORD);
    }
    writeFileSync(join(data, 'organs.csv'), ORGAN.join('\n'));
    await must(['import', 'organs', join(data, 'organs.csv'), '--data', data]);
    // What comes through the portal is filed on its own day; everything else is typed in later, under its own dates.
    server = await serve(data, '2026-01-31');
    for (const one of cases.filter((one) => one.channel === 'portal')) {
      filed.set(one.id, await apply(new Visitor(server.base), one));
    }
    await server.stop();
    server = await serve(data, LAST_DAY);
    people = new Map();
    for (const login of PEOPLE) people.set(login, await signIn(server.base, login));
  });
  after(() => undo(() => server?.stop(), ...clean));

  for (const one of cases) {
    test(`${one.id} ${one.channel} ${one.code}`, async () => {
      const clerk = people.get('clerk');
      if (!filed.has(one.id)) filed.set(one.id, await typeIn(clerk, one));
      const receipt = filed.get(one.id);
      const list = await clerk.get(`/office/requests?number=${receipt.number}`);
      const href = list.html.match(/\/office\/requests\/[0-9A-HJKMNP-TV-Z]{26}/)?.[0];
      assert.ok(href, words(list.html).slice(0, 300));
      if (!['counter', 'registered_mail', 'oral'].includes(one.channel)) {
        assert.equal(lastDay(await clerk.get(href)), undefined, 'no clock runs before both sides confirm');
        await play(clerk, href, `confirmed ${one.receipt}`);
      }
      const open = await clerk.get(href);
      assert.ok(words(open.html).includes(one.receipt), 'the receipt date');
      assert.equal(lastDay(open), one.due_open, 'T(20) of the receipt');

      const steps = one.acts.split('; ');
      const ends = one.closed === '-' ? steps.length : steps.findLastIndex((step) => /^(answered|lapsed|withdrawn) /.test(step));
      for (const step of steps.slice(0, ends)) await play(step.startsWith('sign ') ? people : clerk, href, step);
      const standing = await clerk.get(href);
      assert.equal(lastDay(standing) ?? '-', one.due_before, 'the last day as things stood');
      assert.deepEqual(offered(standing), one.allowed.split(' '), 'what may be done now, and nothing else');
      for (const step of steps.slice(ends)) await play(clerk, href, step);
      if (steps[ends]?.startsWith('answered ')) await sentLetter(clerk, href, one);
      else if (one.closed !== '-') await letter(clerk, href, one);

      const progress = await new Visitor(server.base).post(
        { action: '/progress', fields: [] , method: 'post' },
        {},
        [['number', receipt.number], ['code', receipt.code]],
      );
      assert.equal(progress.status, 200, words(progress.html).slice(0, 300));
      const told = words(progress.html);
      if (one.closed !== '-') {
        assert.ok(told.includes(one.closed), `closed on ${one.closed}`);
        assert.ok(told.includes(one.number), `the letter ${one.number} is among the applicant's papers`);
      }
      remedy(progress.html, one.remedy);
    });
  }

  test('表三 counts each case in its row and in no other', async () => {
    const report = await people.get('clerk').get('/office/reports/2026/files/json');
    const table = JSON.parse(report.html).table3;
    const expected = new Map();
    const count = (row) => expected.set(row, (expected.get(row) ?? 0) + 1);
    for (const one of cases.filter((one) => one.submitted.startsWith('2026'))) {
      count('一、本年新收政府信息公开申请数量');
      count(one.row);
      if (one.closed !== '-') count('三、（七）总计');
    }
    for (const [row, cells] of Object.entries(table)) {
      assert.equal(cells[6], expected.get(row) ?? 0, row);
      assert.equal(cells[0], expected.get(row) ?? 0, `${row} 自然人`);
      expected.delete(row);
    }
    assert.deepEqual([...expected.keys()], [], 'every row of the table is a row of 表三');
  });

  test('every outcome and every channel is among them', () => {
    const codes = new Set(cases.map((one) => one.code).filter((code) => code !== '-'));
    assert.equal(codes.size, 24);
    const channels = new Set(cases.map((one) => one.channel));
    assert.deepEqual([...channels].sort(), ['counter', 'fax', 'online', 'oral', 'ordinary_mail', 'portal', 'registered_mail']);
    assert.equal(cases.length, 45);
  });
});

/** Particulars without which no letter can be numbered or name a remedy. */
const ORGAN = [
  '机构代码,机关名称,类别,地址,联系电话,机关代字,复议机关,管辖法院,复议网址',
  'LZ,试验局,部门,试验县一号,0000-2500000,试公开,试验县人民政府,试验县人民法院,https://fuyi.example/试验县',
];

/** What nobody recorded in these cases, as a clerk would fill it in. */
const BLANKS = {
  提供内容: '第一份文件',
  不予公开部分: '申请公开的全部内容',
  禁止公开的法律: '《中华人民共和国统计法》第九条',
  获取途径: '登录本机关门户网站查阅',
  公开时间: '2026年12月31日',
  查阅规定: '《不动产登记暂行条例》',
  反映渠道: '试验县信访局',
};

/** The letter of an ending without an answer: drafted, its blanks filled in, issued on the day of the ending, and read. */
async function letter(clerk, href, one) {
  const { link, sheet, changes } = await filledIn(clerk, href, one.letter, one.closed);
  const { body } = changes;
  if (one.paragraph === 'none') assert.ok(!/复议|诉讼/.test(body), body);
  else assert.ok(body.split('\n').includes(one.paragraph), `${one.paragraph}\n${body}`);
  const checked = await clerk.post({ ...sheet, action: `${link}/check` }, changes);
  assert.equal(checked.status, 200);
  const sent = { ...sheet, action: `${link}/issue` };
  const issued = await clerk.post(sent, changes);
  assert.equal(issued.status, 303, `${one.letter}: ${words(issued.html).slice(0, 900)}`);
  assert.equal((await clerk.post(sent, changes)).status, 303, 'sent twice, issued once');
  assert.ok(words((await clerk.get(href)).html).includes(one.number), one.number);
}

/** The letter as it is drafted, with what nobody recorded filled in. */
async function filledIn(clerk, href, letter, on) {
  const link = (await clerk.get(href)).html.match(new RegExp(`href="(${href}/letters/${letter}/\\d+)"`))?.[1];
  assert.ok(link, `${letter} is drafted from the case`);
  const draft = await clerk.get(link);
  const written = (name) =>
    draft.html
      .split(`name="${name}"`)[1]
      .match(/>\n?([\s\S]*?)<\/textarea>/)[1]
      .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
      .replace(/【待填：([^】]*)】/g, (_, name) => BLANKS[name] ?? '经核实的情况');
  const sheet = form(draft, (found) => found.action === link && found.method === 'post');
  const changes = { body: written('body'), attachments: written('attachments'), annexes: written('annexes'), on };
  return { link, sheet, changes };
}

/** The letter that went out with the answer: what its readers saw, what it says of remedies, its number. */
async function sentLetter(clerk, href, one) {
  const page = await clerk.get(href);
  const shown = page.html.match(/<article class="letter-sheet"[\s\S]*?<\/article>/)?.[0];
  assert.ok(shown, 'the letter stands on the page of the case');
  const said = words(shown);
  assert.ok(said.includes(one.number), one.number);
  assert.ok(!said.includes('待填'), said);
  if (one.paragraph === 'none') assert.ok(!/复议|诉讼/.test(said), said);
  else assert.ok(said.includes(one.paragraph), `${one.paragraph}\n${said}`);
  const pdf = await clerk.get(`${href}/answer.pdf`);
  assert.equal(pdf.status, 200);
  assert.ok(pdf.html.startsWith('%PDF'), 'as it was signed');
}

function serve(data, day) {
  return Server.start(['serve', '--listen', '127.0.0.1:0', '--data', data, '--at', day], {}, 120_000);
}

async function signIn(base, login) {
  const visitor = new Visitor(base);
  const door = await visitor.get('/office/sign-in');
  const inside = await visitor.send(form(door, (one) => one.action === '/office/sign-in'), { login, password: PASSWORD });
  assert.equal(inside.status, 200, words(inside.html).slice(0, 300));
  return visitor;
}

const PERSON = { applicant: 'natural', id_number: '11010519491231002X', phone: '0000-2500000', form: 'electronic', delivery: 'online' };

async function apply(visitor, one) {
  const page = await visitor.get('/apply?organ=LZ');
  const sheet = form(page, (found) => found.action === '/apply');
  const done = await visitor.send(sheet, { ...PERSON, organ: 'LZ', name: `申请人${one.id}`, wanted: `第${one.id}件所需信息` });
  return { number: between(done.html, 'id="receipt-number">'), code: between(done.html, 'id="receipt-code">') };
}

async function typeIn(clerk, one) {
  const page = await clerk.get('/office/requests/new');
  const sheet = form(page, (found) => found.action === '/office/requests');
  const oral = one.channel === 'oral';
  const done = await clerk.send(sheet, {
    ...PERSON,
    channel: oral ? 'counter' : one.channel,
    oral: oral ? ['yes'] : [],
    on: one.submitted,
    name: `申请人${one.id}`,
    wanted: `第${one.id}件所需信息`,
  });
  assert.equal(done.status, 200, words(done.html).slice(0, 400));
  return { number: done.html.match(/LZ-\d{4}-\d{4}/)[0], code: between(done.html, '<dd class="code">') };
}

/** Plays one step of the table; a step that begins with `!` must be refused with its rule. */
async function play(who, href, step) {
  if (step.startsWith('sign ')) return sign(who, href, step);
  const refused = step.startsWith('!');
  const at = refused ? step.lastIndexOf('=') : step.length;
  const rule = step.slice(at + 1);
  const [kind, on, ...rest] = step.slice(refused ? 1 : 0, at).split(' ');
  const answer = await act(who, href, kind, on, rest);
  if (refused) {
    assert.equal(answer.status, 422, `${step} was not refused`);
    assert.ok(answer.html.includes(`[${rule}]`), `${step}: ${words(answer.html).slice(0, 900)}`);
  } else {
    assert.equal(answer.status, 303, `${step}: ${words(answer.html).slice(0, 900)}`);
  }
}

/** Proposal with its letter, three readings, signature: four people. */
async function sign(people, href, step) {
  const [, code, on, ...rest] = step.split(' ');
  const steps = [
    ['clerk', 'decision_prepared', [`code=${code}`, ...rest]],
    ['section', 'section_reviewed', ['opinion=agree']],
    ['legal', 'legally_reviewed', ['opinion=agree']],
    ['leader', 'signed', ['opinion=agree']],
  ];
  for (const [login, kind, fields] of steps) {
    const answer = await act(people.get(login), href, kind, on, fields);
    assert.equal(answer.status, 303, `${step} by ${login}: ${words(answer.html).slice(0, 900)}`);
    if (kind === 'decision_prepared') {
      const { sheet, changes } = await filledIn(people.get(login), href, `decision-${code.toLowerCase()}`, on);
      if (sheet.fields.some((field) => /【待填/.test(field.value ?? ''))) {
        const kept = await people.get(login).post(sheet, changes);
        assert.equal(kept.status, 303, `${step}: ${words(kept.html).slice(0, 900)}`);
      }
    }
  }
}

const STATUTORY = new Set(
  ('confirmed correction_noticed corrected reasons_asked reasons_given third_party_asked third_party_reached third_party_answered ' +
    'organ_asked organ_reached organ_answered extended fee_noticed fee_paid answered withdrawn lapsed').split(' '),
);

/** A value of the table: `@02` is the number that case 02 was given. */
const named = (value) => (value.startsWith('@') ? filed.get(value.slice(1)).number : value);

async function act(who, href, kind, on, fields) {
  const page = await who.get(href);
  const hidden = (name) => page.html.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? '';
  const all = [
    ['csrf', hidden('csrf')],
    ['version', hidden('version')],
    ['key', hidden('key')],
    ['kind', kind],
    ['on', on],
    ...fields.map((field) => [field.slice(0, field.indexOf('=')), named(field.slice(field.indexOf('=') + 1))]),
  ];
  const action = `${href}/${STATUTORY.has(kind) ? 'acts' : 'handling'}`;
  return who.post({ action, method: 'post', fields: [] }, {}, all);
}

/** The statutory acts whose forms the page shows; not what the head alone may do against a refusal, which asks why. */
function offered(page) {
  const forms = [...page.html.matchAll(/id="act-([a-z_]+)"([\s\S]*?)<\/form>/g)];
  const plain = forms.filter((found) => !found[2].includes('name="despite"'));
  return plain.map((found) => found[1]).filter((kind) => STATUTORY.has(kind)).sort();
}

function lastDay(page) {
  return page.html.match(/class="clock-date">(\d{4}-\d\d-\d\d)\b/)?.[1];
}

/** The paragraph of law.md 9 that the outcome leaves on its date. */
function remedy(html, kind) {
  const paragraph = html.match(/<p class="panel"[^>]*>([^<]*)</)?.[1] ?? '';
  const suit = '或者自收到本答复书之日起6个月内';
  const expected = {
    review: () => assert.ok(paragraph.includes('应当先') && !paragraph.includes(suit), paragraph),
    free: () => assert.ok(paragraph.includes('60日内') && paragraph.includes(suit), paragraph),
    nosuit: () => assert.ok(paragraph.includes('申请行政复议') && !paragraph.includes('诉讼'), paragraph),
    none: () => assert.equal(paragraph, ''),
    '-': () => assert.equal(paragraph, ''),
  };
  expected[kind]();
}

function between(html, before) {
  const found = html.split(before)[1]?.split('<')[0];
  assert.ok(found, `no ${before}\n${words(html).slice(0, 600)}`);
  return found;
}
