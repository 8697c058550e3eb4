// Does the frequent tasks of casework in Chromium and counts what they cost: tasks.mjs FOLDER OMHU OUT
// (screenshots go to FOLDER, ux-budget.json to OUT)
//
// Each way of working gets a demonstration of its own: with the pointer and by keyboard alone, with JavaScript and
// without it. A task begins on My day, must stay within its budget, and is there on the case afterwards.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { demonstration, launch, signIn } from "./demonstration.mjs";
import { Hand, stopsTo } from "./hand.mjs";

const [folder, omhu, out] = process.argv.slice(2);

// What a task may cost, in clicks, keystrokes beside free text, and pages.
const BUDGET = {
  "1 what is due": { clicks: 0, keys: 0, pages: 1 },
  "2 journal note": { clicks: 3, keys: 0, pages: 1 },
  "3 notification": { clicks: 4, keys: 20, pages: 2 },
  "4 immediate assessment": { clicks: 3, keys: 0, pages: 1 },
  "5 conversation held": { clicks: 4, keys: 4, pages: 1 },
  "5 conversation omitted": { clicks: 4, keys: 4, pages: 1 },
  "6 assessment opened": { clicks: 4, keys: 0, pages: 2 },
  "7 assessment finished": { clicks: 4, keys: 0, pages: 2 },
  "8 plan": { clicks: 6, keys: 0, pages: 2 },
  "9 follow-up": { clicks: 3, keys: 0, pages: 1 },
  "10 handover": { clicks: 3, keys: 4, pages: 2 },
  "11 overdue on paper": { clicks: 2, keys: 0, pages: 1 },
};
// The ten tasks together; the talk that was not held is another way through the fifth.
const SUM = { clicks: 34, keys: 28 };

// From the beginning of a page to its main action, in presses of Tab.
const MOST_STOPS = 12;

const faults = [];
const told = {};

/** Somebody signed in, on My day. */
async function person(browser, home, name, javaScriptEnabled) {
  const context = await browser.newContext({ locale: "da-DK", viewport: { width: 1366, height: 768 }, javaScriptEnabled });
  const page = await context.newPage();
  await signIn(page, home, name);
  return page;
}

/** The six cases that the demonstration has at hand: the newest ones on My day. */
async function atHand(page) {
  const links = await page.locator("main .duty-who a").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  const numbers = [...new Set(links.map((href) => Number(/\d+$/.exec(href)[0])))].sort((a, b) => a - b);
  return numbers.slice(-6);
}

async function way(browser, name, { javaScriptEnabled, keyboard }) {
  const { home, end } = await demonstration(omhu, 60);
  const page = await person(browser, home, "raadgiver", javaScriptEnabled);
  const [notified, screened, silent, nearly, decided, helped] = await atHand(page);
  const main = page.locator("main");
  const fault = (task, text) => faults.push(`${name}, ${task}: ${text}`);
  const row = (at, number) => at.locator(".duty", { has: at.locator(`a[href="/cases/${number}"]`) });
  const register = (number, step) => page.locator(`main a.button[href^="/cases/${number}/steps/${step}"]`).first();
  const field = (label) => page.locator(`main form [name="${label}"]`);
  const radio = (label, value) => page.locator(`main input[type=radio][name="${label}"][value="${value}"]`);
  const save = () => page.locator("main form button.button-primary").first();

  /** Does a task from My day on, and compares with its budget. */
  async function task(title, work, at = page) {
    const hand = new Hand(at, keyboard);
    await at.goto(home);
    hand.begin();
    try {
      await work(hand, title);
    } catch (error) {
      fault(title, String(error).split("\n")[0]);
      await at.screenshot({ path: join(folder, `tasks-${name.replaceAll(" ", "-")}-${title.split(" ")[0]}.png`), fullPage: true });
      return;
    }
  }

  /** What it cost, read before the effect is looked at. */
  function count(hand, title) {
    const cost = hand.counted();
    (told[title] ??= {})[name] = cost;
    for (const [what, most] of Object.entries(BUDGET[title])) {
      if (cost[what] > most) fault(title, `${cost[what]} ${what}, the budget has ${most}`);
    }
  }

  async function receipt(title) {
    // On the page of its own, or under the row that was opened.
    const heading = (await page.locator("h1, .opened h3").last().innerText()).trim();
    if (!heading.startsWith("Det er registreret")) {
      throw new Error(`no receipt but "${heading}": ${(await main.innerText()).replace(/\s+/g, " ").slice(0, 400)}`);
    }
    return main.locator(".step").innerText();
  }

  async function stands(title, number, words) {
    await page.goto(`${home}/cases/${number}`);
    const text = await page.locator("body").textContent();
    for (const word of words) if (!text.includes(word)) fault(title, `case ${number} does not say "${word}"`);
  }

  async function isMet(title, number, step) {
    await page.goto(home);
    if ((await register(number, step).count()) > 0) fault(title, `case ${number} still asks for ${step}`);
  }

  const beside = (number, end) => row(page, number).first().locator(`.duty-more a[href="/cases/${number}${end}"]`);

  await task("1 what is due", async (hand, title) => {
    count(hand, title);
    for (const number of [notified, screened, silent, nearly, decided, helped]) {
      const own = row(page, number).first();
      if (!(await own.isVisible())) fault(title, `case ${number} is not seen without a click`);
      const why = await own.locator(".duty-why").innerText();
      if (!why.includes("Hvorfor:") || !why.includes("§")) fault(title, `case ${number} does not say why: ${why}`);
    }
  });

  await task("2 journal note", async (hand, title) => {
    await hand.go(beside(helped, "/notes/new"));
    await hand.write(field("text"), "Talte med skolen om idræt.");
    await hand.go(save());
    count(hand, title);
    await stands(title, helped, ["Talte med skolen om idræt."]);
  });

  await task("3 notification", async (hand, title) => {
    await page.goto(`${home}/cases/${helped}`);
    const reference = /\d{4}-\d+/.exec(await page.locator(".case-head").innerText())[0];
    await page.goto(home);
    hand.begin();
    await hand.go(page.locator('.frame-nav a[href="/notifications/new"]'));
    await hand.type(field("child.0.find"), reference);
    await hand.choose(radio("notifier", "professional"));
    await hand.write(field("concern"), "Kom uden jakke og madpakke tre dage i træk.");
    await hand.go(save());
    count(hand, title);
    const text = await main.innerText();
    if (!text.includes("Underretningen er modtaget")) throw new Error(`no receipt: ${text.slice(0, 300)}`);
    await stands(title, helped, ["Kom uden jakke"]);
    await page.goto(home);
    if ((await register(helped, "immediate-assessment").count()) !== 1) fault(title, "the 24 hours do not run");
  });

  await task("4 immediate assessment", async (hand, title) => {
    await hand.go(register(notified, "immediate-assessment"));
    await hand.choose(radio("danger", "no_danger"));
    await hand.go(page.locator('main form button[name="outcome"][value="assess"]'));
    count(hand, title);
    await receipt(title);
    await stands(title, notified, ["Nej, ikke akut fare", "Børnefaglig undersøgelse"]);
    await isMet(title, notified, "immediate-assessment");
  });

  await task("5 conversation held", async (hand, title) => {
    await hand.go(beside(silent, "/steps/child-conversation"));
    await hand.write(field("child_view"), "Vil gerne sove hos mormor om fredagen.");
    await hand.go(save());
    count(hand, title);
    await receipt(title);
    await stands(title, silent, ["Vil gerne sove hos mormor"]);
  });

  await task("5 conversation omitted", async (hand, title) => {
    await hand.go(beside(screened, "/steps/child-conversation"));
    await hand.choose(radio("held", "omitted"));
    await hand.write(field("omitted_why"), "Er spædbarn og indlagt.");
    await hand.go(save());
    count(hand, title);
    await receipt(title);
    await stands(title, screened, ["Er spædbarn og indlagt."]);
  });

  await task("6 assessment opened", async (hand, title) => {
    await hand.touch(row(page, screened).first().locator("summary", { hasText: "Andet" }));
    await hand.go(beside(screened, "/steps/open-assessment"));
    await hand.choose(radio("cooperation", "yes"));
    await hand.go(save());
    count(hand, title);
    const text = await receipt(title);
    for (const part of ["Kladde til brev", "Gør den børnefaglige undersøgelse færdig"]) if (!text.includes(part)) fault(title, `the receipt lacks ${part}`);
    await page.goto(home);
    await stands(title, screened, ["Børnefaglig undersøgelse besluttet"]);
  });

  await task("7 assessment finished", async (hand, title) => {
    await hand.go(register(nearly, "finish-assessment"));
    await hand.write(field("conclusion"), "Trives i skolen. Har brug for ro derhjemme.");
    await hand.choose(radio("support", "support"));
    await hand.go(page.locator('main form button[name="go_on"]'));
    count(hand, title);
    const address = await page.locator("#step-form").getAttribute("action");
    if (address !== `/cases/${nearly}/steps/decision`) {
      throw new Error(`does not lead on to the decision: ${(await main.innerText()).slice(0, 300)}`);
    }
    const text = await main.innerText();
    for (const part of ["Se kvitteringen", "Afgørelsen mangler endnu"]) {
      if (!text.includes(part)) fault(title, `the decision lacks ${part}`);
    }
    await stands(title, nearly, ["Trives i skolen."]);
    await isMet(title, nearly, "finish-assessment");
  });

  await task("8 plan", async (hand, title) => {
    await hand.go(register(decided, "plan"));
    const goal = await field("goals.0.text").inputValue();
    if (goal !== "Jeg vil sove hjemme hver nat") fault(title, `the goal of the assessment is not there: "${goal}"`);
    await hand.choose(radio("goals.0.now", "3"));
    await hand.choose(radio("goals.0.wanted", "8"));
    await hand.go(save());
    count(hand, title);
    await receipt(title);
    await stands(title, decided, ["Jeg vil sove hjemme hver nat", "3", "/ 8"]);
    await isMet(title, decided, "plan");
  });

  await task("9 follow-up", async (hand, title) => {
    await hand.go(register(helped, "review"));
    await hand.write(field("note"), "Går i skole hver dag nu.");
    await hand.go(save());
    count(hand, title);
    const text = await receipt(title);
    if (!text.includes("Hold opfølgning")) fault(title, "the receipt does not name the next follow-up");
    await stands(title, helped, ["Går i skole hver dag nu."]);
  });
  // From the beginning of a page to what it is for, past what stands before it.
  if (keyboard) {
    const forms = [
      `/cases/${helped}/notes/new`,
      ...["child-conversation", "open-assessment", "decision", "plan", "review"].map((step) => `/cases/${helped}/steps/${step}`),
    ];
    // A notification has nothing to save before somebody is found.
    const find = ["/notifications/new", '[name="child.0.find"]'];
    const aims = [["/", ".duty-act a.button"], find, ...forms.map((path) => [path, "#save"])];
    for (const [path, aim] of aims) {
      await page.goto(home + path);
      const stops = await stopsTo(page, page.locator(`main ${aim}`).first());
      (told["tab stops"] ??= {})[path.replace(/\d+/, "N")] = stops;
      if (stops > MOST_STOPS) fault("tab stops", `${stops} to ${aim} on ${path}, at most ${MOST_STOPS}`);
    }
  }
  await page.context().close();

  const coordinator = await person(browser, home, "koordinator", javaScriptEnabled);
  await task(
    "10 handover",
    async (hand, title) => {
      const link = coordinator.locator("main .duty-who a").first();
      const address = await link.getAttribute("href");
      await hand.go(link);
      const present = await coordinator.locator(".case-head").innerText();
      await hand.go(coordinator.locator(`main a[href^="${address}/"]`, { hasText: "Overdrag" }).first());
      const workers = coordinator.locator('main select[name="caseworker"]');
      const names = await workers.locator('option:not([value=""])').allInnerTexts();
      const lower = names.map((text) => text.toLowerCase());
      const alone = (letters) => lower.filter((text) => text.startsWith(letters)).length === 1;
      const pick = lower.findIndex((text, at) => !present.includes(names[at].trim()) && /^[a-zæøå]{4}/.test(text) && [2, 3, 4].some((n) => alone(text.slice(0, n))));
      const length = [2, 3, 4].find((n) => alone(lower[pick].slice(0, n)));
      await hand.type(workers, lower[pick].slice(0, length));
      await hand.go(coordinator.locator("main form .buttons .button-primary").first());
      count(hand, title);
      const text = await coordinator.locator("main").innerText();
      for (const part of ["Overdragelse", "Næste", "Plan og mål", "Hvem har haft sagen"]) {
        if (!text.includes(part)) fault(title, `the sheet lacks ${part}: ${text.slice(0, 200)}`);
      }
      await coordinator.goto(home + address);
      const head = await coordinator.locator(".case-head").innerText();
      if (!head.includes(names[pick].trim())) fault(title, `the case is not ${names[pick]}'s: ${head}`);
    },
    coordinator,
  );
  await coordinator.context().close();

  const leader = await person(browser, home, "teamleder", javaScriptEnabled);
  await task(
    "11 overdue on paper",
    async (hand, title) => {
      await hand.go(leader.getByRole("link", { name: "Udskriv det overskredne" }));
      // The browser's own print, by its keys or its button.
      hand.clicks += 1;
      count(hand, title);
      await leader.emulateMedia({ media: "print" });
      if (await leader.locator(".frame-nav").isVisible()) fault(title, "the navigation is on the paper");
      const rows = leader.locator("main .duty:visible");
      const shown = await rows.count();
      const reasons = await rows.locator(".duty-why", { hasText: "§" }).count();
      if (shown === 0 || reasons !== shown) fault(title, `${shown} rows on paper, ${reasons} with a reason`);
      await leader.pdf({ path: join(folder, `tasks-${name.replaceAll(" ", "-")}.pdf`) });
    },
    leader,
  );
  await leader.context().close();
  await end();
}

const browser = await launch();
const names = [];
for (const javaScriptEnabled of [true, false]) {
  for (const keyboard of [false, true]) {
    const name = `${keyboard ? "keyboard" : "pointer"}, scripts ${javaScriptEnabled ? "on" : "off"}`;
    names.push(name);
    await way(browser, name, { javaScriptEnabled, keyboard });
  }
}
await browser.close();

const sums = {};
for (const name of names) {
  const ten = Object.entries(told).filter(([title]) => BUDGET[title] && !title.startsWith("11") && title !== "5 conversation omitted");
  const sum = (what) => ten.reduce((all, [, costs]) => all + (costs[name]?.[what] ?? 0), 0);
  sums[name] = { clicks: sum("clicks"), keys: sum("keys"), pages: sum("pages"), seconds: Math.round(sum("seconds")) };
  for (const [what, most] of Object.entries(SUM)) {
    if (sums[name][what] > most) faults.push(`${name}: ${sums[name][what]} ${what} in all, the budget has ${most}`);
  }
}
await mkdir(out, { recursive: true });
await writeFile(join(out, "ux-budget.json"), `${JSON.stringify({ budget: BUDGET, sum: SUM, told, sums }, null, 2)}\n`);
for (const [title, costs] of Object.entries(told).filter(([title]) => BUDGET[title])) {
  const line = names.map((name) => (costs[name] ? `${costs[name].clicks}/${costs[name].keys}/${costs[name].pages}` : "-"));
  console.log(`    ${title.padEnd(24)} ${line.join("   ")}   (clicks/keys/pages; ${names.join("; ")})`);
}
console.log(`    tab stops to the main action: ${Object.entries(told["tab stops"] ?? {}).map(([path, stops]) => `${path} ${stops}`).join(", ")}`);
for (const name of names) console.log(`    ${name}: ${sums[name].clicks} clicks, ${sums[name].keys} keys, about ${sums[name].seconds} s for the ten`);
for (const fault of faults) console.log(`    ${fault}`);
console.log(`    ${Object.keys(BUDGET).length} tasks in ${names.length} ways, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
