// One byte of one act, one projection row or one stored file is changed behind the server's back:
// `mingbai verify` exits 1 and names it. Put right again, it exits 0. A whole history that was rewritten, and signed again with the
// installation's own key, is named by a checkpoint that was kept elsewhere.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';

import { afterwards } from '../support/afterwards.mjs';
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
  ['public_items', 'title', (row) => `public_items/${row.id}`],
  ['public_items', 'body_html', (row) => `public_items/${row.id}`],
  ['messages', 'answer', (row) => `messages/${row.id}`],
  ['messages', 'first_due', (row) => `messages/${row.id}`],
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
      afterwards(t, () => database.drop());
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
      // A change that met no row would be one that nothing could find.
      const changed1 = (sql) => assert.equal(database.change(sql), 1, sql);
      await holds('an untouched demo');

      const [middle] = database.rows(
        `SELECT organ, seq, ${ACT_COLUMNS.join(', ')} FROM acts WHERE kind = 'answered' ORDER BY seq LIMIT 1`,
      );
      assert.ok(middle, 'the demo answered a request');
      const where = `organ = ${text(middle.organ)} AND seq = ${middle.seq}`;
      for (const column of ACT_COLUMNS) {
        await t.test(`acts.${column}`, async () => {
          const other = oneByteOff(middle[column]);
          const set = (value) => changed1(`UPDATE acts SET ${column} = ${text(value)} WHERE ${where}`);
          set(other);
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
          const set = (value) => changed1(`UPDATE ${table} SET ${column} = ${text(value)} WHERE ${key}`);
          set(oneByteOff(row[column]));
          try {
            await found(`${table}.${column}`, name(row));
          } finally {
            set(row[column]);
          }
        });
      }

      for (const [what, sql, back, named] of beside(database, middle.organ)) {
        await t.test(what, async () => {
          changed1(sql);
          try {
            await found(what, named);
          } finally {
            changed1(back);
          }
        });
      }

      await t.test('another key is refused, and named by verify', async () => {
        const path = join(data, 'master.key');
        const key = readFileSync(path);
        writeFileSync(path, Buffer.from(key).reverse());
        try {
          await found('another key', '* key: the installation was sealed with another key');
          const refused = await run(['--lang', 'en', 'log', 'key', ...place]);
          assert.equal(refused.code, 2, refused.stdout + refused.stderr);
          assert.match(refused.stderr, /not the key of this installation/);
          rmSync(path);
          const none = await run(['--lang', 'en', 'log', 'key', ...place]);
          assert.equal(none.code, 2, none.stdout + none.stderr);
          assert.match(none.stderr, /the key of this installation is missing/);
          assert.ok(!existsSync(path), 'no new key is made in silence');
        } finally {
          writeFileSync(path, key);
        }
      });

      await t.test('a history rewritten and signed again is found by the checkpoint kept elsewhere', async () => {
        const kept = join(folder(t), 'checkpoint.txt');
        await must(['log', 'checkpoint', '--out', kept, ...place]);
        const against = (file) => run(['--lang', 'en', 'verify', '--checkpoint', file, ...place]);
        const whole = await against(kept);
        assert.equal(whole.code, 0, whole.stdout + whole.stderr);
        const restore = rewrite(database, middle.organ);
        const anew = join(folder(t), 'anew.txt');
        await must(['log', 'checkpoint', '--out', anew, ...place]);
        const inside = await against(anew);
        assert.equal(inside.code, 0, `signed again, it looks whole\n${inside.stdout}${inside.stderr}`);
        const outside = await against(kept);
        assert.equal(outside.code, 1, outside.stdout + outside.stderr);
        assert.match(outside.stdout, /\* checkpoint: the acts are not those that it was taken of/);
        assert.match(outside.stdout, new RegExp(`^${middle.organ} checkpoint: acts up to \\d+ were changed`, 'm'));
        restore();
        assert.equal((await against(kept)).code, 0, 'put right again');
        const text = readFileSync(kept, 'utf8');
        writeFileSync(anew, text.replace(/^people \d+$/m, 'people 1'));
        const forged = await against(anew);
        assert.match(forged.stdout, /\* checkpoint: the signature is not that of this text/);
        assert.equal(forged.code, 1);
      });

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

/** What stands beside the ledger: what is changed, how, how it is put right, and how verify names it. */
function beside(database, organ) {
  const [person, other] = database.rows(
    `SELECT * FROM people WHERE organ = ${text(organ)} AND sealed IS NOT NULL ORDER BY id LIMIT 2`,
  );
  const at = `organ = ${text(organ)} AND id = ${text(person.id)}`;
  const back = (column) => `UPDATE people SET ${column} = ${text(person[column])} WHERE ${at}`;
  const columns = Object.keys(person);
  const values = columns.map((column) => (person[column] === null ? 'NULL' : text(person[column])));
  const [counter] = database.rows(
    `SELECT * FROM counters WHERE organ = ${text(organ)} AND name LIKE 'request/%' ORDER BY name LIMIT 1`,
  );
  const series = `organ = ${text(organ)} AND name = ${text(counter.name)}`;
  const named = `${organ} people/${person.id}`;
  const [colleague] = database.rows(
    `SELECT * FROM staff WHERE organ = ${text(organ)} AND roles <> 'admin' ORDER BY id LIMIT 1`,
  );
  const his = `id = ${text(colleague.id)}`;
  const member = `${organ} staff/${colleague.login}`;
  const changed = (column, value) => [
    `a member of staff: ${column}`, `UPDATE staff SET ${column} = ${value} WHERE ${his}`,
    `UPDATE staff SET ${column} = ${column === 'disabled' ? colleague.disabled : text(colleague[column])} WHERE ${his}`, member,
  ];
  const added = `'01JJ0N9DE0SQCPJARZH1DWY58V', ${text(organ)}, 'intruder', 'x', 'admin', 'x', 0`;
  return [
    changed('roles', "'clerk,disclosure_head,admin'"),
    changed('disabled', '1'),
    changed('password_hash', "'x'"),
    changed('seal', "''"),
    ['a member of staff added', `INSERT INTO staff (id, organ, login, name, roles, password_hash, disabled) VALUES (${added})`,
      `DELETE FROM staff WHERE login = 'intruder'`, `${organ} staff/intruder`],
    ['a member of staff deleted', `DELETE FROM staff WHERE ${his}`, `INSERT INTO staff (${Object.keys(colleague).join(', ')}) VALUES (${Object.values(colleague).map((it) => (typeof it === 'number' ? it : text(it))).join(', ')})`, `is by ${colleague.id}, who is not among staff`],
    ['a session begun elsewhere', `INSERT INTO sessions (token_hash, staff, csrf, expires_at) VALUES ('x', ${text(colleague.id)}, 'c', '2099-01-01T00:00:00Z')`,
      `DELETE FROM sessions WHERE token_hash = 'x'`, `${organ} sessions/${colleague.login}`],
    ['a link made elsewhere', `INSERT INTO links (token_hash, staff, expires_at) VALUES ('x', ${text(colleague.id)}, '2099-01-01T00:00:00Z')`,
      `DELETE FROM links WHERE token_hash = 'x'`, `${organ} links/${colleague.login}`],
    ['a token made elsewhere', `INSERT INTO tokens (organ, id, kind, name, staff, roles, token_hash, made_at, made_by, expires_at, used_on) VALUES (${text(organ)}, '1', 'api', 'x', '', 'leader', 'x', '2026-01-01T00:00:00Z', 'x', '2099-01-01T00:00:00Z', '')`,
      `DELETE FROM tokens WHERE id = '1'`, `${organ} tokens/1`],
    ['a person erased in silence', `UPDATE people SET sealed = NULL, wrapped_key = NULL WHERE ${at}`,
      `UPDATE people SET sealed = ${text(person.sealed)}, wrapped_key = ${text(person.wrapped_key)} WHERE ${at}`, named],
    ['a person deleted', `DELETE FROM people WHERE ${at}`,
      `INSERT INTO people (${columns.join(', ')}) VALUES (${values.join(', ')})`, named],
    ['a person garbled', `UPDATE people SET sealed = ${text(oneByteOff(person.sealed))} WHERE ${at}`, back('sealed'), named],
    ['two people swapped', `UPDATE people SET sealed = ${text(other.sealed)} WHERE ${at}`, back('sealed'), named],
    ["a person's mark", `UPDATE people SET id_mark = 'x' WHERE ${at}`, back('id_mark'), named],
    ['a series set back', `UPDATE counters SET value = ${counter.value - 1} WHERE ${series}`,
      `UPDATE counters SET value = ${counter.value} WHERE ${series}`, `${organ} counters/${counter.name}`],
    ['a key of a form that stands for nothing', `INSERT INTO claims VALUES (${text(organ)}, 'k', '01JJ0N9DE0SQCPJARZH1DWY58V')`,
      `DELETE FROM claims WHERE key = 'k'`, `${organ} claims/k`],
  ];
}

/** Writes an organ's first act anew, its chain, its head and the kept tree of the log with it; returns what undoes it. */
function rewrite(database, organ) {
  const before = database.rows(`SELECT * FROM acts WHERE organ = ${text(organ)} ORDER BY seq`);
  const [tree] = database.rows(`SELECT value FROM marks WHERE name = 'log'`);
  const write = (acts, grown) => {
    for (const act of acts) {
      database.change(
        `UPDATE acts SET actor = ${text(act.actor)}, prev = ${text(act.prev)}, hash = ${text(act.hash)} ` +
          `WHERE organ = ${text(organ)} AND seq = ${act.seq}`,
      );
    }
    database.change(`UPDATE heads SET hash = ${text(acts.at(-1).hash)} WHERE organ = ${text(organ)}`);
    database.change(`UPDATE marks SET value = ${text(grown)} WHERE name = 'log'`);
  };
  const hashes = (from, to) => {
    for (const [at, act] of from.entries()) {
      for (const table of ['items', 'public_items', 'messages']) {
        database.change(`UPDATE ${table} SET act_hash = ${text(to[at].hash)} WHERE act_hash = ${text(act.hash)}`);
      }
    }
  };
  const anew = [];
  for (const act of before) {
    const changed = { ...act, actor: act.seq === 1 ? 'somebody else' : act.actor, prev: anew.at(-1)?.hash ?? '' };
    changed.hash = hashOf(changed);
    anew.push(changed);
  }
  write(anew, '');
  hashes(before, anew);
  return () => {
    write(before, tree.value);
    hashes(anew, before);
  };
}

/** The hash of an act, made here a second time from its description. */
function hashOf(act) {
  const hash = createHash('sha256');
  const fields = ['mingbai.act.1', act.organ, act.seq, act.stream, act.version, act.kind, act.body, act.on_date, act.recorded_at,
    act.actor, act.prev];
  for (const field of fields.map(String)) {
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(Buffer.byteLength(field)));
    hash.update(length).update(field);
  }
  return hash.digest('hex');
}

/** The first file under a folder. */
function someFile(under) {
  if (!existsSync(under)) return null;
  for (const entry of readdirSync(under, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) return join(entry.parentPath ?? entry.path, entry.name);
  }
  return null;
}
