// An eye on the pages of a demonstration on data of its own: accessible to axe-core, no sideways scroll at 320 pixels,
// nothing asked of any other place, no complaint in the console.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { demonstration, launch, signIn } from "./demonstration.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What leads to another page, and that page. */
export async function follow(page, act) {
  const loaded = page.waitForEvent("load");
  await act();
  await loaded;
}

/** Notes what is wrong with the page that is open, called `name`: a text that lacks, its accessibility, its width. */
export async function judge(page, name, faults) {
  if ((await page.locator("body").innerText()).includes("⟦")) faults.push(`${name}: a text is missing`);
  if ((await page.locator("h1").count()) !== 1) faults.push(`${name}: not one h1`);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  for (const { id, help, nodes } of violations) {
    faults.push(`${name}: ${id}: ${help}: ${nodes.length} places, first ${nodes[0].target}`);
  }
  await page.setViewportSize({ width: 320, height: 640 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (over > 0) faults.push(`${name}: ${over} pixels too wide for a small screen`);
  await page.setViewportSize({ width: 1366, height: 768 });
}

/** Starts the demonstration and a browser. `faults` is what was seen; `end` prints it and ends the program. */
export async function begin(omhu) {
  const faults = [];
  let looked = 0;

  const { home, end: endServer } = await demonstration(omhu, 300);
  const browser = await launch();

  /** A page that remembers what it asks for elsewhere and what it complains about. */
  async function open(options) {
    const context = await browser.newContext({ locale: "da-DK", viewport: { width: 1366, height: 768 }, ...options });
    const page = await context.newPage();
    page.on("request", (request) => {
      if (!request.url().startsWith(home) && !request.url().startsWith("data:")) faults.push(`asks for ${request.url()}`);
    });
    page.on("pageerror", (error) => faults.push(`${page.url()}: ${error}`));
    page.on("console", (message) => {
      // A refused page says its status in the console too, and so does a network that is switched off.
      const expected = ["the server responded with a status", "ERR_INTERNET_DISCONNECTED"];
      if (message.type() === "error" && !expected.some((text) => message.text().includes(text))) {
        faults.push(`${page.url()}: ${message.text()}`);
      }
    });
    return page;
  }

  async function look(page, name, path, status = 200) {
    const answer = await page.goto(home + path);
    if (answer.status() !== status) faults.push(`${name} ${path}: status ${answer.status()}, not ${status}`);
    await lookHere(page, name, path);
  }

  /** The page that is open, whatever led to it. */
  async function lookHere(page, name, path) {
    await judge(page, `${name} ${path}`, faults);
    looked += 1;
  }

  async function end() {
    await browser.close();
    await endServer();
    for (const fault of faults) console.log(`    ${fault}`);
    console.log(`    ${looked} pages looked at, ${faults.length} faults`);
    process.exit(faults.length === 0 ? 0 : 1);
  }

  return { home, faults, open, signIn: (page, name) => signIn(page, home, name), look, lookHere, end };
}
