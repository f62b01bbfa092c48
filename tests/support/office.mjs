// An installation of one organ whose administrator holds every role, and a program with a token.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterwards } from './afterwards.mjs';
import { folder, must, Server } from './binary.mjs';
import { form, Visitor } from './visitor.mjs';

export const PASSWORD = 'correct horse battery';

/** Gives organs what their letters name: 机关代字, the review body, the court; without them no answer goes out. `organs`: code and name. */
export async function particulars(data, organs, place) {
  const rows = organs.map(([code, name]) => `${code},${name},部门,青禾县一号,0000-2500000,试公开${code},青禾县人民政府,青禾县人民法院`);
  const file = join(data, 'particulars.csv');
  writeFileSync(file, ['机构代码,机关名称,类别,地址,联系电话,机关代字,复议机关,管辖法院', ...rows].join('\n'));
  await must(['import', 'organs', file, ...place]);
}

export class Installation {
  /** Makes it in a folder that goes when the test `t` ends; `settings` is a configuration file's text. */
  static async make(t, settings = '') {
    const made = new Installation();
    made.data = folder(t);
    mkdirSync(made.data, { recursive: true });
    writeFileSync(join(made.data, 'mingbai.toml'), settings);
    await must(['init', '--one-person', '--data', made.data, '--organ-name', '青禾县商务局', '--organ-code', 'QH03'], {
      MINGBAI_ADMIN_PASSWORD: PASSWORD,
    });
    afterwards(t, () => made.server?.kill());
    return made;
  }

  async start() {
    this.server = await Server.start(['serve', '--data', this.data, '--listen', '127.0.0.1:0']);
    this.visitor ??= new Visitor(this.server.base);
    this.visitor.moveTo(this.server.base);
    return this.server.base;
  }

  async signIn() {
    const door = await this.visitor.get('/office/sign-in');
    const desk = await this.visitor.send(
      form(door, (f) => f.action === '/office/sign-in'),
      { login: 'admin', password: PASSWORD },
    );
    if (desk.status !== 200) throw new Error(`no sign-in: ${desk.status}`);
  }

  /** A token with these roles, as the administrator makes it in the office. */
  async token(roles) {
    const page = await this.visitor.get('/office/tokens');
    const made = await this.visitor.send(
      form(page, (f) => f.action === '/office/tokens'),
      { name: 'test', roles, days: '30' },
    );
    const found = made.html.match(/mb1_[0-9a-f]{64}/);
    if (!found) throw new Error(`no token (${made.status})\n${made.html}`);
    return found[0];
  }

  /** Calls the API. */
  async call(token, method, path, body, headers = {}) {
    const response = await fetch(new URL(path, this.server.base), {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      body: body ? JSON.stringify(body) : undefined,
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : null };
  }
}

/** Asks again until the answer is there; fails after `patience` milliseconds. */
export async function eventually(what, ask, patience = 60_000) {
  const late = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > late) throw new Error(`it did not happen: ${what}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}
