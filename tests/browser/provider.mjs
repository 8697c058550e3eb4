// Signs in through a provider, in Chromium: provider.mjs FOLDER OMHU   (screenshots go to FOLDER)
//
// Starts the demonstration, which is told of a provider that is not there yet: signing in with a password works all the
// same. Then the provider (oidc-provider) starts on another address of this machine, so that its pages are another site's.
// Somebody whom nobody knows here, a link by two administrators, signing in in both languages and without JavaScript,
// proving anew, signing out here and there; each new page accessible to axe-core and no wider than a small screen.

import { generateKeyPairSync, randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import Provider from "oidc-provider";

import { demonstration, folderOfRun, launch, signIn as signInAt } from "./demonstration.mjs";
import { judge } from "./eye.mjs";

const [folder, omhu] = process.argv.slice(2);
const SECRET = randomBytes(24).toString("hex");
const faults = [];
let looked = 0;

/** A port that nobody listens on just now. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((done) => server.on("listening", done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

const issuer = `http://127.0.0.1:${await freePort()}`;
const port = await freePort();

// ---- omhu, and nobody at the provider's address ------------------------------------------------

const data = await folderOfRun();
await writeFile(join(data, "secret"), `${SECRET}\n`, { mode: 0o600 });
const told = [
  ["--oidc-issuer", issuer],
  ["--oidc-client", "omhu"],
  ["--oidc-secret-file", join(data, "secret")],
  ["--oidc-label", "Havnby-login"],
  ["--oidc-inside"],
].flat();
const ready = /http:\/\/localhost:\d+(?=\/sign-in\/provider\/back)/;
const { home, end: endServer } = await demonstration(omhu, 60, { data, port, told, ready });

// ---- the provider ------------------------------------------------------------------------------

/** Who signs in there says who they are; `@` and seconds behind it: they did so that long ago. */
function makeProvider() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const page = (body) => `<!DOCTYPE html><html lang="da"><meta charset="utf-8"><title>Havnby-login</title><h1>Havnby-login</h1>${body}</html>`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "omhu",
        client_secret: SECRET,
        redirect_uris: [`${home}/sign-in/provider/back`],
        post_logout_redirect_uris: [`${home}/sign-in?out=true`],
        backchannel_logout_uri: `${home}/sign-in/provider/logout`,
        backchannel_logout_session_required: true,
      },
    ],
    cookies: { keys: [randomBytes(16).toString("hex")] },
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" }] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    // It asks no address of its own machine, unless told to: omhu is there.
    fetch: (url, { dispatcher, ...options }) => fetch(url, options),
    interactions: { url: (_, { uid }) => `/who/${uid}` },
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope("openid");
      await grant.save();
      return grant;
    },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(context, form) {
          context.body = page(`${form}<button form="op.logoutForm" name="logout" value="yes">Ud</button>`);
        },
        postLogoutSuccessSource(context) {
          context.body = page("<p>Ude</p>");
        },
      },
    },
  });
  provider.on("backchannel.error", (_, error) => faults.push(`the goodbye was refused: ${error}`));
  provider.on("server_error", (_, error) => faults.push(`the provider: ${error.stack}`));
  provider.use(async (context, next) => {
    if (!context.path.startsWith("/who/")) return next();
    if (context.method === "GET") {
      context.body = page('<form method="post"><label>Hvem <input name="who"></label><button>Log ind</button></form>');
      return;
    }
    let sent = "";
    for await (const bytes of context.req) sent += bytes;
    const [accountId, ago] = (new URLSearchParams(sent).get("who") ?? "").split("@");
    const login = { accountId };
    if (ago) login.ts = Math.floor(Date.now() / 1000) - Number(ago);
    await provider.interactionFinished(context.req, context.res, { login }, { mergeWithLastSubmission: false });
    context.respond = false;
  });
  return provider;
}

// ---- browsers ----------------------------------------------------------------------------------

const browser = await launch();

/** A page that remembers what it asks for elsewhere and what it complains about. */
async function open(options) {
  const context = await browser.newContext({ locale: "da-DK", viewport: { width: 1366, height: 768 }, ...options });
  context.on("request", (request) => {
    const known = [home, issuer, "data:"].some((begin) => request.url().startsWith(begin));
    // The provider's pages ask for an icon; ours ask for nothing there but to go there.
    const goes = !request.url().startsWith(issuer) || request.isNavigationRequest() || request.url().endsWith("/favicon.ico");
    if (!known || !goes) faults.push(`asks for ${request.url()}`);
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(`${page.url()}: ${error}`));
  page.on("console", (message) => {
    // A refused page says its status in the console too.
    if (message.type() === "error" && !message.text().includes("the server responded with a status")) {
      faults.push(`${page.url()}: ${message.text()}`);
    }
  });
  return page;
}

/** The page that is open: accessible, complete, no wider than a small screen; in both languages where it can be. */
async function look(page, name) {
  await judge(page, name, faults);
  await page.screenshot({ path: join(folder, `provider-${name}.png`), fullPage: true });
  looked += 1;
}

function expect(holds, what) {
  if (!holds) faults.push(what);
}

const signIn = (page, name) => signInAt(page, home, name);

async function english(page) {
  await page.goto(`${home}/sign-in`);
  await page.locator(".frame-language button").click();
}

const button = (page) => page.locator('main a[href^="/sign-in/provider"]').first();

/** Says at the provider who one is. */
async function say(page, who) {
  await page.waitForURL(`${issuer}/who/**`);
  await page.fill("[name=who]", who);
  await page.locator("button").click();
}

/** Through the provider, from the page of the sign-in. */
async function come(page, who) {
  await page.goto(`${home}/sign-in`);
  await button(page).click();
  await say(page, who);
  await page.waitForURL(`${home}/**`);
}

// ---- nobody answers at the provider; a password works all the same -------------------------------

for (const lang of ["da", "en"]) {
  const page = await open();
  if (lang === "en") await english(page);
  await page.goto(`${home}/sign-in`);
  await look(page, `sign-in-${lang}`);
  await button(page).click();
  await look(page, `away-${lang}`);
  const word = lang === "da" ? "svarer ikke" : "does not answer";
  expect((await page.locator("h1").innerText()).includes(word), `away ${lang}: it is not said`);
  await signIn(page, "raadgiver");
  await page.context().close();
}

const provider = makeProvider();
const listening = provider.listen(Number(new URL(issuer).port), "127.0.0.1");
for (let waited = 0; ; waited += 1) {
  const answer = await fetch(`${home}/sign-in/provider`, { redirect: "manual" });
  if (answer.status === 303) break;
  if (waited > 60) throw new Error("omhu does not see that the provider is there");
  await new Promise((done) => setTimeout(done, 500));
}

// ---- somebody whom nobody knows here ---------------------------------------------------------------

let subject = "";
for (const lang of ["da", "en"]) {
  const page = await open();
  if (lang === "en") await english(page);
  await come(page, "a-1c9e");
  await look(page, `unknown-${lang}`);
  subject = await page.locator("main dd").first().innerText();
  expect(subject.trim() === "a-1c9e", `unknown ${lang}: shows «${subject}»`);
  await page.context().close();
}

// ---- two administrators say who it is ---------------------------------------------------------------

const [one, other] = [await open(), await open()];
await signIn(one, "brugeradmin");
await signIn(other, "brugeradmin2");
const names = { raadgiver: "a-1c9e", system: "s-77" };
for (const [name, who] of Object.entries(names)) {
  await one.goto(`${home}/administration?q=${name}`);
  const account = await one.locator("tbody tr", { hasText: name }).locator("a").first().getAttribute("href");
  await one.goto(`${home}${account}/provider`);
  if (name === "raadgiver") {
    await look(one, "propose-da");
    await one.locator("main form button").click();
    await look(one, "propose-faults-da");
  }
  await one.fill("[name=subject]", who);
  await one.locator("main form button").click();
  await one.waitForURL(`${home}${account}?done=provider`);
  if (name === "raadgiver") await look(one, "proposed-da");
  await other.goto(`${home}/administration/roles`);
  if (name === "raadgiver") {
    await look(other, "waits-da");
    await other.locator(".frame-language button").click();
    await look(other, "waits-en");
  }
  await other.locator('a[href^="/administration/links/"][href$="/confirm"]').click();
  if (name === "raadgiver") await look(other, "confirm-en");
  await other.locator("main form button").click();
  await other.waitForURL(`${home}/administration/roles?done=linked`);
}
await look(other, "none-waits-en");
await one.goto(`${home}/administration?q=raadgiver`);
const account = await one.locator("tbody tr", { hasText: "raadgiver" }).locator("a").first().getAttribute("href");
await one.goto(`${home}${account}/unlink`);
await look(one, "unlink-da");

// ---- in, in both languages and without JavaScript ----------------------------------------------------

for (const lang of ["da", "en"]) {
  const page = await open({ javaScriptEnabled: lang === "da" });
  if (lang === "en") await english(page);
  await page.goto(`${home}/account`);
  await button(page).click();
  await say(page, "a-1c9e");
  await page.waitForURL(`${home}/account`);
  const word = lang === "da" ? "gennem kommunens login" : "through the municipality's sign-in";
  expect((await page.locator("main").innerText()).includes(word), `in ${lang}: the account does not say how`);
  await page.context().close();
}

// ---- proving anew: a page of administration, and a form in which something stands --------------------

for (const lang of ["da", "en"]) {
  const page = await open();
  if (lang === "en") await english(page);
  await come(page, `${names.system}@3600`);
  await page.goto(`${home}/administration/settings`);
  await look(page, `proof-${lang}`);
  await page.locator('main a[href*="proof=yes"]').click();
  await say(page, names.system);
  await page.waitForURL(`${home}/administration/settings`);
  await page.context().close();
}
{
  const page = await open();
  await come(page, "a-1c9e@3600");
  let found = "";
  for (let number = 1; number <= 60 && !found; number += 1) {
    const answer = await page.goto(`${home}/cases/${number}/glass`);
    if (answer.status() === 200 && (await page.locator("#f-password").count()) > 0) found = `/cases/${number}`;
  }
  expect(found, "no case whose glass could be broken");
  await page.locator("[name=category]").first().check();
  await page.fill("[name=reason]", "Politiet ringede om barnet i nat, og ingen anden er her.");
  await look(page, "glass-da");
  await page.locator("main form button").click();
  await look(page, "glass-faults-da");
  const opened = page.context().waitForEvent("page");
  await page.locator('main a[target="_blank"]').click();
  const window = await opened;
  await say(window, "a-1c9e");
  await window.waitForURL(`${home}/sign-in/provider/proved`);
  await look(window, "proved-da");
  await window.close();
  await page.locator("main form button").click();
  await page.waitForURL(`${home}${found}?done=opened`);
  await page.context().close();
}

// ---- out, here and there ------------------------------------------------------------------------------

for (const script of [true, false]) {
  const page = await open({ javaScriptEnabled: script });
  await come(page, "a-1c9e");
  await page.locator("details.menu summary").click();
  await page.locator('form[action="/sign-out"] button').click();
  await page.waitForURL(`${issuer}/**`);
  await page.locator("button").click();
  await page.waitForURL(`${home}/sign-in?out=true`);
  if (script) await look(page, "out-da");
  await page.goto(`${home}/account`);
  expect(page.url().startsWith(`${home}/sign-in`), "still in after signing out");
  // At the provider one is out too: it asks again.
  await page.goto(`${home}/sign-in`);
  await button(page).click();
  await page.waitForURL(`${issuer}/who/**`);
  await page.context().close();
}
{
  // The page between, as it is for a browser that does not go on by itself.
  const page = await open();
  await page.route(`${home}/sign-in/provider/out`, async (route) => {
    const response = await route.fetch();
    const { refresh, ...headers } = response.headers();
    expect(refresh?.startsWith(`0; url=${issuer}/`), "the page between does not lead on");
    await route.fulfill({ response, headers });
  });
  await page.goto(`${home}/sign-in/provider/out`);
  await look(page, "between-da");
  await page.context().close();
}

// ---- who signs out at the provider is out here ---------------------------------------------------------

{
  const page = await open();
  await come(page, "a-1c9e");
  await page.goto(`${issuer}/session/end`);
  await page.locator("button").click();
  await page.waitForURL(`${issuer}/session/end/success`);
  await page.goto(`${home}/account`);
  expect(page.url().startsWith(`${home}/sign-in`), "still in after the provider's goodbye");
  await page.context().close();
}

await browser.close();
listening.close();
listening.closeAllConnections();
await endServer();
for (const fault of faults) console.log(`    ${fault}`);
console.log(`    ${looked} pages looked at, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
