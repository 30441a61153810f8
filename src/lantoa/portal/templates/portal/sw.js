// Keeps the first page, the style sheet, the fonts and the pages read last, for a bad line. Nothing leaves the device.
"use strict";
const FILES = "lantoa-files-{{ version }}";
const PAGES = "lantoa-pages";
const OFFLINE = "{{ offline }}";
const ALONG = [{% for address in along %}"{{ address }}", {% endfor %}OFFLINE];
const PRIVATE = [{% for beginning in private %}"{{ beginning }}", {% endfor %}];
const MOST_PAGES = 30;
const PATIENCE = 4000; // milliseconds until a kept page is better than waiting

self.addEventListener("install", (event) => event.waitUntil(prepare()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (ALONG.includes(url.pathname) && request.mode !== "navigate") event.respondWith(file(request));
  else if (request.mode === "navigate" && !PRIVATE.some((beginning) => url.pathname.startsWith(beginning)))
    event.respondWith(page(event));
});

async function prepare() {
  const files = await caches.open(FILES);
  await files.addAll(ALONG);
  const home = await fetch("/").catch(() => null);
  if (home) await keep("/", home);
  await self.skipWaiting();
}

async function tidy() {
  for (const name of await caches.keys())
    if (name.startsWith("lantoa-files-") && name !== FILES) await caches.delete(name);
  await self.clients.claim();
}

async function file(request) {
  return (await caches.match(request, { cacheName: FILES })) || fetch(request);
}

// The network first. A kept copy, marked as one, when the network fails or is too slow.
async function page(event) {
  const asked = event.request;
  const fresh = fetch(asked).then((answer) => {
    event.waitUntil(keep(asked.url, answer.clone()));
    return answer;
  });
  fresh.catch(() => {});
  try {
    const soon = await Promise.race([fresh, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    return soon || (await kept(asked)) || (await fresh);
  } catch {
    return (await kept(asked)) || (await caches.match(OFFLINE, { cacheName: FILES })) || Response.error();
  }
}

async function keep(address, answer) {
  const kind = answer.headers.get("Content-Type") || "";
  const rule = answer.headers.get("Cache-Control") || "";
  if (answer.status !== 200 || answer.redirected || !kind.startsWith("text/html") || !rule.includes("public")) return;
  const headers = new Headers(answer.headers);
  headers.set("X-Kept-At", new Date().toISOString());
  const pages = await caches.open(PAGES);
  await pages.delete(address);
  await pages.put(address, new Response(await answer.blob(), { headers }));
  const read = await pages.keys();
  const old = read.filter((one) => new URL(one.url).pathname !== "/").slice(0, Math.max(0, read.length - MOST_PAGES));
  for (const one of old) await pages.delete(one);
}

async function kept(asked) {
  const found = await caches.match(asked.url, { cacheName: PAGES });
  if (!found) return null;
  const at = new Date(found.headers.get("X-Kept-At"));
  const hour = at.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
  const day = at.toLocaleDateString("vi-VN");
  const words = `Mạng đang mất hoặc quá chậm. Bạn đang xem bản đã lưu lúc ${hour} ngày ${day}.`;
  const text = (await found.text()).replace(/<body[^>]*>/, `$&<p class="kept-notice" role="status">${words}</p>`);
  const headers = new Headers(found.headers);
  for (const name of ["Content-Length", "Content-Encoding", "ETag"]) headers.delete(name);
  return new Response(text, { headers });
}
