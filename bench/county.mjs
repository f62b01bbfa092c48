// The demo's data for the benchmarks that need it, made once and kept under bench/out.
import { existsSync, mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { must } from '../tests/support/binary.mjs';

export async function county() {
  const size = process.env.SMALL ? ['--items', '60', '--requests', '12'] : [];
  const data = fileURLToPath(new URL(`out/county${process.env.SMALL ? '-small' : ''}`, import.meta.url));
  if (!existsSync(data)) {
    mkdirSync(data, { recursive: true });
    await must(['demo', '--only-make', '--listen', '127.0.0.1:0', '--data', data, ...size]);
  }
  return data;
}
