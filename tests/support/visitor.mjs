// A browser without a screen: cookies, pages, forms. Enough to do what a person without JavaScript does.

const TAG = /<(form|input|select|option|textarea|button)\b([^>]*)>|<\/(form|select|textarea)>/gi;

export class Visitor {
  #cookies = new Map();

  constructor(base) {
    this.base = base;
  }

  /** The same visitor at the server's new address. */
  moveTo(base) {
    this.base = base;
  }

  async get(path) {
    return this.#follow(await this.#fetch(path, {}));
  }

  /** Sends a form and goes where the answer leads, as a browser does. */
  async send(form, changes = {}) {
    return this.#follow(await this.post(form, changes));
  }

  /** Sends a form; `changes` fills its fields by name, a value `{ name, bytes }` is a file; `more` are further pairs. */
  async post(form, changes = {}, more = []) {
    const fields = [...filled(form, changes), ...more];
    const headers = { origin: this.base };
    let body;
    if (form.multipart) {
      body = new FormData();
      for (const [name, value] of fields) {
        if (value?.bytes) body.append(name, new Blob([value.bytes]), value.name);
        else body.append(name, value);
      }
    } else {
      body = new URLSearchParams(fields);
    }
    return this.#fetch(form.action, { method: 'POST', headers, body });
  }

  async #fetch(path, options) {
    const headers = { ...options.headers };
    if (this.#cookies.size) headers.cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, this.base), { ...options, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie?.() ?? []) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/) ?? [];
      if (value) this.#cookies.set(name, value);
      else this.#cookies.delete(name);
    }
    return { path, status: response.status, location: response.headers.get('location'), html: await response.text() };
  }

  async #follow(answer) {
    for (let hops = 0; answer.location && hops < 5; hops += 1) {
      answer = { ...(await this.#fetch(answer.location, {})), redirected: true };
    }
    return answer;
  }
}

/** The forms of a page, each with its fields as a browser would send them. */
export function forms(html) {
  const found = [];
  let form;
  let select;
  for (const match of html.matchAll(TAG)) {
    const [, open, rest = '', close] = match;
    const tag = (open ?? close).toLowerCase();
    const at = attributes(rest);
    if (open && tag === 'form') {
      form = {
        action: at.action ?? '',
        method: (at.method ?? 'get').toLowerCase(),
        multipart: at.enctype === 'multipart/form-data',
        fields: [],
      };
      found.push(form);
    } else if (close && tag === 'form') {
      form = undefined;
    } else if (!form) {
      continue;
    } else if (tag === 'input' && at.name) {
      form.fields.push({ name: at.name, type: at.type ?? 'text', value: at.value ?? '', on: 'checked' in at });
    } else if (open && tag === 'textarea' && at.name) {
      const from = match.index + match[0].length;
      // A browser leaves out one line break after the tag.
      const typed = html.slice(from, html.indexOf('</textarea', from)).replace(/^\r?\n/, '');
      form.fields.push({ name: at.name, type: 'textarea', value: typed.replace(/&#?\w+;/g, decode) });
    } else if (open && tag === 'select') {
      select = { name: at.name, type: 'select', value: undefined, choices: [] };
      form.fields.push(select);
    } else if (close && tag === 'select') {
      select = undefined;
    } else if (tag === 'option' && select) {
      select.choices.push(at.value ?? '');
      if ('selected' in at || select.value === undefined) select.value = at.value ?? '';
    }
  }
  return found;
}

/** The first form whose action matches, or an error that shows the page. */
export function form(answer, matches) {
  const found = forms(answer.html).find(matches);
  if (!found) throw new Error(`no such form on ${answer.path} (${answer.status})\n${words(answer.html).slice(0, 600)}`);
  return found;
}

/** The page as text: tags away, blanks folded. */
export function words(html) {
  return html
    .replace(/<(script|style)[\s\S]*?<\/\1>/gi, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#?\w+;/g, decode)
    .replace(/\s+/g, ' ')
    .trim();
}

/** name → value pairs: what is there, what is changed, the first radio where none is chosen. */
function filled(form, changes) {
  const fields = [];
  const radios = new Map();
  for (const field of form.fields) {
    const change = changes[field.name];
    if (field.type === 'radio') {
      const group = radios.get(field.name) ?? { first: field.value };
      if (field.on) group.chosen = field.value;
      radios.set(field.name, group);
    } else if (field.type === 'checkbox') {
      if (field.on || (change ?? []).includes?.(field.value)) fields.push([field.name, field.value]);
    } else if (field.type === 'file') {
      if (change) fields.push([field.name, change]);
    } else if (field.type !== 'submit') {
      fields.push([field.name, change ?? field.value ?? '']);
    }
  }
  for (const [name, group] of radios) fields.push([name, changes[name] ?? group.chosen ?? group.first]);
  return fields;
}

function attributes(text) {
  const found = {};
  for (const [, name, , a, b, c] of text.matchAll(/([\w-]+)(\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g)) {
    found[name.toLowerCase()] = (a ?? b ?? c ?? '').replace(/&#?\w+;/g, decode);
  }
  return found;
}

function decode(entity) {
  const named = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&nbsp;': ' ' };
  if (named[entity]) return named[entity];
  const number = entity.match(/^&#(x?)([0-9a-f]+);$/i);
  return number ? String.fromCodePoint(parseInt(number[2], number[1] ? 16 : 10)) : entity;
}
