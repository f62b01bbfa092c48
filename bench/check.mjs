// (e) A folder of reports through the command: one reader, then as many as there are cores.
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';

import { run } from '../tests/support/binary.mjs';

const folder = process.argv[2];
const count = readdirSync(folder).length;
for (const jobs of [...new Set([1, availableParallelism()])]) {
  const began = performance.now();
  const { code, stdout, stderr } = await run(['report', 'check', folder, '--jobs', String(jobs), '--lang', 'en']);
  const took = (performance.now() - began) / 1000;
  if (code === 2) throw new Error(stderr);
  console.log(`${count} reports, ${jobs} at once: ${took.toFixed(1)} s, ${(count / took).toFixed(0)} a second, ${(stdout.length / 1e6).toFixed(1)} MB of findings`);
}
