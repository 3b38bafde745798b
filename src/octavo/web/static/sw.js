// Offline reading: what was opened can be opened again; everything else says that there is no line.
"use strict";

const SHELL = "octavo-shell-VERSION";
const PAGES = "octavo-pages-1";
const PICTURES = "octavo-pictures-1";
const LIMITS = { [PAGES]: 200, [PICTURES]: 300 };
const PRIVATE = /\/(account|admin|moderate|me|welcome|sound)(\/|$)/; // and recordings, which are large

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(["KEPT"])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const keep = [SHELL, PAGES, PICTURES];
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter((n) => !keep.includes(n)).map((n) => caches.delete(n))))
      .then(() => self.clients.claim()),
  );
});

async function keep(name, request, response) {
  const cache = await caches.open(name);
  await cache.put(request, response);
  const held = await cache.keys();
  await Promise.all(held.slice(0, Math.max(0, held.length - LIMITS[name])).map((old) => cache.delete(old)));
}

async function page(event) {
  try {
    const response = await fetch(event.request);
    if (response.ok && !PRIVATE.test(new URL(event.request.url).pathname)) {
      event.waitUntil(keep(PAGES, event.request, response.clone()));
    }
    return response;
  } catch {
    return (await caches.match(event.request)) || caches.match("OFFLINE");
  }
}

async function picture(event) {
  const held = await caches.match(event.request);
  if (held) return held;
  const response = await fetch(event.request);
  // What may be kept for days is the picture; for less, an empty place in its stead.
  const isPicture = /max-age=\d{6,}/.test(response.headers.get("Cache-Control") || "");
  if (response.ok && isPicture) event.waitUntil(keep(PICTURES, event.request, response.clone()));
  return response;
}

async function shell(request) {
  return (await caches.match(request)) || fetch(request);
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method === "POST" && /\/account\/logout/.test(url.pathname)) {
    event.waitUntil(caches.delete(PAGES));
    return;
  }
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate" || url.pathname.endsWith("/lines")) event.respondWith(page(event));
  else if (url.pathname.includes("/picture/")) event.respondWith(picture(event));
  else if (url.pathname.includes("/static/")) event.respondWith(shell(event.request));
});
