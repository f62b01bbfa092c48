// (d) From starting the program on the demo's data to the first complete page.
import { Server } from '../tests/support/binary.mjs';
import { county } from './county.mjs';

const data = await county();
const times = [];
for (let round = 0; round < 5; round += 1) {
  const began = performance.now();
  const server = await Server.start(['serve', '--listen', '127.0.0.1:0', '--data', data]);
  const listening = performance.now() - began;
  const answer = await fetch(`${server.base}/`);
  const page = await answer.text();
  const took = performance.now() - began;
  if (answer.status !== 200 || !page.includes('/items/')) throw new Error(`home page: ${answer.status}`);
  await server.stop();
  times.push(took);
  console.log(`start ${round + 1}: listening after ${listening.toFixed(0)} ms, first page after ${took.toFixed(0)} ms`);
}
console.log(`first ${times[0].toFixed(0)} ms, best ${Math.min(...times).toFixed(0)} ms`);
