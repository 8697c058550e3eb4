// The only script of ours: keys that move through a list, and drafts that save themselves. Every page works without it.
// Nothing is kept in the browser: what is not on the server is in the form, and the page says so.
(() => {
"use strict";
const $ = (selector, root = document) => root.querySelector(selector);

// Faults are read first; autofocus alone does not reach a page that came back from the browser's memory.
$("[data-focus]")?.focus();

// Keys: single letters, only where nobody is writing, and only while the person has not switched them off.
if ("keys" in document.body.dataset) {
  const move = step => {
    const rows = [...document.querySelectorAll("[data-row]")].filter(row => $("a,button", row));
    const at = rows.findIndex(row => row.contains(document.activeElement));
    const row = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
    if (!row) return;
    $("a,button", row).focus();
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
for (const line of document.querySelectorAll("[data-draft]")) {
  const form = line.closest("form");
  const state = $(".draft-state", line);
  let changed = 0, saved = 0, first = 0, pause, running = false, leaving = false;
  // Files are not typed and not kept as drafts.
  const read = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  const say = (text, failed) => {
    state.textContent = text;
    state.classList.toggle("failed", failed);
  };
  // Loaded again, a window goes on with its own text and not with that of another.
  const name = id => {
    const url = new URL(location);
    // A form that was opened in the page of another has no address of its own.
    if (new URL(form.action).pathname !== url.pathname) return;
    url.searchParams.set("draft", id);
    for (const other of ["fresh", "only"]) url.searchParams.delete(other);
    history.replaceState(history.state, "", url);
  };
  const asked = new URLSearchParams(location.search);
  if (line.dataset.window && !asked.has("draft") && !asked.has("fresh")) name(line.dataset.window);
  const save = async last => {
    clearTimeout(pause);
    // What is being sent is no draft any more.
    if (saved === changed || leaving || (running && !last)) return;
    running = true;
    const sent = changed;
    first = 0;
    try {
      const answer = await fetch(line.dataset.draft, { method: "POST", body: read(), keepalive: !!last, redirect: "error" });
      if (!answer.ok) throw answer.status;
      const text = await answer.text();
      saved = Math.max(saved, sent);
      const own = form.elements.draft_window?.value.split(":")[0];
      if (own && !leaving && !last) name(own);
      const others = answer.headers.has("omhu-other-draft");
      $(".draft-others", line)?.toggleAttribute("hidden", !others);
      if (saved === changed || others) say(text, others);
    } catch {
      say(line.dataset.failed, true);
    }
    running = false;
    if (saved !== changed) pause = setTimeout(save, 2000);
  };
  form.addEventListener("input", () => {
    changed++;
    first ||= Date.now();
    clearTimeout(pause);
    pause = setTimeout(save, Math.min(2000, Math.max(0, first + 8000 - Date.now())));
  });
  form.addEventListener("focusout", () => save());
  form.addEventListener("submit", () => { leaving = true; });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(true); });
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("beforeunload", event => { if (saved !== changed && !leaving) event.preventDefault(); });
}

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
