// (l) What the first writing of a public list costs, and whether it grows with the archive: nothing is kept between requests.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Server, must } from '../tests/support/binary.mjs';

const SIZES = process.env.SMALL ? [40, 200] : (process.env.SIZES ?? '2000,20000').split(',').map(Number);
const TURNS = process.env.SMALL ? 3 : 40;
const ORGANS = 4;
const YEARS = 10;
const TICK = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

const results = [];
for (const size of SIZES) {
  const folder = mkdtempSync(join(tmpdir(), 'mingbai-lists-'));
  let server;
  try {
    await fill(folder, size);
    const config = join(folder, 'config.toml');
    writeFileSync(config, '[server]\nkept_bytes = 0\n');
    server = await Server.start(['serve', '--config', config, '--listen', '127.0.0.1:0', '--data', folder]);
    results.push(await measure(server, size));
  } finally {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
const [small, large] = [results[0], results.at(-1)];
console.log(`\nfirst writing, ${TURNS} turns: median of the answer and processor time of a request, in ms`);
console.log(`page                                     ${SIZES.map((size) => `${size} items`.padStart(22)).join('')}   growth`);
for (const path of Object.keys(large)) {
  const one = (result) => `${result[path].median.toFixed(2)} ${result[path].time.toFixed(2)}`.padStart(22);
  const growth = large[path].median / small[path].median;
  console.log(`${path.padEnd(40)} ${results.map(one).join('')} ${growth.toFixed(2).padStart(8)}`);
}

/** An installation with so many items of about 2,000 characters, over organs, heads and years. */
async function fill(folder, size) {
  const first = ['--organ-name', '甲县政府办公室', '--organ-code', 'L1', '--organ-kind', 'office'];
  await must(['init', '--data', folder, ...first, '--password', 'a long password']);
  const organs = ['机构代码,名称,简称,类别,上级机关'];
  for (let organ = 2; organ <= ORGANS; organ += 1) organs.push(`L${organ},甲县第${organ}局,第${organ}局,department,L1`);
  const sheets = join(folder, 'sheets');
  mkdirSync(sheets);
  writeFileSync(join(sheets, 'organs.csv'), organs.join('\n'));
  await must(['import', '--data', folder, 'organs', join(sheets, 'organs.csv')]);
  const words = '为了规范集市秩序保障群众生活根据有关规定结合本县实际制定办法自发布之日起施行';
  const lines = [];
  for (let number = 0; number < size; number += 1) {
    const day = new Date(Date.UTC(2016, 0, 1) + ((number * 7919) % (YEARS * 365)) * 86_400_000).toISOString().slice(0, 10);
    const text = Array.from({ length: 2000 }, (_, at) => words[(at * 31 + number * 7 + ((at * number) % 13)) % words.length]).join('');
    lines.push(
      JSON.stringify({
        index_number: `L/${number}`,
        organ: `L${1 + (number % ORGANS)}`,
        column: number % 40 === 0 ? 'rules' : 'content',
        head: number % 40 === 0 ? undefined : String(1 + (number % 15)),
        title: `第${number}号通知`,
        document_number: number % 3 === 0 ? `甲发〔${day.slice(0, 4)}〕${number}号` : undefined,
        made_on: day,
        published_on: day,
        validity: number % 50 === 1 ? 'repealed' : undefined,
        body: text,
      }),
    );
  }
  const begun = Date.now();
  // No file of a colleague may be larger than 96 MB.
  for (let from = 0; from < lines.length; from += 5000) {
    const sheet = join(sheets, `items-${from}.jsonl`);
    writeFileSync(sheet, lines.slice(from, from + 5000).join('\n'));
    await must(['import', '--data', folder, 'items', sheet]);
  }
  console.log(`${size} items imported in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

async function measure(server, size) {
  const oldest = await follow(server, '/policies?before=end', 'prev');
  const file = await first(server, '/sitemap.xml', /<loc>https:\/\/[^/]+(\/sitemap\/items\/[^<]+)/);
  const paths = {
    '/': '/',
    '/organs': '/organs',
    '/organs/L1': '/organs/L1',
    '/organs/L1/content': '/organs/L1/content',
    '/organs/L1/rules': '/organs/L1/rules',
    '/policies': '/policies',
    '/policies?organ=L2': '/policies?organ=L2',
    '/policies?head=7': '/policies?head=7',
    '/policies?validity=repealed': '/policies?validity=repealed',
    '/policies?validity=amended': '/policies?validity=amended',
    '/policies before the last page': oldest,
    '/reports': '/reports',
    '/standards': '/standards',
    '/consultations': '/consultations',
    '/messages': '/messages',
    '/feed.xml': '/feed.xml',
    '/sitemap.xml': '/sitemap.xml',
    'a file of the site map': file,
  };
  await settled(server.pid);
  const result = {};
  for (const [name, path] of Object.entries(paths)) {
    const times = [];
    await get(server, path);
    const before = used(server.pid);
    for (let turn = 0; turn < TURNS; turn += 1) {
      const begun = performance.now();
      await get(server, path);
      times.push(performance.now() - begun);
    }
    times.sort((a, b) => a - b);
    result[name] = { median: times[TURNS >> 1], time: (used(server.pid) - before) / TURNS };
  }
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  console.log(`${size} items: ${status.match(/RssAnon:\s+(\d+)/)[1] >> 10} MB of anonymous memory afterwards`);
  return result;
}

async function get(server, path) {
  const answer = await fetch(`${server.base}${path}`);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  return answer.text();
}

async function follow(server, path, rel) {
  return first(server, path, new RegExp(`rel="${rel}" href="([^"]+)"`));
}

async function first(server, path, pattern) {
  const found = (await get(server, path)).match(pattern);
  if (!found) throw new Error(`${path} has no ${pattern}`);
  return found[1].replaceAll('&amp;', '&').replaceAll('&#38;', '&');
}

/** Until the server has nothing left to do of its own: what an import leaves to the index and the public log. */
async function settled(pid) {
  for (let wait = 0; wait < 300; wait += 1) {
    const before = used(pid);
    await new Promise((done) => setTimeout(done, 1000));
    if (used(pid) - before <= 20) return;
  }
  throw new Error('the server is busy by itself for five minutes');
}

/** Processor time of a process, in milliseconds. */
function used(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICK;
}
