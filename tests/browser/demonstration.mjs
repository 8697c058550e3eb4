// A demonstration on data of its own, and Chromium to look at it: what every program beside this one begins with.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const PASSWORD = "groen-cykel-ved-broen";

/** Chromium as Debian has it, asking nothing of any place by itself. */
export const launch = () =>
  chromium.launch({
    executablePath: process.env.OMHU_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });

/** A folder for one run. */
export const folderOfRun = () => mkdtemp(join(tmpdir(), "omhu-browser-"));

const ADDRESS = /http:\/\/localhost:\d+/;

/** Starts `omhu demo` with `children` in a folder that goes with it, `told` more; it is there when it has said `ready`. */
export async function demonstration(omhu, children, { data, port = 0, told = [], ready = ADDRESS } = {}) {
  data ??= await folderOfRun();
  const asked = ["--data", join(data, "store"), "--children", String(children), "--teams", "2", "--listen", `127.0.0.1:${port}`];
  const server = spawn(omhu, ["demo", ...asked, ...told], { stdio: ["ignore", "pipe", "inherit"] });
  const home = await new Promise((found, failed) => {
    let text = "";
    server.stdout.on("data", (bytes) => {
      text += bytes;
      const address = ready.exec(text);
      if (address) found(address[0]);
    });
    server.on("exit", (code) => failed(new Error(`omhu demo ended with ${code}`)));
  });
  server.removeAllListeners("exit");
  const end = async () => {
    server.kill("SIGTERM");
    await new Promise((ended) => server.on("exit", ended));
    await rm(data, { recursive: true });
  };
  return { home, end };
}

/** Signs in with the demonstration's password; My day is open then. */
export async function signIn(page, home, name) {
  await page.goto(`${home}/sign-in`);
  await page.fill("[name=name]", name);
  await page.fill("[name=password]", PASSWORD);
  await page.locator("main form button").click();
  await page.waitForURL(`${home}/`);
}
