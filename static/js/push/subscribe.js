/** This device's subscription to reminders: asked for, renewed, and taken back. Whether it holds: standing.js. */

import { call } from "../core/api.js";

const UNWANTED = "evenfall-rings-not";
let crowded = false;

/**
 * @typedef {"unsupported"|"install"|"denied"|"off"|"removed"|"full"|"set"|"offline"|"mend"|"no-service"} PushState
 * off, removed: somebody said so, here or on another phone. full: the account has as many phones as there may be.
 * set: permission, a living subscription, and the server knows it under its present key.
 */

export function pushSupported() {
  return "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;
}

/** iPhones and iPads offer push only to a site that was put on the Home Screen. */
export function needsInstall() {
  return !pushSupported() && "standalone" in navigator && navigator.standalone === false;
}

/** In a page and in the worker alike. */
export async function subscription() {
  return (await pushManager()).getSubscription();
}

/** The next person on this phone must not get this person's reminders. */
export async function forgetPush() {
  if (!pushSupported() || !(await navigator.serviceWorker.getRegistration())) return;
  await (await subscription())?.unsubscribe();
}

async function pushManager() {
  // Pages have a property of that name too, which is about something else.
  const inWorker = "ServiceWorkerGlobalScope" in globalThis;
  return (inWorker ? globalThis.registration : await navigator.serviceWorker.ready).pushManager;
}

/** Whether somebody said that this phone shall not ring: nothing is lost then, and nothing to mend. @returns {PushState|null} */
export function unwanted() {
  const said = localStorage.getItem(UNWANTED);
  return said === null ? null : said || "off";
}

/** Taken off the list on another phone: it stays so until somebody taps here. @returns {Promise<PushState>} */
export async function stayRemoved(mine) {
  localStorage.setItem(UNWANTED, "removed");
  await mine.unsubscribe();
  return "removed";
}

/** Whether the server had no room for this phone when it asked last. */
export function isCrowded() {
  return crowded;
}

/** Only after a tap: browsers refuse the question otherwise. @returns {Promise<PushState>} */
export async function subscribe() {
  if (!pushSupported()) return "unsupported";
  if ((await Notification.requestPermission()) !== "granted") return Notification.permission === "denied" ? "denied" : "off";
  localStorage.removeItem(UNWANTED);
  return renew();
}

/** @param {{anew?: boolean}} [how] anew: the address that it has is of no use any more @returns {Promise<PushState>} */
export async function renew({ anew = false } = {}) {
  const key = await call("GET", "/api/v1/push/key");
  if (key.status !== 200) return "offline";
  const manager = await pushManager();
  let mine = await manager.getSubscription();
  // A subscription under another key stands in the way of a new one.
  if (mine && (anew || !sameKey(mine, key.data.public_key))) {
    await mine.unsubscribe();
    mine = null;
  }
  try {
    mine ??= await manager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key.data.public_key) });
  } catch {
    return "no-service";
  }
  return tellServer(mine, key.data.key_id);
}

/** Takes this device off the list, here and on the server. @returns {Promise<PushState>} */
export async function unsubscribe() {
  const mine = await subscription();
  if (mine) {
    const answer = await call("DELETE", "/api/v1/push/subscription", { body: { endpoint: mine.endpoint } });
    if (answer.status === 0 || answer.status >= 500) return "offline";
    await mine.unsubscribe();
  }
  localStorage.setItem(UNWANTED, "");
  return "off";
}

/** If the server will not have it, the browser must not keep it: the two sides never disagree. @returns {Promise<PushState>} */
export async function tellServer(mine, keyId) {
  const { endpoint, keys } = mine.toJSON();
  const answer = await call("POST", "/api/v1/push/subscription", { body: { endpoint, keys, key_id: keyId } });
  if (answer.status === 200 || answer.status === 201) return "set";
  if (answer.status === 0 || answer.status >= 500 || answer.status === 401) return "offline";
  await mine.unsubscribe();
  crowded = answer.type === "too-many";
  if (crowded) return "full";
  return answer.status === 422 ? "no-service" : "mend";
}

/** In the worker: the browser ended the address by itself. @param {PushSubscriptionChangeEvent} event */
export async function renewAfter({ oldSubscription }) {
  const body = oldSubscription && { endpoint: oldSubscription.endpoint };
  const told = body && (await call("POST", "/api/v1/push/status", { body }));
  // A new address must not bring back what was taken off the list.
  return told?.data?.removed ? "removed" : renew();
}

/** A message was tapped while its page was open already: the page was not loaded anew and cannot tell. */
export async function tellOpened() {
  const mine = await subscription();
  if (mine) await call("POST", "/api/v1/push/status", { body: { endpoint: mine.endpoint, opened: true } });
}

/** @param {PushSubscription} mine @param {string} publicKey base64url */
export function sameKey(mine, publicKey) {
  const used = mine.options?.applicationServerKey;
  return Boolean(used) && base64url(new Uint8Array(used)) === publicKey.replace(/=+$/, "");
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function bytesOf(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}
