// Keeps the whole site on the device. The build fills in the three empty places below; where they stay empty,
// the worker clears what an earlier one kept and takes itself away.
"use strict";

const AS_OF = "";
const TRANSLATIONS = [];
// [address, SHA-256 digest], in the order of fetching
const FILES = [];

const CACHE = "zhike";
const AT_ONCE = 3; // so few that somebody who reads meanwhile does not notice
const root = new URL("./", location);
const digests = new Map(FILES);

// The digest is part of the key: what has not changed is never fetched again, and an interrupted start goes on.
const key = (address) => `${root}${address}?${encodeURIComponent(digests.get(address))}`;
const language = (address) => TRANSLATIONS.find((locale) => address.startsWith(`${locale}/`)) ?? "";

function addressOf(url) {
  if (!url.href.startsWith(root.href)) return undefined;
  return url.pathname.slice(root.pathname.length).replace(/(^|\/)index\.html$/, "$1");
}

async function readersLanguage() {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  return language(addressOf(new URL(windows[0]?.url ?? root)) ?? "");
}

async function keepAll() {
  const [cache, mine] = [await caches.open(CACHE), await readersLanguage()];
  const kept = new Set((await cache.keys()).map((request) => request.url));
  const missing = [...digests.keys()].filter((address) => !kept.has(key(address)));
  const later = (address) => address.endsWith("/") && language(address) !== mine;
  const queue = [...missing.filter((address) => !later(address)), ...missing.filter(later)];
  const line = async () => {
    while (queue.length) await keep(cache, queue.shift());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, line));
}

// A sign-in page, or a file of another build, does not have the digest: then nothing is kept and the old stays.
async function keep(cache, address) {
  const integrity = `sha256-${digests.get(address)}`;
  const answer = await fetch(root + address, { integrity, cache: "no-cache", redirect: "error", priority: "low" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  await cache.put(key(address), answer);
}

async function clearOld() {
  const wanted = new Set([...digests.keys()].map(key));
  const cache = await caches.open(CACHE);
  const old = (await cache.keys()).filter((request) => !wanted.has(request.url));
  await Promise.all(old.map((request) => cache.delete(request)));
  if (!FILES.length) await self.registration.unregister();
}

// A new build starts when no page of the old one is open any more, also when the only one is being left.
async function newBuildIsDue(request) {
  return request.mode === "navigate" && self.registration.waiting && (await self.clients.matchAll()).length < 2;
}

async function answer(request, address) {
  if (await newBuildIsDue(request)) {
    self.registration.waiting.postMessage("start");
    return new Response("", { headers: { "Content-Type": "text/html", Refresh: "0" } });
  }
  return (await caches.match(key(address))) ?? fetch(request);
}

async function unknownPage(request, address) {
  if (digests.has(`${address}/`)) return Response.redirect(`${root}${address}/`);
  const missing = language(address) ? `${language(address)}/404.html` : "404.html";
  return fetch(request).catch(async () => (await caches.match(key(missing))) ?? Response.error());
}

self.addEventListener("install", (event) => event.waitUntil(FILES.length ? keepAll() : self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(clearOld()));

self.addEventListener("message", (event) => {
  if (event.data === "start") self.skipWaiting();
  if (event.data === "as of") event.source.postMessage(AS_OF);
});

self.addEventListener("fetch", (event) => {
  const address = addressOf(new URL(event.request.url));
  if (address === undefined || event.request.method !== "GET") return;
  if (digests.has(address)) event.respondWith(answer(event.request, address));
  else if (event.request.mode === "navigate") event.respondWith(unknownPage(event.request, address));
});
