// The one script of this site: it judges a proof with nothing but the browser's own SHA-256 and Ed25519. It sends nothing anywhere but to
// the site that it was opened from, and that only to fetch what it judges.
/** Says why a proof is none. */
class Doubt extends Error {}

// Bytes.
const utf8 = (text) => new TextEncoder().encode(text);
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const same = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);

function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Standard base64 with its padding, or null. */
function base64(text) {
  if (text.length % 4 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  try {
    return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  } catch {
    return null;
  }
}

// RFC 6962.
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
const leafHash = (entry) => sha256(joined(new Uint8Array([0]), entry));
const nodeHash = (left, right) => sha256(joined(new Uint8Array([1]), left, right));
const half = (number) => Math.floor(number / 2);

/** RFC 9162, 2.1.3.2. */
async function includes(hash, index, size, proof, root) {
  if (index >= size) return false;
  let first = index;
  let end = size - 1;
  let found = hash;
  for (const other of proof) {
    if (end === 0) return false;
    if (first % 2 === 1 || first === end) {
      found = await nodeHash(other, found);
      while (first % 2 === 0 && first !== 0) [first, end] = [half(first), half(end)];
    } else {
      found = await nodeHash(found, other);
    }
    [first, end] = [half(first), half(end)];
  }
  return end === 0 && same(found, root);
}

/** RFC 9162, 2.1.4.2. */
async function continues(older, newer, proof) {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && same(older.root, newer.root);
  if (older.size === 0) return proof.length === 0;
  let first = older.size - 1;
  let end = newer.size - 1;
  while (first % 2 === 1) [first, end] = [half(first), half(end)];
  const hashes = Number.isInteger(Math.log2(older.size)) ? [older.root, ...proof] : [...proof];
  if (!hashes.length) return false;
  let was = hashes[0];
  let is = hashes[0];
  for (const other of hashes.slice(1)) {
    if (end === 0) return false;
    if (first % 2 === 1 || first === end) {
      was = await nodeHash(other, was);
      is = await nodeHash(other, is);
      while (first % 2 === 0 && first !== 0) [first, end] = [half(first), half(end)];
    } else {
      is = await nodeHash(is, other);
    }
    [first, end] = [half(first), half(end)];
  }
  return end === 0 && same(was, older.root) && same(is, newer.root);
}

// C2SP signed-note, tlog-checkpoint, tlog-cosignature.
async function readKey(text) {
  const [, name, id, rest] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) || [];
  const bytes = rest && base64(rest);
  if (!bytes || bytes.length !== 33 || ![1, 4].includes(bytes[0])) return null;
  const digest = await sha256(joined(utf8(`${name}\n`), bytes));
  if (hex(digest.slice(0, 4)) !== id) return null;
  return { name, id, kind: bytes[0], raw: bytes.slice(1) };
}

function readNote(note) {
  const cut = note.lastIndexOf('\n\n');
  if (cut < 0 || !note.endsWith('\n')) throw new Doubt('signed-note');
  const signatures = note.slice(cut + 2, -1).split('\n').map((line) => {
    const [, name, bytes] = /^\u2014 (\S+) (\S+)$/.exec(line) || [];
    const decoded = bytes && base64(bytes);
    if (!decoded || decoded.length < 5) throw new Doubt('signed-note');
    return { name, id: hex(decoded.slice(0, 4)), bytes: decoded.slice(4) };
  });
  return { text: note.slice(0, cut + 1), signatures };
}

function readCheckpoint(text) {
  const [origin, size, root] = text.split('\n');
  const hash = base64(root || '');
  if (!origin || !/^(0|[1-9][0-9]{0,14})$/.test(size || '') || !hash || hash.length !== 32) throw new Doubt('checkpoint');
  return { origin, size: Number(size), root: hash };
}

/** null: the key did not sign. false: a signature under its name is wrong. Else the time of a cosignature, or 0. */
async function signedBy(note, key) {
  const lines = note.signatures.filter((line) => line.name === key.name && line.id === key.id);
  if (!lines.length) return null;
  const known = await crypto.subtle.importKey('raw', key.raw, { name: 'Ed25519' }, false, ['verify']);
  let latest = 0;
  for (const { bytes } of lines) {
    let message = note.text;
    let signature = bytes;
    let time = 0;
    if (key.kind === 4) {
      if (bytes.length !== 72) return false;
      time = Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0));
      message = `cosignature/v1\ntime ${time}\n${note.text}`;
      signature = bytes.slice(8);
    }
    if (!(await crypto.subtle.verify({ name: 'Ed25519' }, known, signature, utf8(message)))) return false;
    latest = Math.max(latest, time);
  }
  return latest;
}

/** C2SP tlog-proof. */
function readProof(text) {
  const cut = text.indexOf('\n\n');
  const lines = text.slice(0, Math.max(cut, 0)).split('\n');
  if (cut < 0 || lines[0] !== 'c2sp.org/tlog-proof@v1') throw new Doubt('tlog-proof');
  const extra = base64((lines[1] || '').replace(/^extra /, ''));
  const [, index] = /^index (0|[1-9][0-9]{0,14})$/.exec(lines[2] || '') || [];
  const hashes = lines.slice(3).map(base64);
  if (!extra || index === undefined || hashes.length > 64 || hashes.some((one) => !one || one.length !== 32)) throw new Doubt('tlog-proof');
  let held;
  try {
    held = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(extra));
  } catch {
    throw new Doubt('extra');
  }
  if (typeof held.entry !== 'string') throw new Doubt('extra');
  return { entry: held.entry, record: held.record, index: Number(index), hashes, note: readNote(text.slice(cut + 2)) };
}

// The judgement: steps, each good (true), bad (false) or not made (null).
async function judge({ proof, key, witnesses, address, old }) {
  const steps = [];
  const step = (good, word, more = '') => steps.push({ good, word, more });
  const found = { steps, leaf: null, checkpoint: null, record: null };
  step(true, 'format');
  const signed = await signedBy(proof.note, key);
  if (signed === null) step(false, 'unsigned');
  else if (signed === false) step(false, 'forged');
  else step(true, 'signed', key.name);
  const checkpoint = readCheckpoint(proof.note.text);
  found.checkpoint = checkpoint;
  if (checkpoint.origin !== key.name) step(false, 'otherLog', checkpoint.origin);
  const hash = await leafHash(utf8(proof.entry));
  const there = await includes(hash, proof.index, checkpoint.size, proof.hashes, checkpoint.root);
  step(there, there ? 'included' : 'notIncluded');
  let leaf = {};
  try {
    leaf = JSON.parse(proof.entry);
  } catch {
    // Named below.
  }
  if (leaf.form !== 'mingbai-leaf-1') step(false, 'noLeaf');
  found.leaf = leaf;
  if (leaf.record === '') {
    step(proof.record === undefined, proof.record === undefined ? 'noRecord' : 'otherRecord');
  } else if (typeof proof.record === 'string') {
    const right = hex(await sha256(utf8(proof.record))) === leaf.record;
    step(right, right ? 'record' : 'otherRecord');
    if (right) found.record = JSON.parse(proof.record);
  } else if (address) {
    step(false, 'withheld');
  } else {
    step(null, 'recordApart');
  }
  if (address) {
    if (leaf.address === address) step(true, 'address', address);
    else step(false, 'otherAddress', String(leaf.address));
    if (found.record) await comparePage(address, found.record, step);
  }
  for (const witness of witnesses) {
    const at = await signedBy(proof.note, witness);
    if (at === null) step(false, 'notWitnessed', witness.name);
    else if (at === false) step(false, 'witnessForged', witness.name);
    else step(true, 'witnessed', `${witness.name} · ${new Date(at * 1000).toISOString().slice(0, 19)}Z`);
  }
  if (old) await compareOld(old, key, checkpoint, step);
  return found;
}

/** The page as the site shows it now, beside the record. */
async function comparePage(address, record, step) {
  if (!served || !address.startsWith('/items/')) return;
  let answer;
  try {
    answer = await fetch(address, { credentials: 'omit', cache: 'no-store' });
  } catch {
    answer = { ok: false };
  }
  if (!answer.ok) {
    step(null, 'pageGone');
    return;
  }
  const parse = (html) => new DOMParser().parseFromString(html, 'text/html');
  const text = (node) => (node ? node.textContent.replace(/\s+/g, ' ').trim() : '');
  const page = parse(await answer.text());
  const files = Array.from(page.querySelectorAll('article a[href^="/files/"]'), (link) => link.getAttribute('href').split('/').pop());
  const differing = [];
  if (text(page.querySelector('article h1')) !== record.title.replace(/\s+/g, ' ').trim()) differing.push(t('title'));
  if (text(page.querySelector('article .body')) !== text(parse(record.body_html).body)) differing.push(t('body'));
  if (files.join() !== record.attachments.map((file) => file.sha256).join()) differing.push(t('attachments'));
  if (differing.length) step(false, 'otherPage', differing.join(lang === 'zh' ? '、' : ', '));
  else step(true, 'page');
}

/** A checkpoint that the reader kept, beside that of the proof. */
async function compareOld(old, key, now, step) {
  let was;
  try {
    const note = readNote(old);
    const signed = await signedBy(note, key);
    if (signed === null || signed === false) throw new Doubt('signature');
    was = readCheckpoint(note.text);
  } catch {
    step(false, 'badOld');
    return;
  }
  const [older, newer] = was.size <= now.size ? [was, now] : [now, was];
  let proof = [];
  if (older.size > 0 && older.size !== newer.size) {
    try {
      if (!served) throw new Doubt('offline');
      const answer = await fetch(`/api/v1/log/consistency?from=${older.size}&to=${newer.size}`, { credentials: 'omit' });
      if (!answer.ok) throw new Doubt('absent');
      proof = (await answer.json()).hashes.map(base64);
    } catch {
      step(null, 'noContinuation');
      return;
    }
  }
  const good = await continues(older, newer, proof);
  step(good, good ? 'continues' : 'notContinues');
}
