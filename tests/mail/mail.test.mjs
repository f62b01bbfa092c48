// Mail through a real SMTP conversation: the process is killed between commit and sending, and the mail arrives once; it
// is killed while the server holds the mail unacknowledged, and the second copy carries the same Message-ID.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { eventually, Installation } from '../support/office.mjs';
import { MailServer, plain } from '../support/smtp.mjs';
import { form } from '../support/visitor.mjs';

/** A county office with mail, its clerk's address, and a request whose last day is at most one working day away. */
async function office(t) {
  const post = await MailServer.start(t);
  const made = await Installation.make(
    t,
    `site_domain = "qinghe.example"\n[mail]\nhost = "127.0.0.1"\nport = ${post.port}\ntls = "none"\nfrom = "xxgk@qinghe.example"\ntimeout_seconds = 20\n`,
  );
  await made.start();
  await made.signIn();
  const me = await made.visitor.get('/office/me');
  await made.visitor.send(
    form(me, (f) => f.action === '/office/me'),
    { mail: 'clerk@qinghe.example', lang: 'zh' },
  );
  const token = await made.token(['clerk', 'disclosure_head']);
  const { body: who } = await made.call(token, 'GET', '/api/v1/me');
  const received = await receivedFor(made, token, who.today);
  const filed = await made.call(
    token,
    'POST',
    '/api/v1/requests',
    {
      channel: 'counter',
      applicant: 'natural',
      name: '王小明',
      id_number: '11010519491231002X',
      phone: '0795-2506846',
      wanted: '某工程立项批复',
      form: 'paper',
      delivery: 'pickup',
      on: received,
    },
    { 'idempotency-key': 'mail-test-key' },
  );
  assert.equal(filed.status, 201, JSON.stringify(filed.body));
  return { post, made, number: filed.body.number };
}

/** The latest day whose twentieth working day is today or the next working day. */
async function receivedFor(made, token, today) {
  const day = new Date(`${today}T00:00:00Z`);
  for (let back = 20; back < 60; back += 1) {
    const tried = new Date(day.getTime() - back * 86_400_000).toISOString().slice(0, 10);
    const { body } = await made.call(token, 'GET', `/api/v1/calendar/deadline?received=${tried}&days=20`);
    if (body.date >= today && back > 25) {
      const next = new Date(day.getTime() - (back + 1) * 86_400_000).toISOString().slice(0, 10);
      const after = await made.call(token, 'GET', `/api/v1/calendar/deadline?received=${next}&days=20`);
      if (after.body.date < today) return tried;
    }
  }
  throw new Error('no day of receipt leads here');
}

/** How many mails the office says are with the server, and how many jobs wait. */
async function said(made) {
  const page = await made.visitor.get('/office/jobs');
  return {
    handed: page.html.split('已交邮件服务器').length - 1,
    handing: page.html.split('>正在移交<').length - 1,
    waiting: Number(page.html.match(/等待中<\/dt><dd>(\d+)/)[1]),
  };
}

test('a mail arrives once though the process dies between commit and sending', async (t) => {
  const { post, made, number } = await office(t);
  post.manner = 'silent';
  const connected = post.next('connection');
  await made.server.stop();
  await made.start(); // reminds at start: the reminder, its notice and its mail are committed
  await connected; // and the worker is at the door of the mail server
  await made.server.kill();
  assert.equal(post.mails.length, 0);

  post.manner = 'take';
  await made.start();
  await eventually('the mail is handed over', async () => (await said(made)).handed === 1);
  assert.equal(post.mails.length, 1);
  const mail = plain(post.mails[0]);
  assert.equal(post.mails[0].to, 'clerk@qinghe.example');
  for (const part of [number, '青禾县商务局', 'https://qinghe.example/office']) assert.ok(mail.includes(part), mail);
  for (const part of ['王小明', '11010519491231002X', '2506846', '立项批复']) assert.ok(!mail.includes(part), mail);

  // Starting once more reminds of nothing twice.
  await made.server.stop();
  await made.start();
  await eventually('nothing waits', async () => (await said(made)).waiting === 0);
  assert.equal(post.mails.length, 1);
});

test('what the server took without saying so comes again under the same Message-ID', async (t) => {
  const { post, made } = await office(t);
  post.manner = 'mute';
  const taken = post.next('mail');
  await made.server.stop();
  await made.start();
  await taken;
  await made.server.kill();
  assert.equal(post.mails.length, 1);

  post.manner = 'take';
  await made.start();
  await eventually('the mail is handed over', async () => (await said(made)).handed === 1);
  assert.equal(post.mails.length, 2, 'nobody can know that the first was taken');
  assert.ok(post.mails[0].id?.includes('@qinghe.example'), post.mails[0].text);
  assert.equal(post.mails[1].id, post.mails[0].id, 'so that whoever reads Message-IDs keeps one');
});

test('while the mail server is away nothing is lost and the desk shows it', async (t) => {
  const { post, made } = await office(t);
  post.manner = 'silent';
  await made.server.stop();
  await made.start();
  const desk = await eventually('the desk reminds', async () => {
    const page = await made.visitor.get('/office');
    return page.html.includes('未读提醒') && page;
  });
  assert.ok(desk.html.includes('QH03-'), 'the number stands there');
  post.manner = 'take';
  await made.server.stop();
  await made.start();
  await eventually('the mail is handed over', async () => (await said(made)).handed === 1);
  assert.equal(post.mails.length, 1);
});
