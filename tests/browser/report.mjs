// Looks at HTML reports in Chromium: report.mjs FOLDER FILE.html ...   (screenshots go to FOLDER)
//
// Each report must be accessible to axe-core, fit a screen of 320 pixels, ask nothing of any other place, work with
// JavaScript switched off, work by keyboard, and say that its data are simulated.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { launch } from "./demonstration.mjs";

const [folder, ...files] = process.argv.slice(2);
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const SIMULATED = { da: "Simulerede data", en: "Simulated data" };
const faults = [];

const browser = await launch();

/** Opens a report; remembers what it asks for and what it complains about. */
async function open(file, options) {
  const context = await browser.newContext({ locale: "da-DK", ...options });
  const page = await context.newPage();
  const url = pathToFileURL(resolve(file)).href;
  page.on("request", (request) => {
    if (request.url() !== url && !request.url().startsWith("data:")) {
      faults.push(`${basename(file)}: asks for ${request.url()}`);
    }
  });
  page.on("pageerror", (error) => faults.push(`${basename(file)}: ${error}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`${basename(file)}: ${message.text()}`);
  });
  await page.goto(url);
  return page;
}

const openAll = () => document.querySelectorAll("details").forEach((part) => (part.open = true));
const shown = (page) => page.locator("body").innerText();

async function accessible(name, page) {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => window.axe.run());
  for (const { id, help, nodes } of violations) {
    faults.push(`${name}: ${id}: ${help}: ${nodes.length} places, first ${nodes[0].target}`);
  }
  return passes.length;
}

for (const file of files) {
  const name = basename(file, ".html");
  const page = await open(file, { viewport: { width: 1280, height: 900 } });
  const lang = await page.locator("html").getAttribute("lang");
  const text = await page.locator("body").innerText();
  if (!(lang in SIMULATED)) faults.push(`${name}: the language is '${lang}'`);
  else if (!text.includes(SIMULATED[lang])) faults.push(`${name}: does not say that it is simulated`);
  if ((await page.title()).trim() === "") faults.push(`${name}: has no title`);
  await page.screenshot({ path: join(folder, `${name}-1280.png`) });

  // Everything folded can be opened by keyboard, and is accessible too.
  const first = page.locator("details > summary").first();
  if ((await first.count()) > 0) {
    await first.focus();
    await page.keyboard.press("Enter");
    const isOpen = await first.evaluate((summary) => summary.parentElement.open);
    if (!isOpen) faults.push(`${name}: a folded part does not open by keyboard`);
  }
  await page.evaluate(openAll);
  const rules = await accessible(name, page);
  const withScripts = await shown(page);
  await page.context().close();

  const small = await open(file, { viewport: { width: 320, height: 800 } });
  const wide = await small.evaluate(() => document.documentElement.scrollWidth);
  if (wide > 320) faults.push(`${name}: ${wide} pixels wide on a screen of 320`);
  await small.screenshot({ path: join(folder, `${name}-320.png`) });
  await small.context().close();

  const plain = await open(file, { javaScriptEnabled: false, viewport: { width: 1280, height: 900 } });
  const closed = plain.locator("details:not([open]) > summary");
  while ((await closed.count()) > 0) await closed.first().click();
  const without = await shown(plain);
  if (without !== withScripts) faults.push(`${name}: shows other things without JavaScript`);
  if (without.length < 1000) faults.push(`${name}: is nearly empty without JavaScript`);
  await plain.context().close();
  console.log(`    ${name}: ${rules} rules of axe-core hold; 320 pixels; without JavaScript; nothing from elsewhere`);
}

await browser.close();
for (const fault of faults) console.log(`    ${fault}`);
process.exit(faults.length > 0 ? 1 : 0);
