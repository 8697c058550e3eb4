// Every form of a case in Chromium, as it opens and as it comes back with a fault: forms.mjs OMHU
//
// Each is looked at in both languages: as it opens in the one, with a fault in the other, the next form the other way
// round. `FORMS=all` looks at each in every way, which takes twice as long.

import { begin, follow } from "./eye.mjs";

const [omhu] = process.argv.slice(2);
const { home, faults, open, signIn, look, lookHere, end } = await begin(omhu);
const all = process.env.FORMS === "all";

const pages = {};
let forms = [];
for (const lang of ["da", "en"]) {
  const page = (pages[lang] = await open());
  await signIn(page, "raadgiver");
  if (lang === "da") {
    const first = page.locator('main .duty-act > a[href*="/steps/"]').first();
    const own = /\/cases\/\d+/.exec(await first.getAttribute("href"))[0];
    await page.goto(`${home}${own}/steps`);
    const links = page.locator(`main a[href^="${own}/steps/"]`);
    const hrefs = await links.evaluateAll((found) => found.map((link) => link.getAttribute("href").split("?")[0]));
    forms = [...new Set(hrefs)].sort();
  } else {
    await follow(page, () => page.locator(".frame-language button").click());
  }
}
// The law's steps are many; a list that lost most of them would look well.
if (forms.length < 100) faults.push(`only ${forms.length} forms`);

/** Sends the form so that it cannot be taken: a day that is none, else nothing in any field. */
async function fault(page, path) {
  const days = page.locator("#step-form input[inputmode=numeric]:visible, #step-form [name=when]:visible");
  if ((await days.count()) > 0) await days.first().fill("i overmorgens");
  await follow(page, () => page.locator("#step-form button.button-primary").first().click());
  const errors = await page.locator(".form-error").count();
  if (errors === 0) faults.push(`${path}: no field says what is wrong`);
}

let opened = 0;
let returned = 0;
for (const [place, path] of forms.entries()) {
  for (const [of, lang] of ["da", "en"].entries()) {
    const page = pages[lang];
    if (all || place % 2 === of) {
      await look(page, lang, `${path}?fresh=true`);
      opened += 1;
    }
    if (all || place % 2 !== of) {
      await page.goto(`${home}${path}?fresh=true`);
      await fault(page, `${lang} ${path}`);
      await lookHere(page, lang, `${path}, sent with a fault`);
      returned += 1;
    }
  }
}
console.log(`    ${forms.length} forms: ${opened} as they open, ${returned} with a fault`);
await end();
