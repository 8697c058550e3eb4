// A hand at the keyboard or at the pointer, which counts what it does.
//
// A click is a press of the pointer, or of Enter or Space on a control. Keys are the keystrokes that a task asks for
// beside free text. Stops are the presses of Tab, of the arrows within a group, and of the way past the navigation:
// they move and decide nothing. Pages are those on which something had to be done after the start; the receipt that
// the last click leads to is not one.

/** What leads to another page, or to something else under a row of this one. */
export async function onward(page, act) {
  await page.evaluate(() => document.querySelector(".opened h3")?.setAttribute("data-seen", ""));
  const loaded = page.waitForEvent("load");
  const opened = page.locator(".opened h3:not([data-seen])").waitFor();
  // Both are waited for from now on; the one that does not come is nobody's fault.
  for (const each of [loaded, opened]) each.catch(() => {});
  await act();
  await Promise.any([loaded, opened]);
}

export class Hand {
  constructor(page, keyboard) {
    Object.assign(this, { page, keyboard, clicks: 0, keys: 0, stops: 0, loads: 0, before: 0 });
    this.longest = 0;
    page.on("load", () => (this.loads += 1));
  }

  /** Forgets what was counted: a task begins on the page that is open. */
  begin() {
    Object.assign(this, { clicks: 0, keys: 0, stops: 0, loads: 0, before: 0, longest: 0 });
  }

  counted() {
    const { clicks, keys, stops, longest } = this;
    // Keystroke-level model: think, point, press; a keystroke of an able typist.
    const seconds = Math.round(10 * (clicks * (1.35 + 1.1 + 0.2) + keys * 0.28)) / 10;
    return { clicks, keys, pages: Math.max(1, this.before), stops, longest, seconds };
  }

  /** Whether the cursor is there. */
  has(control) {
    return control.evaluate((element) => element === document.activeElement);
  }

  /** Moves there as somebody does who has no pointer. */
  async reach(control) {
    if (await this.has(control)) return;
    const start = this.stops;
    const press = async (key) => {
      await this.page.keyboard.press(key);
      this.stops += 1;
    };
    const at = (ask) => this.page.evaluate(ask);
    if (await at(() => document.activeElement === document.body || document.activeElement === null)) {
      // Past the navigation, for what stands in the page itself.
      if (await control.evaluate((element) => document.querySelector("main").contains(element))) {
        await press("Tab");
        await this.page.keyboard.press("Enter");
      }
    }
    // A group of round buttons is one stop; the arrows move within it.
    const group = await control.evaluate((element) => (element.type === "radio" ? element.name : ""));
    const inGroup = async () =>
      group ? this.page.evaluate((name) => document.activeElement?.name === name, group) : this.has(control);
    for (let tries = 0; !(await inGroup()); tries += 1) {
      if (tries > 600) throw new Error(`the keyboard does not reach ${control}`);
      await press("Tab");
    }
    for (let tries = 0; !(await this.has(control)); tries += 1) {
      if (tries > 20) throw new Error(`the arrows do not reach ${control}`);
      await press("ArrowDown");
    }
    this.longest = Math.max(this.longest, this.stops - start);
  }

  /** Presses a link or a button that leads on: to another page, or to what stands under a row then. */
  async go(control) {
    this.before = this.loads;
    await onward(this.page, () => this.touch(control));
  }

  /** Presses a control that stays on the page. */
  async touch(control) {
    this.clicks += 1;
    if (!this.keyboard) return control.click();
    await this.reach(control);
    await this.page.keyboard.press("Enter");
  }

  /** Chooses one of a group. */
  async choose(control) {
    this.clicks += 1;
    if (!this.keyboard) {
      const id = await control.getAttribute("id");
      return this.page.locator(`label[for="${id}"]`).click();
    }
    await this.reach(control);
    if (!(await control.isChecked())) await this.page.keyboard.press("Space");
  }

  /** Free text: not counted, but for the click into the field where the cursor is not there already. */
  async write(control, text) {
    if (!(await this.has(control))) {
      if (this.keyboard) await this.reach(control);
      else await control.click();
      if (!this.keyboard) this.clicks += 1;
    }
    await this.page.keyboard.insertText(text);
  }

  /** Keystrokes that the task asks for, where the cursor is. */
  async type(control, text) {
    if (!(await this.has(control))) throw new Error(`the cursor is not where it is to be typed: ${control}`);
    await this.page.keyboard.type(text);
    this.keys += text.length;
  }
}

/** How often Tab is pressed from the beginning of a page to a control, with the ways past what stands before it. */
export async function stopsTo(page, control) {
  const at = () => control.evaluate((element) => element === document.activeElement);
  for (let stops = 0; stops < 100; stops += 1) {
    if (await at()) return stops;
    await page.keyboard.press("Tab");
    // A way past something is taken where it does not lead past the control.
    const past = await control.evaluate((element) => {
      const skip = document.activeElement.closest("a.skipnav");
      const to = skip && document.getElementById(skip.hash.slice(1));
      return !!to && (to === element || to.contains(element));
    });
    if (past) await page.keyboard.press("Enter");
  }
  return 100;
}
