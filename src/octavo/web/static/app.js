// What a page gains where scripts run; nothing here is needed to read.
"use strict";

const html = document.documentElement;
const all = (selector) => [...document.querySelectorAll(selector)];
const one = (selector) => document.querySelector(selector);

// Absolute times in the reader's own zone.
const zone = new Intl.DateTimeFormat(html.lang, { dateStyle: "long", timeStyle: "short" });
for (const time of all("time[datetime]")) {
  const moment = new Date(time.dateTime);
  if (!Number.isNaN(moment.valueOf()) && time.dateTime.includes("T")) time.title = zone.format(moment);
}

// Listen: where the browser can speak, see listen.js.
const listen = (what) => document.dispatchEvent(new CustomEvent("octavo:listen", { detail: what }));
if ("speechSynthesis" in window) import(html.dataset.listen).catch(() => {});

// Translate: by the browser itself, where it can; each block's own nodes are kept for the way back.
const translate = one("[data-translate]");
if (translate && "Translator" in window) {
  const pair = { sourceLanguage: translate.dataset.from, targetLanguage: translate.dataset.translate };
  const label = translate.textContent;
  const note = one("[data-translated-by]");
  const kept = new Map();
  Translator.availability(pair).then((state) => {
    if (state === "unavailable") return;
    translate.hidden = translate.closest("li").hidden = false;
  }).catch(() => {});
  const back = () => {
    for (const [block, nodes] of kept) { block.replaceChildren(...nodes); block.removeAttribute("lang"); block.removeAttribute("dir"); }
    kept.clear(); note.hidden = true; translate.textContent = label;
  };
  translate.addEventListener("click", async () => {
    if (kept.size) { back(); return; }
    translate.disabled = true;
    try {
      const engine = await Translator.create(pair);
      const blocks = all("h1[data-spoken], .dek, .body p, .body li, .body h2, .body h3, .panel > p:not([class]), .panel > ol span").filter((block) => !block.querySelector("p, li"));
      for (const block of blocks) {
        const text = await engine.translate(block.textContent);
        kept.set(block, [...block.childNodes]);
        block.replaceChildren(text);
        block.lang = html.lang; block.dir = html.dir;
      }
      note.hidden = false;
      translate.textContent = translate.dataset.back;
    } catch { back(); }
    translate.disabled = false;
  });
}

// A translation that has begun goes on by itself while its reader reads.
const next = one("[data-next]");
if (next) {
  next.addEventListener("submit", async (event) => {
    if (next.elements.beside) return;
    event.preventDefault();
    const button = next.querySelector("button");
    button.disabled = true;
    for (let whole = false; !whole;) {
      const answer = await fetch(location.pathname, {
        method: "POST", body: new FormData(next), headers: { Accept: "application/json" },
      }).catch(() => null);
      if (!answer?.ok) { next.submit(); return; }
      const known = await answer.json();
      whole = known.whole;
      one("[data-passages]").replaceChildren(...known.passages.map((passage) => {
        const part = document.createElement("p");
        part.textContent = passage.text;
        part.lang = passage.language;
        part.dir = ["ar", "fa", "he", "ur"].includes(passage.language) ? "rtl" : "ltr";
        if (!passage.original) part.className = "as-written";
        return part;
      }));
    }
    location.reload();
  });
}

// Install: shown when the browser offers it.
let offer = null;
const install = one("[data-install]");
window.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  offer = event;
  if (install) install.hidden = false;
});
install?.addEventListener("click", async () => { await offer?.prompt(); install.hidden = true; });

// Keys: a reader's hands stay where they are. Never inside a field.
const rows = () => all("[data-row]");
let current = -1;
const go = (step) => {
  const list = rows();
  if (!list.length) return;
  current = Math.max(0, Math.min(list.length - 1, current + step));
  list[current].querySelector("a[data-open]")?.focus();
  list[current].scrollIntoView({ block: "nearest" });
};
const follow = (selector) => { const link = one(selector); if (link) link.click(); };
const keys = {
  j: () => go(1), k: () => go(-1), n: () => go(1), p: () => go(-1),
  v: () => follow("[data-original]"), "/": () => one("input[type=search]")?.focus(),
  s: () => one("[data-save]")?.requestSubmit(), c: () => follow("[data-comments]"),
  e: () => follow("[data-summary]"), q: () => one("[data-ask]")?.focus(),
  t: () => follow("[data-timeline]"), i: () => listen("play"), l: () => listen("later"),
  f: () => follow("[data-figures]"), w: () => follow("[data-quotes]"), x: () => follow("[data-perspectives]"), "?": () => follow("[data-help]"),
};
document.addEventListener("keydown", (event) => {
  const field = event.target.closest("input, textarea, select, [contenteditable]");
  if (field || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = keys[event.key];
  if (act) { event.preventDefault(); act(); }
});

if ("serviceWorker" in navigator && html.dataset.worker) {
  navigator.serviceWorker.register(html.dataset.worker).catch(() => {});
}
