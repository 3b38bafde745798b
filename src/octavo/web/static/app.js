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
  f: () => follow("[data-figures]"), w: () => follow("[data-quotes]"), "?": () => follow("[data-help]"),
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
