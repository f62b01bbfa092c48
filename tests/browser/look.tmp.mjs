import { launch, window, signIn, complaints } from './chromium.mjs';
const [base, out, ...jobs] = process.argv.slice(2);
const browser = await launch();
for (const lang of ['zh','en']) for (const width of [1280,390]) {
  const people = new Map();
  for (const job of jobs) {
    const [login, path, name] = job.split('|');
    if (!people.has(login)) { const p = await window(browser, base, {lang, width}); if (login) await signIn(p, login, 'mingbai-demo'); people.set(login, p); }
    const p = people.get(login);
    const r = await p.goto(path);
    const c = await complaints(p);
    if (r.status()!==200||c.length) console.log(lang,width,path,r.status(),c.join('; '));
    await p.screenshot({path:`${out}/${name}-${lang}-${width}.png`, fullPage:true});
  }
}
await browser.close();
