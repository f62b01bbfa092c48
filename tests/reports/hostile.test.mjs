// Files that people send by mistake and strangers on purpose, through the command: a clear message, the exit code that
// scripts rely on, bounded time and memory, and the other files of the folder are checked all the same.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';

import { folder, run } from '../support/binary.mjs';

const ROWS = ['一、本年新收政府信息公开申请数量', '二、上年结转政府信息公开申请数量', '（一）予以公开', '（二）部分公开'];
const table = (cells) => ROWS.map((label) => `\t${label}\n${cells.map((cell) => `\t${cell}\n`).join('')}\n`).join('');
const report = (cells) => `甲县乙局2023年政府信息公开工作年度报告\n一、总体情况\n平稳。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n${table(cells)}五、存在的主要问题及改进情况\n无。\n六、其他需要报告的事项\n未收取信息处理费。\n`;
const ZEROS = [0, 0, 0, 0, 0, 0, 0];

async function check(t, name, bytes, ...more) {
  const path = join(folder(t), name);
  writeFileSync(path, bytes);
  return run(['report', 'check', path, '--format', 'json', '--lang', 'en', ...more]);
}

describe('one file', () => {
  const refused = [
    ['a picture', 'a.png', Buffer.from('89504e470d0a1a0a0000', 'hex'), /picture/],
    ['an old document', 'a.doc', Buffer.from('d0cf11e0a1b11ae1000000', 'hex'), /DOC\/XLS files are not read/],
    ['a locked document', 'a.docx', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]), /encrypted/],
    ['half a zip', 'a.docx', Buffer.from('504b0304aaaa', 'hex'), /damaged/],
    ['a PDF that is none', 'a.pdf', '%PDF-1.7\nnothing', /damaged/],
    ['nothing', 'a.txt', '', /empty/],
    ['a letter', 'a.txt', '关于开会的通知\n请准时参加。\n', /no section heading/],
    ['nothing but depth', 'a.html', '<div>'.repeat(200_000), /nested deeper/],
  ];
  for (const [what, name, bytes, message] of refused) {
    test(what, async (t) => {
      const { code, stdout, stderr } = await check(t, name, bytes);
      assert.equal(code, 2, stderr);
      assert.equal(stdout, '');
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /panicked/);
    });
  }

  test('200 MB of HTML', async (t) => {
    const path = join(folder(t), 'a.html');
    writeFileSync(path, '<html><table>');
    truncateSync(path, 200 * 1024 * 1024);
    const { code, stderr } = await run(['report', 'check', path, '--lang', 'en']);
    assert.equal(code, 2);
    assert.match(stderr, /larger than a report can be/);
  });

  for (const [cell, what] of [['-3', 'negative'], ['1.5', '“1.5”'], ['约20', '“约20”'], ['/', '“/”']]) {
    test(`a cell ${cell}`, async (t) => {
      const { code, stdout } = await check(t, 'a.txt', report([cell, 0, 0, 0, 0, 0, 0]));
      assert.equal(code, 1);
      const found = JSON.parse(stdout).findings.filter((it) => it.id === 'R-34' && it.severity === 'error');
      assert.ok(found.length >= ROWS.length, stdout);
      assert.ok(found[0].where.startsWith('table3/'));
      assert.ok(JSON.stringify(JSON.parse(stdout)).includes(cell) || what === 'negative');
    });
  }

  test('a column too many, and the first column missing', async (t) => {
    for (const cells of [[...ZEROS, 0], [0, 0, 0, 0, 3, 3]]) {
      const { code, stdout } = await check(t, 'a.txt', report(cells));
      assert.equal(code, 1);
      const { report: read, findings } = JSON.parse(stdout);
      assert.deepEqual(read.table3, {});
      assert.equal(findings.filter((it) => it.id === 'R-1.row').length >= ROWS.length, true, stdout);
    }
  });

  test('two reports', async (t) => {
    const second = report(ZEROS).replace('2023年', '2022年').replace('甲县乙局', '丙县丁局');
    const { code, stdout } = await check(t, 'a.txt', report(ZEROS) + second);
    assert.equal(code, 1);
    const found = JSON.parse(stdout);
    assert.equal(found.report.organ, '甲县乙局');
    assert.ok(found.findings.some((it) => it.where === 'file' && it.message.includes('丙县丁局')), stdout);
    assert.equal(found.report.sections['五'], '无。');
  });

  test("another year's name", async (t) => {
    const { stdout } = await check(t, '甲县乙局2024年年度报告.txt', report(ZEROS));
    assert.ok(JSON.parse(stdout).findings.some((it) => it.id === 'R-5' && it.where === 'file'), stdout);
  });

  test('too little time is said', async (t) => {
    const long = '信息内容\n' + '申请人无正当理由逾期不补正\n'.repeat(190_000);
    const { code, stderr } = await check(t, 'a.txt', long, '--time-limit', '1');
    assert.equal(code, 2);
    assert.match(stderr, /not read within 1 seconds|no section heading/);
  });
});

test('a folder: what cannot be read is named, the rest is checked, in order', async (t) => {
  const path = folder(t);
  mkdirSync(join(path, 'deep'));
  for (let at = 0; at < 30; at += 1) writeFileSync(join(path, `${String(at).padStart(2, '0')}.txt`), report(ZEROS));
  cpSync(join(path, '00.txt'), join(path, 'deep', 'z.txt'));
  writeFileSync(join(path, '10.pdf'), '%PDF-1.4 damaged');
  writeFileSync(join(path, 'style.css'), 'p {}');
  const { code, stdout, stderr } = await run(['report', 'check', path, '--format', 'json', '--lang', 'en']);
  assert.equal(code, 2);
  const files = JSON.parse(stdout).map((read) => read.file);
  assert.equal(files.length, 31);
  assert.deepEqual(files, [...files].sort());
  assert.match(stderr, /10\.pdf: damaged/);
  assert.match(stderr, /1 files of other kinds passed over/);
});

test("last year's report, and one that cannot be read", async (t) => {
  const path = folder(t);
  const [now, before, none] = ['now.txt', 'before.txt', 'none.txt'].map((name) => join(path, name));
  writeFileSync(now, report([1, 0, 0, 0, 0, 0, 1]));
  writeFileSync(before, report(ZEROS).replace('2023年', '2022年') + '\t四、结转下年度继续办理\n');
  const { code } = await run(['report', 'check', now, '--previous', before]);
  assert.equal(code, 1);
  const missing = await run(['report', 'check', now, '--previous', none, '--lang', 'en']);
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /none\.txt/);
});
