// Works in omhu as people of each role do, in Chromium: pages.mjs FOLDER OMHU   (screenshots go to FOLDER)
//
// Starts the demonstration on data of its own, signs in, opens the pages of each role in both languages at two widths:
// accessible to axe-core, no sideways scroll at 320 pixels, nothing asked of any other place, no complaint in the console.
// So are forms with faults in them, lists without anything, pages that say no, and two people in one case. Then one task
// by keyboard alone, and the same without JavaScript.

import { join } from "node:path";

import { begin, follow } from "./eye.mjs";
import { onward } from "./hand.mjs";

const [folder, omhu] = process.argv.slice(2);
const { home, faults, open, signIn, look, lookHere, end } = await begin(omhu);

/** Searches as people do, and looks at what was found. */
async function seek(page, who, words) {
  await page.goto(`${home}/search`);
  await page.locator("main [name='q']").fill(words);
  await follow(page, () => page.locator("main form button").first().click());
  await lookHere(page, who, `searched for ${words}`);
}

// ---- every role's pages, in both languages ---------------------------------------------------

const front = {
  raadgiver: ["/", "/cases", "/notifications/new", "/search", "/account", "/account/calendar", "/shortcuts"],
  koordinator: ["/", "/cases", "/team", "/stand-ins", "/stand-ins/new"],
  teamleder: ["/", "/team", "/seconds", "/stand-ins", "/stand-ins/new", "/oversight", "/oversight/looks"],
  kvalitet: ["/"],
  auditor: ["/"],
  controller: ["/"],
  direktion: ["/"],
  dpo: ["/", "/oversight", "/oversight/looks", "/oversight/samples", "/oversight/samples/new"],
  brugeradmin: ["/", "/administration", "/administration/accounts/new", "/administration/roles", "/administration/teams", "/administration/teams/new"],
  system: ["/", "/administration/system", "/administration/settings", "/administration/tokens", "/administration/tokens/new"],
};
let due = "";
const numbers = [];
for (const [name, paths] of Object.entries(front)) {
  const page = await open();
  await signIn(page, name);
  if (name === "raadgiver") {
    const links = await page.locator('main .duty-who a').evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    numbers.push(...links.map((href) => Number(/\d+$/.exec(href)[0])));
    // A desk's screen shows ten rows: so many of the usual height stand below the first one's upper edge.
    const rows = await page.locator("main .duty").evaluateAll((all) => all.map((row) => row.getBoundingClientRect()).map(({ top, height }) => ({ top, height })));
    const usual = rows.map((row) => row.height).sort((a, b) => a - b)[Math.floor(rows.length / 2)];
    const fit = Math.floor((768 - rows[0].top) / usual);
    if (fit < 10) faults.push(`My day shows ${fit} rows of ${usual} pixels on a screen, not 10`);
    due = (await page.locator('a[href*="/steps/"]').first().getAttribute("href")) ?? "";
    const id = /\/cases\/(\d+)/.exec(due)?.[1];
    paths.push(due, ...["", "/journal", "/notes/new", "/steps", "/looks", "/steps/decision", "/steps/plan", "/people/new", "/conflicts"].map((end) => `/cases/${id}${end}`));
  }
  if (name === "brugeradmin") {
    await page.goto(`${home}/administration?q=raadgiver`);
    const account = await page.locator("tbody a").first().getAttribute("href");
    const ends = ["", "/particulars", "/provider", "/teams", "/roles/new", "/link", "/disable"];
    paths.push(...ends.map((end) => account + end));
  }
  for (const lang of ["da", "en"]) {
    if (lang === "en") await page.locator(".frame-language button").click();
    for (const path of paths) await look(page, `${name} ${lang}`, path);
    if (name === "raadgiver") await seek(page, `${name} ${lang}`, "Lund");
    await page.goto(home + paths.at(-1));
    await page.screenshot({ path: join(folder, `pages-${name}-${lang}.png`) });
  }
  await page.context().close();
}

// ---- forms with faults, empty lists, pages that say no, two people in one case -----------------

const own = /\/cases\/\d+/.exec(due)[0];
// The newest case is open, has a plan with goals, and is at hand whatever the day.
const shared = `/cases/${Math.max(...numbers)}`;
// Each shape of a form, sent in a way that cannot be: page, what is done before, whether it is a step.
const fill = (name, text) => (page) => page.locator(`main [name="${name}"]`).fill(text);
// A file that comes with a fault is kept, and the form says so.
const attach = async (page) => {
  await page.locator("main [type=file]").setInputFiles({ name: "brev.txt", mimeType: "text/plain", buffer: Buffer.from("Fra skolen") });
  await fill("when", "")(page);
};
const wrong = [
  ["/notifications/new", fill("received", "i overmorgens")],
  [`${own}/notes/new`, fill("when", "32.1.2026")],
  [`${own}/steps/immediate-assessment`, fill("when", "snart")],
  [`${own}/steps/child-conversation`, (page) => page.locator('label[for="f-held-2"]').click()],
  [`${own}/steps/decision`, fill("when", "")],
  [`${own}/steps/plan`, fill("goals.0.text", "Jeg vil svømme")],
  [`${own}/steps/measure-start`, fill("cost_per_month", "gratis")],
  [`${own}/steps/review-rhythm`, fill("rhythm.other", "tit")],
  [`${own}/steps/assessment-part`, fill("findings", "")],
  [`${own}/steps/document`, fill("when", "")],
  [`${own}/steps/document`, attach],
  [`${own}/steps/take-back`, fill("wrong_why", "")],
  [`${own}/people/new`, fill("cpr", "12")],
  ["a fact that is corrected", fill("reason", "")],
];
{
  const page = await open();
  await signIn(page, "raadgiver");
  for (const lang of ["da", "en"]) {
    if (lang === "en") await page.locator(".frame-language button").click();
    for (const [path, before] of wrong) {
      if (path.startsWith("/")) await page.goto(`${home}${path}${path.includes("steps") ? "?fresh=true" : ""}`);
      else {
        await page.goto(home + shared);
        await follow(page, () => page.locator('main a[href*="/facts/"]').first().click());
      }
      await before(page);
      const answered = page.waitForResponse((answer) => answer.request().method() === "POST" && !answer.url().includes("draft"));
      await follow(page, () => page.locator("main form button.button-primary").first().click());
      const status = (await answered).status();
      if (status !== 422) faults.push(`${lang} ${path} with a fault in it: status ${status}`);
      if ((await page.locator(".form-error").count()) === 0) faults.push(`${lang} ${path}: no field says what is wrong`);
      if (before === attach && (await page.locator("main [name='kept.file']").count()) !== 1) faults.push(`${lang} ${path}: the file is not kept`);
      await lookHere(page, `raadgiver ${lang}`, `${path}, sent with a fault`);
    }
    await page.screenshot({ path: join(folder, `pages-fault-${lang}.png`) });
    await seek(page, `raadgiver ${lang}`, "qxqxqx");
    for (const path of ["/cases?reference=qx", `${own}/journal?words=qxqxqx`]) await look(page, `raadgiver ${lang}`, path);
    for (const end of ["", "/handover", "/steps/review", "/steps/plan-revised", "/facts/1"]) await look(page, `raadgiver ${lang}`, shared + end);
    await page.goto(`${home}/account/calendar`);
    await follow(page, () => page.locator("main form button").first().click());
    await lookHere(page, `raadgiver ${lang}`, "the address of a calendar");
    for (const path of ["/nowhere", "/cases/99999999"]) await look(page, `raadgiver ${lang}`, path, 404);
    // A case of another team: refused, with the way through the glass.
    for (let number = 1; number < 200; number += 1) {
      const answer = await page.goto(`${home}/cases/${number}`);
      if (answer.status() !== 403) continue;
      await lookHere(page, `raadgiver ${lang}`, "a case of another team");
      break;
    }
  }
  await page.context().close();
  const leader = await open();
  await signIn(leader, "teamleder");
  for (const lang of ["da", "en"]) {
    if (lang === "en") await leader.locator(".frame-language button").click();
    await look(leader, `teamleder ${lang}`, "/?worker=nobody");
    await look(leader, `teamleder ${lang}`, `${own}/handover`);
    await leader.goto(`${home}${own}/steps/handover?fresh=true`);
    await follow(leader, () => leader.locator("main form button.button-primary").first().click());
    await lookHere(leader, `teamleder ${lang}`, "a handover to nobody");
    // Who is let into a case, who is kept out of it, who notified: as they open, and sent empty.
    for (const end of ["/beside", "/conflicts", "/notifier"]) {
      await look(leader, `teamleder ${lang}`, own + end);
      const button = leader.locator("main form button.button-primary");
      if ((await button.count()) === 0) continue;
      await follow(leader, () => button.first().click());
      if ((await leader.locator(".form-error").count()) === 0) faults.push(`teamleder ${lang} ${end}: no field says what is wrong`);
      await lookHere(leader, `teamleder ${lang}`, `${end}, sent empty`);
    }
  }
  await leader.context().close();
}

// Two write in one case at once: the second sees both texts, and the draft is kept.
for (const javaScriptEnabled of [true, false]) {
  const [first, second] = [await open({ javaScriptEnabled }), await open({ javaScriptEnabled })];
  await signIn(first, "raadgiver");
  await signIn(second, "teamleder");
  const form = `${home}${shared}/steps/note?fresh=true`;
  const texts = [`Den første skrev dette ${javaScriptEnabled}.`, `Den anden skrev dette ${javaScriptEnabled}.`];
  await first.goto(form);
  await second.goto(form);
  await first.fill("main [name=words]", texts[0]);
  await second.fill("main [name=words]", texts[1]);
  for (const page of [second, first]) {
    await follow(page, () => page.locator("main form button.button-primary").first().click());
  }
  const said = await first.locator("main").innerText();
  const typed = await first.locator("main [name=words]").inputValue().catch(() => "");
  if (!said.includes(texts[1]) || typed !== texts[0]) faults.push(`two in one case: a text is lost: ${said.slice(0, 200)}`);
  // axe-core is a script itself.
  if (javaScriptEnabled) await lookHere(first, "raadgiver", "two in one case");
  await first.screenshot({ path: join(folder, `pages-conflict-${javaScriptEnabled ? "script" : "plain"}.png`) });
  await follow(first, () => first.locator("main form button.button-primary").first().click());
  await first.goto(`${home}${shared}/journal`);
  const journal = await first.locator("main").innerText();
  for (const text of texts) if (!journal.includes(text)) faults.push(`two in one case: the journal lacks "${text}"`);
  await first.context().close();
  await second.context().close();
}

// ---- what one may not see --------------------------------------------------------------------

const stranger = await open();
await signIn(stranger, "direktion");
const hidden = await stranger.goto(home + due);
if (![403, 404].includes(hidden.status())) faults.push(`a director opens a form of a case: ${hidden.status()}`);
await stranger.context().close();

// ---- a case opened with a reason, followed up, and a sample of look-ups drawn and judged ---------------------------

async function send(page, path, fields) {
  await page.goto(home + path);
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`main [name="${name}"]`);
    if ((await field.first().getAttribute("type")) === "radio") await page.check(`main [name="${name}"][value="${value}"]`);
    else await field.fill(value);
  }
  await Promise.all([page.waitForEvent("load"), page.locator("main form button.button-primary").click()]);
}

const id = /\/cases\/(\d+)/.exec(due)?.[1];
const curious = await open();
await signIn(curious, "dpo");
// A look that no task explains: it is refused, and drawn.
await curious.goto(`${home}/cases/${id}`);
const reason = "Politiet har ringet om barnet i nat";
await send(curious, `/cases/${id}/glass`, { category: "acute_concern", reason });
await curious.goto(`${home}/cases/${id}`);
await send(curious, "/oversight/samples/new", {});
const sample = new URL(curious.url()).pathname;
await look(curious, "dpo", sample);
await curious.screenshot({ path: join(folder, "pages-sample.png"), fullPage: true });
const drawn = await curious.locator("tbody a").first().getAttribute("href");
await look(curious, "dpo", drawn);
await curious.screenshot({ path: join(folder, "pages-drawn.png"), fullPage: true });
await curious.context().close();
const leader = await open();
await signIn(leader, "teamleder");
await leader.goto(`${home}/oversight`);
const glass = await leader.locator('a[href^="/oversight/glass/"]').first().getAttribute("href");
await look(leader, "teamleder", glass);
await leader.screenshot({ path: join(folder, "pages-glass.png"), fullPage: true });
await send(leader, glass, { finding: "justified", remark: "Vagten har bekræftet opkaldet" });
if (new URL(leader.url()).pathname !== "/oversight") faults.push(`following up ends at ${leader.url()}`);
await look(leader, "teamleder", "/oversight");
await leader.context().close();

// ---- a form under its row: opened, left, opened again, sent with a fault, saved ------------------------

for (const lang of ["da", "en"]) {
  const page = await open();
  await signIn(page, "raadgiver");
  if (lang === "en") await follow(page, () => page.locator(".frame-language button").click());
  const fault = (text) => faults.push(`a form under its row, ${lang}: ${text}`);
  const [box, heading] = [page.locator(".opened"), page.locator(".opened h3")];
  const focused = (locator) => locator.evaluate((element) => element === document.activeElement);
  const reviews = 'main .duty-act > a[data-open][href*="/steps/review?"]';
  const href = await page.locator(reviews).first().getAttribute("href");
  const link = page.locator(`main a[data-open][href="${href}"]`).first();
  const rows = await page.locator("main [data-row]").count();
  if ((await link.getAttribute("aria-expanded")) !== "false") fault("the row does not say that it can be opened");
  await link.focus();
  await onward(page, () => page.keyboard.press("Enter"));
  if (new URL(page.url()).pathname !== "/") fault(`leads away to ${page.url()}`);
  if (!(await focused(heading))) fault("the focus is not in the form");
  if ((await link.getAttribute("aria-expanded")) !== "true") fault("the row does not say that it is open");
  const below = await link.evaluate((element) => element.closest("li").nextElementSibling?.className);
  if (below !== "opened") fault(`under the row stands ${below}`);
  await lookHere(page, `raadgiver ${lang}`, "a form under its row");
  await page.screenshot({ path: join(folder, `pages-row-${lang}.png`) });
  // Letters are letters where somebody writes; what was written is there again.
  const note = box.locator('[name="note"]');
  await note.focus();
  await page.keyboard.type("jkn/? og mere");
  await page.keyboard.press("Escape");
  await box.waitFor({ state: "detached" });
  if (!(await focused(link))) fault("the focus does not come back to the row");
  await onward(page, () => page.keyboard.press("Enter"));
  if ((await note.inputValue()) !== "jkn/? og mere") fault(`the draft is "${await note.inputValue()}"`);
  // Another row is opened: the first goes, and keeps its text.
  const other = page.locator(`${reviews}:not([href="${href}"]), main .duty-act > a[data-open]:not([href="${href}"])`).first();
  await onward(page, () => other.click());
  if ((await box.count()) !== 1) fault(`${await box.count()} forms are open`);
  await onward(page, () => link.click());
  if ((await note.inputValue()) !== "jkn/? og mere") fault("the draft is lost to another form");
  await page.setViewportSize({ width: 320, height: 640 });
  await page.screenshot({ path: join(folder, `pages-row-small-${lang}.png`) });
  await page.setViewportSize({ width: 1366, height: 768 });
  await box.locator('[name="when"]').fill("i overmorgens");
  await onward(page, () => box.locator("#save").click());
  if ((await box.locator(".form-error").count()) === 0) fault("a fault is not said in place");
  if (!(await focused(box.locator("[data-focus]")))) fault("the list of faults has not the focus");
  await lookHere(page, `raadgiver ${lang}`, "a form under its row, sent with a fault");
  // The server is out of reach: nothing is lost.
  await page.context().setOffline(true);
  await box.locator('[name="when"]').fill("");
  await box.locator("#save").click();
  await box.locator("[data-said]:not(:empty)").waitFor();
  if ((await note.inputValue()) !== "jkn/? og mere") fault("the text is lost where the server is out of reach");
  await page.context().setOffline(false);
  await page.keyboard.press("Escape");
  await box.waitFor({ state: "detached" });
  await onward(page, () => link.click());
  await onward(page, () => box.locator('a[href*="fresh=true"]').first().click());
  if ((await note.inputValue()) !== "") fault("the form does not begin anew");
  await note.fill("Det går bedre i skolen.");
  await onward(page, () => box.locator("#save").click());
  const said = await box.innerText();
  if (!/Det er registreret|It is registered/.test(said) || !said.includes("Det går bedre i skolen.")) fault(`no receipt: ${said.slice(0, 300)}`);
  if ((await box.locator('form[action$="/undo"] button').count()) !== 1) fault("the receipt cannot be undone");
  if (!(await focused(heading))) fault("the focus is not on the receipt");
  const first = async () => (await page.locator(`main .duty a[href="${href}"]:visible`).count()) > 0;
  if (await first()) fault("the list still asks for it");
  await lookHere(page, `raadgiver ${lang}`, "a receipt under its row");
  await page.screenshot({ path: join(folder, `pages-row-done-${lang}.png`) });
  await onward(page, () => box.locator('form[action$="/undo"] button').click());
  if (!(await first())) fault("undone, the list does not ask for it again");
  await page.keyboard.press("Escape");
  await box.waitFor({ state: "detached" });
  if ((await page.locator("main [data-row]").count()) !== rows) fault("undone, the list has other rows than before");
  if (!(await page.evaluate(() => document.activeElement.matches("[data-open]")))) fault("after the receipt the focus is on no row");
  await page.context().close();
}

// ---- one task by keyboard alone, with and without JavaScript -----------------------------------

for (const javaScriptEnabled of [true, false]) {
  const page = await open({ javaScriptEnabled });
  await signIn(page, "raadgiver");
  const rows = () => page.locator('main a[href*="/steps/"]');
  const before = await rows().count();
  const first = rows().first();
  const href = await first.getAttribute("href");
  await first.focus();
  await onward(page, () => page.keyboard.press("Enter"));
  const asked = await page.locator("#step-form").getAttribute("action");
  if (asked !== href.split("?")[0]) faults.push(`by keyboard, ${href}: ${asked} is opened`);
  // Radio buttons without an answer get their last one: no danger, nothing more, yes.
  for (const field of await page.locator("fieldset:visible").all()) {
    if ((await field.locator("input[type=radio]:checked").count()) === 0 && (await field.locator("input[type=radio]").count()) > 0) {
      await field.locator("input[type=radio]").last().focus();
      await page.keyboard.press("Space");
    }
  }
  const button = page.locator("main form button.button-primary").first();
  await button.focus();
  await onward(page, () => page.keyboard.press("Enter"));
  const text = await page.locator("main").innerText();
  if ((await page.locator(".form-error").count()) > 0) faults.push(`by keyboard, ${href}: ${text.slice(0, 300)}`);
  await page.screenshot({ path: join(folder, `pages-task-${javaScriptEnabled ? "script" : "plain"}.png`) });
  await page.goto(home);
  const after = await rows().count();
  if (after >= before) faults.push(`by keyboard, ${href}: ${before} rows before the task and ${after} after it`);
  console.log(`    ${before} rows before the task, ${after} after it (scripts ${javaScriptEnabled ? "on" : "off"})`);
  await page.context().close();
}

await end();
