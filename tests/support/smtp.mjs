// A mail server on a free port of 127.0.0.1. It takes mail, or stops answering at a chosen moment.
import { createServer } from 'node:net';

import { afterwards } from './afterwards.mjs';

export class MailServer {
  /** Every mail that was taken: { to, text, id }. */
  mails = [];
  /** `take`; `silent`: accepts a connection and says nothing; `mute`: takes a mail and never says so. */
  manner = 'take';
  #waiting = [];

  static async start(t) {
    const made = new MailServer();
    const sockets = new Set();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => {});
      made.#serve(socket);
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    made.port = server.address().port;
    afterwards(t, () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    return made;
  }

  /** Resolves when somebody connects, or hands over a mail, from now on. */
  next(event) {
    return new Promise((done) => this.#waiting.push([event, done]));
  }

  #tell(event) {
    this.#waiting = this.#waiting.filter(([wanted, done]) => wanted !== event || void done());
  }

  #serve(socket) {
    const say = (line) => socket.write(`${line}\r\n`);
    let rest = '';
    let data;
    let to = '';
    if (this.manner !== 'silent') say('220 test');
    this.#tell('connection');
    socket.on('data', (part) => {
      if (this.manner === 'silent') return;
      rest += part.toString('utf8');
      for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data !== undefined) {
          if (line !== '.') {
            data += `${line}\n`;
            continue;
          }
          this.mails.push({ to, text: data, id: data.match(/^Message-ID: (.+)$/m)?.[1] });
          data = undefined;
          if (this.manner !== 'mute') say('250 taken');
          this.#tell('mail');
        } else if (/^RCPT/i.test(line)) {
          to = line.match(/<(.*)>/)[1];
          say('250 ok');
        } else if (/^DATA/i.test(line)) {
          data = '';
          say('354 go on');
        } else if (/^QUIT/i.test(line)) {
          say('221 bye');
          socket.end();
        } else {
          say('250 ok');
        }
      }
    });
  }
}

/** The text of a mail, its transfer encoding undone. */
export function plain(mail) {
  const [head, ...body] = mail.text.split('\n\n');
  const text = body.join('\n\n');
  if (/Content-Transfer-Encoding: base64/i.test(head)) return `${head}\n\n${Buffer.from(text, 'base64').toString('utf8')}`;
  if (/Content-Transfer-Encoding: quoted-printable/i.test(head)) {
    const bytes = text.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
    return `${head}\n\n${Buffer.from(bytes, 'latin1').toString('utf8')}`;
  }
  return mail.text;
}
