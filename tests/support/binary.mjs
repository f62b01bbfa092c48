// The real binary: run once, or served until stopped or killed.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterwards } from './afterwards.mjs';

export const BIN = process.env.MINGBAI_BIN ?? fileURLToPath(new URL('../../target/debug/mingbai', import.meta.url));

/** A folder that is removed when the test `t` ends. */
export function folder(t) {
  const path = mkdtempSync(join(tmpdir(), 'mingbai-'));
  afterwards(t, () => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Runs the binary to its end. */
export function run(args, env = {}, stdin = '') {
  return new Promise((done, failed) => {
    const child = spawn(BIN, args, { env: { ...process.env, ...env } });
    child.stdin.on('error', () => {});
    child.stdin.end(stdin);
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (part) => (stdout += part));
    child.stderr.on('data', (part) => (stderr += part));
    child.on('error', failed);
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
}

/** Runs the binary and insists on exit code 0. */
export async function must(args, env, stdin) {
  const result = await run(args, env, stdin);
  if (result.code !== 0) {
    throw new Error(`mingbai ${args.join(' ')} exited ${result.code}\n${result.stdout}${result.stderr}`);
  }
  return result;
}

export class Server {
  #child;
  #ended;
  output = '';

  constructor(child) {
    this.#child = child;
    this.#ended = new Promise((done) => child.on('close', done));
  }

  /** The id of its process. */
  get pid() {
    return this.#child.pid;
  }

  /** Starts `mingbai ARGS…` and waits until it has printed its address. */
  static start(args, env = {}, patience = 300_000) {
    const child = spawn(BIN, args, { env: { ...process.env, ...env } });
    const server = new Server(child);
    return new Promise((done, failed) => {
      const late = setTimeout(() => {
        child.kill('SIGKILL');
        failed(new Error(`no address after ${patience} ms\n${server.output}`));
      }, patience);
      const listen = (part) => {
        server.output += part;
        const found = server.output.match(/http:\/\/127\.0\.0\.1:\d+/);
        if (found && !server.base) {
          server.base = found[0];
          clearTimeout(late);
          done(server);
        }
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', (part) => (server.output += part));
      child.on('error', failed);
      child.on('close', (code) => {
        clearTimeout(late);
        failed(new Error(`mingbai ${args.join(' ')} ended with ${code}\n${server.output}`));
      });
    });
  }

  /** Ends it as a power cut would end the process: no warning, no clean-up. */
  async kill() {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  async stop() {
    this.#child.kill('SIGTERM');
    await this.#ended;
  }
}
