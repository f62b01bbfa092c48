// The page: what the reader brings, and what is shown.
const byId = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
const served = location.protocol === 'http:' || location.protocol === 'https:';
let lang = (query.get('lang') || navigator.language || 'zh').startsWith('zh') ? 'zh' : 'en';
let last = null;
const t = (key) => WORDS[lang][key] || key;

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function say(kind, title, text) {
  const box = byId('verdict');
  box.className = kind;
  box.replaceChildren(element('h2', title));
  if (text) box.append(element('p', text));
  return box;
}

function show(found, given) {
  const { steps, leaf, checkpoint, record } = found;
  const good = steps.every((step) => step.good !== false);
  const box = say(good ? 'yes' : 'no', t(good ? 'yes' : 'no'));
  const list = element('ul', undefined, 'steps');
  for (const step of steps) {
    const word = t(step.word) + (step.more && !/[：:] ?$/.test(t(step.word)) ? ` (${step.more})` : step.more);
    const mark = step.good === true ? '✓' : step.good === false ? '✗' : '–';
    const line = element('li', undefined, step.good === true ? 'good' : step.good === false ? 'bad' : 'open');
    line.append(element('span', mark, 'mark'), element('span', word));
    list.append(line);
  }
  box.append(list);
  const facts = element('dl');
  const fact = (name, value) => facts.append(element('dt', t(name)), element('dd', String(value)));
  if (leaf && leaf.form) {
    fact('act', t(leaf.act));
    fact('organ', leaf.organ);
    fact('where', leaf.address);
    fact('on', leaf.on);
    fact('recorded', leaf.recorded_at);
    fact('place', given.proof.index + 1);
    fact('size', checkpoint.size);
    if (record && record.title) fact('title', record.title);
  }
  box.append(facts, element('h3', t('cannot')));
  const cannot = element('ul');
  const limits = ['cannotTrue', 'cannotLater', 'cannotTimes'];
  if (!given.witnesses.length && !given.old) limits.push('cannotFork');
  if (record && record.attachments && record.attachments.length) limits.push('cannotFiles');
  limits.push('cannotSelf');
  for (const limit of limits) cannot.append(element('li', t(limit)));
  box.append(cannot);
  const files = (record && (record.attachments || record.files)) || [];
  byId('files').hidden = !files.length;
  last = { files };
}

async function given() {
  const address = byId('address').value.trim();
  const chosen = byId('file').files[0];
  let text;
  if (chosen) {
    text = await chosen.text();
  } else if (address && served) {
    const answer = await fetch(`/log/proof?address=${encodeURIComponent(address)}`, { credentials: 'omit', cache: 'no-store' });
    if (!answer.ok) throw new Doubt(t('notThere'));
    text = await answer.text();
  } else {
    throw new Doubt(t('noProof'));
  }
  const written = byId('key').value.trim();
  if (!written) throw new Doubt(t('noKey'));
  const key = await readKey(written);
  if (!key || key.kind !== 1) throw new Doubt(t('badKey'));
  const witnesses = [];
  for (const line of byId('witnesses').value.split('\n').filter((one) => one.trim())) {
    const witness = await readKey(line);
    if (!witness || witness.kind !== 4) throw new Doubt(t('badWitness') + line);
    witnesses.push(witness);
  }
  let proof;
  try {
    proof = readProof(text);
    readCheckpoint(proof.note.text);
  } catch (error) {
    if (error instanceof Doubt) throw new Doubt(t('badProof') + error.message);
    throw error;
  }
  const old = byId('old').value.trim();
  return { proof, key, witnesses, address: chosen ? '' : address, old: old && `${old}\n` };
}

async function verify(event) {
  if (event) event.preventDefault();
  byId('files').hidden = true;
  byId('file-said').textContent = '';
  if (!window.crypto || !crypto.subtle) {
    say('unable', t('unable'), t('noCrypto'));
    return;
  }
  say('working', t('working'));
  try {
    const what = await given();
    show(await judge(what), what);
  } catch (error) {
    if (error instanceof Doubt) say('unable', t('unable'), error.message);
    else if (error.name === 'NotSupportedError') say('unable', t('unable'), t('noEd25519'));
    else say('unable', t('unable'), String(error));
  }
}

async function checkFile() {
  const file = byId('attachment').files[0];
  if (!file || !last) return;
  const digest = hex(await sha256(new Uint8Array(await file.arrayBuffer())));
  const known = last.files.find((one) => one.sha256 === digest);
  const said = byId('file-said');
  said.className = known ? 'good' : 'bad';
  said.textContent = known ? `✓ ${t('fileSame')}${known.name}` : `✗ ${t('fileOther')}${file.name}`;
}

function choose(to) {
  lang = to;
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  document.body.className = lang;
  byId('key-note').textContent = byId('key').dataset.fetched ? t('keyFrom') : '';
}

async function start() {
  choose(lang);
  byId('to-zh').addEventListener('click', () => choose('zh'));
  byId('to-en').addEventListener('click', () => choose('en'));
  byId('form').addEventListener('submit', verify);
  byId('attachment').addEventListener('change', checkFile);
  byId('address-row').hidden = !served;
  if (!served) return;
  byId('address').value = query.get('address') || '';
  try {
    const answer = await fetch('/log/key', { credentials: 'omit' });
    if (answer.ok) {
      byId('key').value = (await answer.text()).trim();
      byId('key').dataset.fetched = 'yes';
      choose(lang);
    }
  } catch {
    // The reader brings the key.
  }
  if (byId('address').value && byId('key').value) verify();
}

start();
