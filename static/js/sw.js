/**
 * The worker: pages and assets from the cache, reminders, and sending in the background. The server joins this
 * file and what it imports into one script and puts BUILD in front.
 *
 * @type {{version: string, prefix: string, assets: string[], addresses: Record<string, string>,
 *   shells: Record<string, Record<string, string>>}} BUILD
 */
/* global BUILD */

import { answerReminder } from "./offline/answer.js";
import { noteArrival } from "./offline/arrived.js";
import { hush } from "./offline/hush.js";
import { deviceValue } from "./offline/store.js";
import { flush } from "./offline/sync.js";
import { onNotificationClick, onPush } from "./push/show.js";
import { renewAfter, tellOpened } from "./push/subscribe.js";

const CACHE_PREFIX = "evenfall-cache-";
const CACHE = `${CACHE_PREFIX}${String(Date.now()).padStart(15, "0")}-${BUILD.version}`;
// These stay reachable past a worker that is broken.
const OUTSIDE = "/recover";
// What stands in front of a server says so when that one is down.
const NO_SERVER = [502, 503, 504];
const SYNC = "evenfall-flush";

self.addEventListener("install", (event) => event.waitUntil(fillCache()));
self.addEventListener("activate", (event) => event.waitUntil(dropOldCaches().then(() => self.clients.claim())));
self.addEventListener("message", (event) => {
  // This one is sent only by the person's tap on the offer, and only while no run is open.
  if (event.data === "use-new-version") event.waitUntil(self.skipWaiting());
  if (event.data === "take-pages") event.waitUntil(self.clients.claim());
});
self.addEventListener("push", (event) => onPush(event, ({ test }) => (test ? noteArrival() : undefined)));
self.addEventListener("notificationclick", (event) => onNotificationClick(event, takeAnswer, tellOpened));
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renewAfter(event)));
self.addEventListener("sync", (event) => {
  if (event.tag === SYNC) event.waitUntil(sendWaiting());
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin || url.pathname.startsWith("/api/") || url.pathname.startsWith(OUTSIDE)) return;
  if (event.request.method !== "GET") {
    // A form that is sent without a network gets our calm page, and Back brings what was written.
    if (event.request.mode === "navigate") event.respondWith(fetch(event.request).catch(async () => (await shell("offline")) ?? Response.error()));
    return;
  }
  if (url.pathname.startsWith("/static/") || url.pathname === "/manifest.webmanifest") event.respondWith(asset(event.request));
  else if (event.request.mode === "navigate") event.respondWith(page(event.request, url));
});

async function fillCache() {
  const shells = Object.values(BUILD.shells).flatMap((pages) => Object.values(pages));
  const cache = await caches.open(CACHE);
  try {
    await cache.addAll([...BUILD.assets, ...shells].map((url) => new Request(url, { cache: "reload" })));
  } catch (reason) {
    // An empty cache must not pass for the former version later.
    await caches.delete(CACHE);
    throw reason;
  }
}

/** The newest former version stays: pages that were opened with it still load their parts from it. */
async function dropOldCaches() {
  const ours = (await caches.keys()).filter((name) => name.startsWith(CACHE_PREFIX)).sort();
  const present = await presentCache(ours);
  const former = ours.filter((name) => name !== present).at(-1);
  await Promise.all(ours.filter((name) => name !== present && name !== former).map((name) => caches.delete(name)));
}

/** A worker that was put to sleep wakes with another clock, so its cache is found by version, not by name. */
async function presentCache(names) {
  const all = names ?? (await caches.keys()).sort();
  return all.filter((name) => name.startsWith(CACHE_PREFIX) && name.endsWith(`-${BUILD.version}`)).at(-1) ?? CACHE;
}

async function asset(request) {
  return (await caches.match(request)) ?? fetch(request);
}

async function page(request, url) {
  const name = BUILD.addresses[url.pathname];
  if (name) return (await shell(name)) ?? fetch(request);
  const answer = await fetch(request).catch(() => null);
  if (answer && !NO_SERVER.includes(answer.status)) return answer;
  if (url.pathname === "/") return Response.redirect("/tonight");
  return (await shell("offline")) ?? answer ?? Response.error();
}

async function shell(name) {
  const pages = BUILD.shells[await language()];
  return (await caches.open(await presentCache())).match(pages[name]);
}

async function language() {
  const wanted = [await deviceValue("language").catch(() => undefined), ...navigator.languages];
  const known = wanted.filter(Boolean).map((tag) => tag.toLowerCase().split("-")[0]);
  return known.find((tag) => tag in BUILD.shells) ?? Object.keys(BUILD.shells)[0];
}

/** The browser tries again later when this fails. */
async function sendWaiting() {
  const state = await flush();
  await hush();
  if (state === "unreachable") throw new Error("not sent yet");
}

/** Kept on the phone first, as every tap is; what cannot be sent now goes when the network is back. */
async function takeAnswer(action, data) {
  const taken = await answerReminder(action, data);
  if (taken) await sendWaiting().catch(() => self.registration.sync?.register(SYNC).catch(() => {}));
  return taken;
}
