// One byte of one act, one projection row or one stored file is changed behind the server's back:
// `mingbai verify` exits 1 and names it. Put right again, it exits 0.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';

import { folder, must, run } from '../support/binary.mjs';
import { engines } from '../support/database.mjs';

/** Every column of an act that its hash covers, and the hash itself. */
const ACT_COLUMNS = ['stream', 'kind', 'body', 'on_date', 'recorded_at', 'actor', 'prev', 'hash'];
/** Projections: table, column with a text in it, how `verify` names the row. */
const PROJECTIONS = [
  ['organs', 'name', (row) => `organs/${row.code}`],
  ['requests', 'number', (row) => `requests/${row.id}`],
  ['requests', 'status', (row) => `requests/${row.id}`],
  ['requests', 'submitted_on', (row) => `requests/${row.id}`],
  ['items', 'title', (row) => `items/${row.id}`],
  ['items', 'body_html', (row) => `items/${row.id}`],
  ['figures', 'value', (row) => `figures/${row.year}/${row.report_row}`],
  ['remedies', 'track', (row) => `remedies/${row.id}`],
  ['tallies', 'count', (row) => `tallies/${row.received}/${row.applicant}/${row.closed}/${row.code}`],
  ['reports', 'report', (row) => `reports/${row.year}`],
];

const text = (value) => `'${String(value).replaceAll("'", "''")}'`;

/** The same text with one byte changed: of its middle letter or digit, else of its middle character. */
function oneByteOff(value) {
  const letters = [...String(value ?? '')];
  const plain = [...letters.keys()].filter((place) => /[0-9a-zA-Z]/.test(letters[place]));
  const places = plain.length ? plain : [...letters.keys()];
  if (!places.length) return null;
  const place = places[Math.floor(places.length / 2)];
  if (plain.length) letters[place] = letters[place] === '7' ? '8' : '7';
  else letters[place] = String.fromCodePoint(letters[place].codePointAt(0) ^ 1);
  return letters.join('');
}

for (const engine of engines()) {
  describe(`tampering on ${engine.name}`, async () => {
    test('every kind of change is found and named', async (t) => {
      const data = folder(t);
      const database = engine.open(data, 'tamper');
      t.after(() => database.drop());
      const place = ['--data', data, ...database.args];
      await must(['demo', '--only-make', '--items', '60', '--requests', '40', '--listen', '127.0.0.1:0', ...place]);

      const verify = () => run(['--lang', 'en', 'verify', ...place]);
      const holds = async (what) => {
        const result = await verify();
        assert.equal(result.code, 0, `${what}\n${result.stdout}${result.stderr}`);
      };
      const found = async (what, named) => {
        const result = await verify();
        assert.equal(result.code, 1, `${what}: exit code\n${result.stdout}${result.stderr}`);
        assert.ok(result.stdout.includes(named), `${what}: "${named}" is not named\n${result.stdout}`);
      };
      await holds('an untouched demo');

      const [middle] = database.rows(
        `SELECT organ, seq, ${ACT_COLUMNS.join(', ')} FROM acts WHERE kind = 'answered' ORDER BY seq LIMIT 1`,
      );
      assert.ok(middle, 'the demo answered a request');
      const where = `organ = ${text(middle.organ)} AND seq = ${middle.seq}`;
      for (const column of ACT_COLUMNS) {
        await t.test(`acts.${column}`, async () => {
          const changed = oneByteOff(middle[column]);
          const set = (value) => database.change(`UPDATE acts SET ${column} = ${text(value)} WHERE ${where}`);
          set(changed);
          try {
            await found(`acts.${column}`, `act ${middle.seq}`);
          } finally {
            set(middle[column]);
          }
        });
      }

      await t.test('the last act of an organ is cut off', async () => {
        const [last] = database.rows(
          `SELECT * FROM acts WHERE organ = ${text(middle.organ)} ORDER BY seq DESC LIMIT 1`,
        );
        database.change(`DELETE FROM acts WHERE organ = ${text(last.organ)} AND seq = ${last.seq}`);
        await found('an act removed', 'head');
        const columns = Object.keys(last);
        const values = columns.map((column) => (typeof last[column] === 'number' ? last[column] : text(last[column])));
        database.change(`INSERT INTO acts (${columns.join(', ')}) VALUES (${values.join(', ')})`);
      });

      for (const [table, column, name] of PROJECTIONS) {
        await t.test(`${table}.${column}`, async () => {
          const row = database.rows(`SELECT * FROM ${table} ORDER BY 1, 2`).find((row) => oneByteOff(row[column]));
          assert.ok(row, `the demo has a row in ${table}`);
          const key = ['organ', 'code', 'id', 'year', 'report_row', 'scope', 'received', 'applicant', 'closed']
            .filter((part) => row[part] !== undefined)
            .map((part) => `${part} = ${typeof row[part] === 'number' ? row[part] : text(row[part])}`)
            .filter((part) => !(table === 'requests' && part.startsWith('code')))
            .join(' AND ');
          const set = (value) => database.change(`UPDATE ${table} SET ${column} = ${text(value)} WHERE ${key}`);
          set(oneByteOff(row[column]));
          try {
            await found(`${table}.${column}`, name(row));
          } finally {
            set(row[column]);
          }
        });
      }

      await t.test('a stored file', async () => {
        const path = someFile(join(data, 'files'));
        assert.ok(path, 'the demo stored a file');
        const bytes = readFileSync(path);
        const changed = Buffer.from(bytes);
        changed[Math.floor(changed.length / 2)] ^= 1;
        const hash = basename(path);
        writeFileSync(path, changed);
        await found('one byte of a file', `file ${hash}`);
        rmSync(path);
        await found('a file removed', `file ${hash}`);
        writeFileSync(path, bytes);
      });

      await holds('everything put right again');
    });
  });
}

/** The first file under a folder. */
function someFile(under) {
  if (!existsSync(under)) return null;
  for (const entry of readdirSync(under, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) return join(entry.parentPath ?? entry.path, entry.name);
  }
  return null;
}
