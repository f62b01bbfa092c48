// Made-up reports go through another program's hands: pages in many layouts and our own documents are converted by
// LibreOffice to DOCX, PDF and HTML, and `mingbai report check` has to find in them what was printed.
//
//   REPORTS=200 node --test tests/reports/office.test.mjs                 (20 unless said)
//   FIRST=200 REPORTS=100 node --test tests/reports/office.test.mjs       (others than the first ones)
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { BIN, folder, run } from '../support/binary.mjs';

const REPORTS = Number(process.env.REPORTS ?? 20);
const FIRST = process.env.FIRST ?? '0';
/** The example of `documents` beside the binary: `cargo test` has built both. */
const PRINTER = join(dirname(BIN), 'examples', 'print_reports');
/** What LibreOffice is to write, and by which of its filters. */
const KINDS = { docx: 'docx:MS Word 2007 XML', pdf: 'pdf:writer_pdf_Export', html: 'html:HTML (StarWriter)' };
/** Pages at a time: more in one start are no quicker and nothing is lost when one start fails. */
const BATCH = 25;

function exec(command, args, options = {}) {
  return new Promise((done, failed) => {
    execFile(command, args, { maxBuffer: 1 << 28, timeout: 600_000, ...options }, (error, stdout, stderr) =>
      error && error.code !== 1 ? failed(new Error(`${command}: ${error.message}\n${stderr}`)) : done(stdout));
  });
}

async function convert(work, files, kind, out) {
  const profile = `-env:UserInstallation=${pathToFileURL(join(work, 'profile'))}`;
  for (let at = 0; at < files.length; at += BATCH) {
    const batch = files.slice(at, at + BATCH);
    const page = batch[0].endsWith('.html') ? ['--infilter=HTML (StarWriter)'] : [];
    await exec('soffice', [profile, '--headless', ...page, '--convert-to', KINDS[kind], '--outdir', out, ...batch]);
  }
}

/** Text as compared: without the spaces that another program puts between or takes away. */
const bare = (text) => text?.replace(/\s/g, '');

test(`${REPORTS} reports come back equal from LibreOffice`, { timeout: 3_600_000 }, async (t) => {
  const work = folder(t);
  const source = join(work, 'source');
  await exec(PRINTER, [source, String(REPORTS), FIRST]);
  const sources = readdirSync(source).filter((name) => !name.endsWith('.json')).map((name) => join(source, name));
  const pages = sources.filter((name) => name.endsWith('.html'));
  const documents = sources.filter((name) => name.endsWith('.docx'));
  assert.equal(sources.length, REPORTS);

  const wrong = [];
  const compare = async (kind, out) => {
    const { stdout, stderr } = await run(['report', 'check', out, '--format', 'json', '--lang', 'en']);
    const found = new Map();
    for (const read of [JSON.parse(stdout || '[]')].flat()) {
      found.set(read.file.match(/(\d{3})\.\w+$/)?.[1], read);
    }
    for (const name of sources.map((file) => file.match(/(\d{3})\.\w+$/)[1])) {
      const made = JSON.parse(readFileSync(join(source, `${name}.json`)));
      const read = found.get(name);
      if (!read) {
        wrong.push(`${kind} ${name}: not read\n${stderr.split('\n').filter((line) => line.includes(`${name}.`)).join('\n')}`);
        continue;
      }
      for (const part of ['organ', 'year', 'format', 'table2', 'table3', 'table4']) {
        try {
          assert.deepEqual(read.report[part], made[part]);
        } catch {
          wrong.push(`${kind} ${name} ${part}: ${JSON.stringify(read.report[part])}\n    made ${JSON.stringify(made[part])}`);
        }
      }
      for (const [key, text] of Object.entries(made.sections)) {
        if (bare(read.report.sections[key]) !== bare(text)) {
          wrong.push(`${kind} ${name} ${key}: ${bare(read.report.sections[key])}\n    made ${bare(text)}`);
        }
      }
      const errors = read.findings.filter((finding) => finding.severity === 'error');
      if (errors.length > 0) wrong.push(`${kind} ${name}: ${errors.map((it) => `${it.id} ${it.where} ${it.message}`).join('; ')}`);
    }
  };
  await compare('source', source);
  for (const kind of Object.keys(KINDS)) {
    const out = join(work, kind);
    mkdirSync(out);
    await convert(work, pages, kind, out);
    await convert(work, documents, kind, out);
    await compare(kind, out);
  }
  assert.equal(wrong.length, 0, `${wrong.length} differences\n${wrong.slice(0, 40).join('\n')}`);
});
