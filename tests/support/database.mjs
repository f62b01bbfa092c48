// The two engines under test, looked at and changed behind the server's back with their own command-line tools.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

class Sqlite {
  name = 'SQLite';

  constructor(folder) {
    this.file = join(folder, 'mingbai.db');
  }

  /** Arguments that make the binary use this database. */
  get args() {
    return [];
  }

  rows(sql) {
    return parse(execFileSync('sqlite3', ['-batch', '-cmd', '.timeout 10000', '-json', this.file, sql], OPTIONS));
  }

  /** Runs a statement; how many rows it changed. */
  change(sql) {
    const counted = `${sql}; SELECT changes()`;
    return Number(execFileSync('sqlite3', ['-batch', '-cmd', '.timeout 10000', this.file, counted], OPTIONS));
  }

  drop() {}
}

class Postgres {
  name = 'PostgreSQL';

  constructor(server, database) {
    this.server = server;
    this.database = database;
    psql(server, `CREATE DATABASE ${database}`);
    const url = new URL(server);
    url.pathname = `/${database}`;
    this.url = url.toString();
  }

  get args() {
    return ['--database', this.url];
  }

  rows(sql) {
    return parse(psql(this.url, `SELECT coalesce(json_agg(found), '[]') FROM (${sql}) AS found`));
  }

  /** Runs a statement; how many rows it changed. */
  change(sql) {
    const said = execFileSync('psql', [this.url, '-v', 'ON_ERROR_STOP=1', '-Atc', sql], OPTIONS);
    return Number(said.trim().split(' ').at(-1));
  }

  drop() {
    psql(this.server, `DROP DATABASE ${this.database} WITH (FORCE)`);
  }
}

const OPTIONS = { encoding: 'utf8', maxBuffer: 256 << 20 };

function psql(url, sql) {
  return execFileSync('psql', [url, '-v', 'ON_ERROR_STOP=1', '-qAtc', sql], OPTIONS);
}

function parse(text) {
  return text.trim() ? JSON.parse(text) : [];
}

/** SQLite in the folder, and PostgreSQL where the test run has started one. */
export function engines() {
  const all = [{ name: 'SQLite', open: (folder) => new Sqlite(folder) }];
  const server = process.env.MINGBAI_TEST_POSTGRES;
  if (server) {
    all.push({
      name: 'PostgreSQL',
      open: (_folder, name) => new Postgres(server, `${name}_${process.pid}_${Date.now()}`),
    });
  }
  return all;
}
