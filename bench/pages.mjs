// (k) Public pages, shuffled, against nginx serving the same bytes under the same addresses, plain and packed, in turns; and the
// processor time that a request costs each of them.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { Server } from '../tests/support/binary.mjs';
import { county } from './county.mjs';

const SECONDS = process.env.SMALL ? 1 : 8;
const ROUNDS = process.env.SMALL ? 1 : 5;
const ENOUGH = process.env.SMALL ? 40 : 20000;
const LISTS = ['/', '/organs', '/policies', '/reports', '/standards', '/messages', '/feed.xml', '/sitemap.xml'];
const TICK = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

const data = process.env.COUNTY ?? (await county());
const folder = mkdtempSync(join(tmpdir(), 'mingbai-nginx-'));
const server = await Server.start(['serve', '--listen', '127.0.0.1:0', '--data', data]);
let nginx;
try {
  const items = await addresses(server.base);
  const { port, child } = await startNginx();
  nginx = child;
  for (const path of [...items, ...LISTS]) await keep(path);
  console.log(`${items.length} item pages and ${LISTS.length} lists; wrk -t1 -c32 -d${SECONDS}s; load ${load()}`);
  const theirs = `http://127.0.0.1:${port}`;
  for (const [name, paths] of [['items', items], ['lists', LISTS]]) {
    for (const packed of [false, true]) {
      console.log(`\n${name}, ${packed ? 'gzip' : 'plain'}`);
      console.log('round     portal/s   ms of processor   p99 ms      nginx/s   ms of processor   p99 ms    rate ratio  time ratio');
      const rates = [];
      const times = [];
      for (let round = 1; round <= ROUNDS; round += 1) {
        const script = shuffled(paths, packed, round);
        const one = measure(server.base, script, [server.pid]);
        const other = measure(theirs, script, [nginx.pid, ...children(nginx.pid)]);
        rates.push(one.rate / other.rate);
        times.push(one.time / other.time);
        console.log(
          `${String(round).padStart(5)} ${line(one)} ${line(other)} ${rates.at(-1).toFixed(2).padStart(12)} ${times.at(-1).toFixed(2).padStart(11)}`,
        );
      }
      console.log(`portal / nginx: rate ${spread(rates)}, processor time ${spread(times)}; load ${load()}`);
    }
  }
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  console.log(`\nportal afterwards: ${status.match(/RssAnon:\s+(\d+)/)[1] >> 10} MB of anonymous memory`);
} finally {
  nginx?.kill('SIGTERM');
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Addresses of items, from the lists of all organs. */
async function addresses(base) {
  const found = new Set();
  for (let at = '/policies'; at && found.size < ENOUGH; ) {
    const text = await (await fetch(`${base}${at}`)).text();
    for (const [path] of text.matchAll(/\/items\/[^"/]+\/[0-9A-Z]{26}/g)) found.add(path);
    at = text.match(/rel="next" href="([^"]+)"/)?.[1].replaceAll('&amp;', '&').replaceAll('&#38;', '&');
  }
  return [...found].slice(0, ENOUGH);
}

/** Lays a page where nginx finds it. */
async function keep(path) {
  const answer = await fetch(`${server.base}${path}`, { headers: { 'accept-encoding': 'identity' } });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const file = join(folder, 'root', path === '/' ? 'index' : path.slice(1));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 6 }));
}

/** A script for wrk that asks for the pages in an order of its own each round, the same for both sides. */
function shuffled(paths, packed, seed) {
  const file = join(folder, 'shuffled.lua');
  const list = paths.map((path) => `"${path}"`).join(',');
  const head = packed ? '{["Accept-Encoding"]="gzip"}' : '{}';
  writeFileSync(
    file,
    `local paths = {${list}}
local requests = {}
local state = ${seed * 7919}
function init()
  for i = #paths, 2, -1 do
    state = (state * 1103515245 + 12345) % 2147483648
    local j = state % i + 1
    paths[i], paths[j] = paths[j], paths[i]
  end
  for i, path in ipairs(paths) do requests[i] = wrk.format("GET", path, ${head}) end
end
local at = 0
function request()
  at = at % #requests + 1
  return requests[at]
end
`,
  );
  return file;
}

function measure(base, script, pids) {
  execFileSync('wrk', ['-t1', '-c32', '-d1s', '-s', script, base]);
  const before = used(pids);
  const text = execFileSync('wrk', ['-t1', '-c32', `-d${SECONDS}s`, '--latency', '-s', script, base], { encoding: 'utf8' });
  const time = used(pids) - before;
  const wrong = text.match(/Non-2xx or 3xx responses: (\d+)|Socket errors.*/);
  if (wrong) throw new Error(`${base}: ${wrong[0]}`);
  const [, p99, unit] = text.match(/99%\s+([\d.]+)(us|ms|s)/);
  return {
    rate: Number(text.match(/Requests\/sec:\s+([\d.]+)/)[1]),
    time: time / Number(text.match(/(\d+) requests in/)[1]),
    p99: Number(p99) * { us: 1e-3, ms: 1, s: 1e3 }[unit],
  };
}

/** Processor time of processes, in milliseconds. */
function used(pids) {
  const ticks = pids.map((pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return Number(fields[11]) + Number(fields[12]);
  });
  return (ticks.reduce((sum, one) => sum + one, 0) * 1000) / TICK;
}

function children(pid) {
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1].split(' ')[1] === String(pid);
    } catch {
      return false;
    }
  });
}

function line({ rate, time, p99 }) {
  return [rate.toFixed(0).padStart(12), time.toFixed(4).padStart(17), p99.toFixed(2).padStart(8)].join(' ');
}

function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return `${sorted[sorted.length >> 1].toFixed(2)} (${sorted[0].toFixed(2)} to ${sorted.at(-1).toFixed(2)})`;
}

function load() {
  return readFileSync('/proc/loadavg', 'utf8').split(' ').slice(0, 2).join(', ');
}

function freePort() {
  return new Promise((done) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

async function startNginx() {
  const port = await freePort();
  mkdirSync(join(folder, 'root'));
  chmodSync(folder, 0o755);
  const conf = join(folder, 'nginx.conf');
  writeFileSync(
    conf,
    `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes 1;
events { worker_connections 512; }
http {
  access_log off; sendfile on; tcp_nopush on; default_type "text/html; charset=utf-8";
  open_file_cache max=100000 inactive=10m; open_file_cache_valid 10m; open_file_cache_min_uses 1;
  keepalive_requests 1000000; gzip_static on; gzip_vary on; index index;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  server { listen 127.0.0.1:${port}; root ${folder}/root; }
}
`,
  );
  const child = spawn('nginx', ['-c', conf, '-p', folder, '-e', join(folder, 'error.log')], { stdio: 'inherit' });
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      await fetch(`http://127.0.0.1:${port}/`);
      return { port, child };
    } catch {
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  child.kill('SIGTERM');
  throw new Error('nginx did not start');
}
