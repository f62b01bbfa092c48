// The demo as a newcomer starts it, in a folder of its own: its addresses and sign-ins read from what it prints.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Server } from '../support/binary.mjs';

/** Smaller than the demo's default, so that a debug build makes it quickly; DEMO_FULL=1 for the whole county. */
const SIZE = process.env.DEMO_FULL ? [] : ['--items', '180', '--requests', '40'];

export async function startDemo() {
  const data = mkdtempSync(join(tmpdir(), 'mingbai-demo-'));
  const server = await Server.start(['--lang', 'en', 'demo', '--listen', '127.0.0.1:0', '--data', data, ...SIZE], {}, 900_000);
  return {
    base: server.base,
    data,
    password: server.output.match(/Password of every demo sign-in: (\S+)/)[1],
    organs: organs(server.output),
    async stop() {
      await server.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** [{ name, logins: { 'Clerk': 'qh02-clerk', … } }] from the printed list. */
function organs(output) {
  const found = [];
  for (const line of output.split('\n')) {
    const person = line.match(/^ {2}(\S+)\s+(.+)$/);
    if (person && found.length) found.at(-1).logins[person[2].trim()] = person[1];
    else if (line.trim() && !line.includes(':')) found.push({ name: line.trim(), logins: {} });
  }
  return found;
}
