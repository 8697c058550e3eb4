// Our only script: keys, drafts that save themselves, forms under their rows. Every page works without it.
// Nothing is kept in the browser: what is not on the server is in the form, and the page says so.
(() => {
"use strict";
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = selector => [...document.querySelectorAll(selector)];
const lines = () => $$("[data-row]");
const act = row => $(".duty-act>a", row);

// Faults are read first; autofocus alone does not reach a page that came back from the browser's memory.
$("[data-focus]")?.focus();

// Keys: single letters, only where nobody is writing, and only while the person has not switched them off.
if ("keys" in document.body.dataset) {
  const move = step => {
    const aim = row => act(row) ?? $("a,button", row);
    const rows = lines().filter(row => aim(row)?.checkVisibility());
    const here = document.activeElement;
    // The row with the focus, or the one above it.
    const at = rows.findLastIndex(row => row.compareDocumentPosition(here) & 4);
    const row = rows[step > 0 || rows[at]?.contains(here) ? at + step : at < 0 ? rows.length - 1 : at];
    if (!row) return;
    aim(row).focus();
    row.scrollIntoView({ block: "nearest" });
  };
  const go = path => {
    const link = $(`a[href="${path}"]`);
    if (link) link.click();
  };
  const keys = {
    j: () => move(1),
    k: () => move(-1),
    n: () => go("/notifications/new"),
    "/": () => $("#search")?.focus(),
    "?": () => go("/shortcuts"),
  };
  document.addEventListener("keydown", event => {
    const writes = event.target.closest("input,textarea,select,[contenteditable]");
    if (writes || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const key = Object.hasOwn(keys, event.key) && keys[event.key];
    if (!key) return;
    event.preventDefault();
    key();
  });
}

// Drafts: 2 s after a pause, each 8 s while writing, when the field or the page is left. "Saved" is the server's word.
// Gives what saves at once and says whether all is saved, and what ends it.
const keep = line => {
  const form = line.closest("form");
  const state = $(".draft-state", line);
  const ended = new AbortController();
  const { signal } = ended;
  let changed = 0, saved = 0, first = 0, pause, running, leaving = false;
  // Files are not typed: they go with the form, and with its draft where the form is closed.
  const isFile = ([, value]) => typeof value !== "string";
  const read = () => new URLSearchParams([...new FormData(form)].filter(each => !isFile(each)));
  const say = (text, failed) => {
    state.textContent = text;
    state.classList.toggle("failed", failed);
  };
  // Loaded again, a window goes on with its own text and not with that of another.
  const name = id => {
    const url = new URL(location);
    // A form under a row has no address of its own.
    if (new URL(form.action).pathname !== url.pathname) return;
    url.searchParams.set("draft", id);
    for (const other of ["fresh", "only"]) url.searchParams.delete(other);
    history.replaceState(history.state, "", url);
  };
  const asked = new URLSearchParams(location.search);
  if (line.dataset.window && !asked.has("draft") && !asked.has("fresh")) name(line.dataset.window);
  const send = async (last, files) => {
    const sent = changed;
    first = 0;
    try {
      const answer = await fetch(line.dataset.draft, { method: "POST", body: files ? new FormData(form) : read(), keepalive: !!last, redirect: "error" });
      if (!answer.ok) throw answer.status;
      const text = await answer.text();
      saved = Math.max(saved, sent);
      const own = form.elements.draft_window?.value.split(":")[0];
      if (own && !leaving && !last) name(own);
      const others = answer.headers.has("omhu-other-draft");
      $(".draft-others", line)?.toggleAttribute("hidden", !others);
      if (saved === changed || others) say(text, others);
    } catch (why) {
      // Signed out meanwhile: what is in the form is saved once they are back.
      say(why === 401 ? line.dataset.out : line.dataset.failed, true);
    }
    running = null;
    if (saved !== changed && !signal.aborted) pause = setTimeout(save, 2000);
  };
  const save = last => {
    clearTimeout(pause);
    // What is being sent is no draft any more.
    if (saved === changed || leaving || (running && !last)) return running;
    return running = send(last);
  };
  const on = (target, name, act) => target.addEventListener(name, act, { signal });
  on(form, "input", () => {
    changed++;
    first ||= Date.now();
    clearTimeout(pause);
    pause = setTimeout(save, Math.min(2000, Math.max(0, first + 8000 - Date.now())));
  });
  on(form, "focusout", () => save());
  on(window, "submit", event => { leaving = event.target === form && !event.defaultPrevented; });
  on(document, "visibilitychange", () => { if (document.hidden) save(true); });
  on(window, "pageshow", () => { leaving = false; });
  on(window, "beforeunload", event => { if (saved !== changed && !leaving) event.preventDefault(); });
  return {
    flush: async (all, force) => {
      await running;
      const files = all && [...new FormData(form)].some(each => isFile(each) && each[1].size);
      if (force || files) changed++;
      await (files ? send(false, true) : save());
      return saved === changed;
    },
    end: () => (ended.abort(), clearTimeout(pause)),
  };
};
for (const line of $$("[data-draft]")) keep(line);

// A row's form opens under its row, one at a time: the same pages, asked for without their frame. What answers with a whole page
// is gone to. After something was written the list is fetched anew, and the receipt stands before the row that followed.
let box, from, done, kept, busy;
const ask = async (href, options) => {
  const answer = await fetch(href, { headers: { "hx-request": "true" }, ...options });
  const text = await answer.text();
  return { answer, text, whole: /^<!doctype/i.test(text) };
};
const folded = () => $$("[data-open]").forEach(link => link.setAttribute("aria-expanded", "false"));
const show = (text, hash) => {
  kept?.end();
  box.innerHTML = text;
  const line = $("[data-draft]", box);
  kept = line && keep(line);
  const at = (hash && $(hash, box)) || $("[data-focus]", box) || $("h3", box);
  if (hash) at.tabIndex = -1;
  at.focus();
};
// Whether nothing is lost when the form goes.
const left = async () => !kept || await kept.flush(true);
const close = async () => {
  if (!box) return true;
  if (!await left()) return false;
  kept?.end();
  box.remove();
  box = kept = null;
  from?.setAttribute("aria-expanded", "false");
  (from ?? $("main")).focus();
  return true;
};
const renew = async () => {
  const found = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const old = lines();
  const after = from ? old.slice(old.indexOf(from.closest("[data-row]"))).map(row => act(row)?.href) : [];
  const unfolded = $("main>details")?.open;
  $("main").replaceChildren(...$("main", found).childNodes);
  $("main>details")?.toggleAttribute("open", unfolded);
  folded();
  const next = after.filter(href => href !== done).map(href => lines().find(row => act(row)?.href === href));
  const row = next.find(row => row?.checkVisibility());
  from = row && act(row);
  if (row) return row.before(box);
  $("h1").after(document.createElement("ul"));
  $("h1+ul").append(box);
};
const follow = async (href, row) => {
  const { answer, text, whole } = await ask(href).catch(() => ({ whole: true }));
  if (whole || !answer.ok) return location.assign(href);
  if (row) {
    box = document.createElement("li");
    box.className = "opened";
    row.after(box);
  }
  show(text);
};
const sent = async (form, by) => {
  const to = by?.getAttribute("formaction") ?? form.getAttribute("action");
  // A form that comes back with faults is not typed anew, so what is in it is on disk before.
  await kept?.flush();
  const data = new FormData(form, by);
  const body = form.enctype.startsWith("multi") ? data : new URLSearchParams(data);
  const { answer, text, whole } = await ask(to, { method: "POST", body });
  if (whole && answer.redirected) {
    // Signed out meanwhile: what is not kept yet is asked about.
    if (!answer.url.includes("/sign-in")) kept?.end();
    location.assign(answer.url);
  } else if (whole || !text.includes("data-close")) {
    $("[data-said]", box).innerHTML = whole ? $("[data-said]", box).dataset.said : text;
  } else {
    // Written, even where the list cannot be fetched now.
    if (answer.redirected) await renew().catch(() => {});
    show(text, new URL(to, location).hash);
  }
};
// One thing at a time; where the server is out of reach while something is sent, that is said and everything stands.
const once = async act => {
  if (busy) return;
  busy = true;
  try {
    await act();
  } catch {
    const said = $("[data-said]");
    if (said) said.textContent = said.dataset.said;
  }
  busy = false;
};
document.addEventListener("click", event => {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const at = event.target.closest("[data-open],[data-close],.opened a[href*='/steps/'],.opened a[href*='/done/']");
  if (!at) return;
  event.preventDefault();
  once(async () => {
    if (at.matches("[data-close],[aria-expanded=true]")) return close();
    if (box?.contains(at)) return await left() && follow(at.href);
    if (!await close()) return;
    from = at;
    const row = at.closest("[data-row]");
    done = act(row).href;
    await follow(at.href, row);
    at.setAttribute("aria-expanded", String(!!box));
  });
});
document.addEventListener("submit", event => {
  const { target: form, submitter: by } = event;
  if (!box?.contains(form)) return;
  event.preventDefault();
  once(() => by?.closest("[data-draft]") ? kept.flush(true, true) : sent(form, by));
});
document.addEventListener("keydown", event => {
  if (event.key === "Escape" && box && !event.isComposing) once(close);
});
folded();

// htmx comes at the first sign that somebody is going to use the page, so that the first view does not wait for it.
// A click before it is there follows the link, which leads to the same.
const parts = $("script[data-parts]")?.dataset.parts;
if (parts) {
  const fetchParts = () => {
    for (const sign of ["pointermove", "touchstart", "keydown"]) removeEventListener(sign, fetchParts);
    document.head.append(Object.assign(document.createElement("script"), { src: parts }));
  };
  for (const sign of ["pointermove", "touchstart", "keydown"]) addEventListener(sign, fetchParts, { passive: true });
}
})();
