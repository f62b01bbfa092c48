// (a) An item page of the portal against nginx serving the same bytes as a file, in turns.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Server } from '../tests/support/binary.mjs';
import { county } from './county.mjs';

const SECONDS = process.env.SMALL ? 1 : 8;
const ROUNDS = process.env.SMALL ? 1 : 3;

const data = await county();
const folder = mkdtempSync(join(tmpdir(), 'mingbai-nginx-'));
const server = await Server.start(['serve', '--listen', '127.0.0.1:0', '--data', data]);
let nginx;
try {
  const home = await (await fetch(`${server.base}/`)).text();
  const path = home.match(/\/items\/[^"/]+\/[0-9A-Z]{26}/)[0];
  const answer = await fetch(`${server.base}${path}`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const port = await freePort();
  nginx = await startNginx(port, bytes);
  console.log(`item page of ${bytes.length} bytes; wrk -t1 -c32 -d${SECONDS}s`);
  console.log('round      portal/s  p50 ms  p99 ms       nginx/s  p50 ms  p99 ms   ratio');
  const ratios = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const ours = wrk(`${server.base}${path}`);
    const theirs = wrk(`http://127.0.0.1:${port}/page.html`);
    ratios.push(ours.rate / theirs.rate);
    console.log(`${String(round).padStart(5)} ${line(ours)} ${line(theirs)}  ${ratios.at(-1).toFixed(3)}`);
  }
  console.log(`portal / nginx: ${(ratios.reduce((sum, one) => sum + one, 0) / ratios.length).toFixed(3)}`);
} finally {
  nginx?.kill('SIGTERM');
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

function line({ rate, p50, p99 }) {
  return [rate.toFixed(0).padStart(13), p50.padStart(7), p99.padStart(7)].join(' ');
}

function wrk(url) {
  const text = execFileSync('wrk', ['-t1', '-c32', `-d${SECONDS}s`, '--latency', url], { encoding: 'utf8' });
  const wrong = text.match(/Non-2xx or 3xx responses: (\d+)/);
  if (wrong) throw new Error(`${url}: ${wrong[0]}`);
  const latency = (share) => text.match(new RegExp(`${share}%\\s+(\\S+)`))[1];
  const milliseconds = (time) => String(parseFloat(time) * (time.endsWith('us') ? 1e-3 : time.endsWith('ms') ? 1 : 1e3));
  return {
    rate: Number(text.match(/Requests\/sec:\s+([\d.]+)/)[1]),
    p50: Number(milliseconds(latency(50))).toFixed(2),
    p99: Number(milliseconds(latency(99))).toFixed(2),
  };
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

async function startNginx(port, bytes) {
  writeFileSync(join(folder, 'page.html'), bytes);
  chmodSync(folder, 0o755);
  const conf = join(folder, 'nginx.conf');
  writeFileSync(
    conf,
    `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; worker_processes auto;
events { worker_connections 512; }
http {
  access_log off; sendfile on; tcp_nopush on; open_file_cache max=16; default_type "text/html; charset=utf-8";
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  server { listen 127.0.0.1:${port}; root ${folder}; }
}
`,
  );
  const child = spawn('nginx', ['-c', conf, '-p', folder, '-e', join(folder, 'error.log')], { stdio: 'inherit' });
  for (let attempt = 0; attempt < 100; attempt += 1) {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/page.html`);
      if (Buffer.from(await answer.arrayBuffer()).equals(bytes)) return child;
    } catch {
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  child.kill('SIGTERM');
  throw new Error('nginx did not serve the page');
}
