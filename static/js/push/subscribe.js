/** This device's subscription to reminders, and whether the browser and the server agree about it. */

import { call } from "../core/api.js";

/**
 * @typedef {"unsupported"|"denied"|"off"|"set"|"offline"|"mend"|"no-service"} PushState
 * set: permission, a living subscription, and the server knows it under its present key.
 */

export function pushSupported() {
  return "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;
}

/** iPhones and iPads offer push only to a site that was put on the Home Screen. */
export function needsInstall() {
  return !pushSupported() && "standalone" in navigator && navigator.standalone === false;
}

export async function subscription() {
  const registration = await navigator.serviceWorker.ready;
  return registration.pushManager.getSubscription();
}

/** At every opening: the truth about this device, mended where no question to the person is needed. @returns {Promise<PushState>} */
export async function reconcile() {
  if (!pushSupported()) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  const mine = await subscription();
  if (Notification.permission !== "granted") return "off";
  if (!mine) return "mend";
  const key = await call("GET", "/api/v1/push/key");
  if (key.status !== 200) return "offline";
  if (!sameKey(mine, key.data.public_key)) return "mend";
  const known = await call("POST", "/api/v1/push/status", { body: { endpoint: mine.endpoint } });
  if (known.status !== 200) return "offline";
  if (known.data.known && known.data.key_id === key.data.key_id) return "set";
  return tellServer(mine, key.data.key_id);
}

/** Only after a tap: browsers refuse the question otherwise. @returns {Promise<PushState>} */
export async function subscribe() {
  if (!pushSupported()) return "unsupported";
  if ((await Notification.requestPermission()) !== "granted") return Notification.permission === "denied" ? "denied" : "off";
  return renew();
}

/** @returns {Promise<PushState>} */
export async function renew() {
  const key = await call("GET", "/api/v1/push/key");
  if (key.status !== 200) return "offline";
  // The worker itself renews too, when the browser changed the subscription under it.
  const inWorker = "ServiceWorkerGlobalScope" in globalThis;
  const { pushManager } = inWorker ? globalThis.registration : await navigator.serviceWorker.ready;
  let mine = await pushManager.getSubscription();
  // A subscription under another key stands in the way of a new one.
  if (mine && !sameKey(mine, key.data.public_key)) {
    await mine.unsubscribe();
    mine = null;
  }
  try {
    mine ??= await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key.data.public_key) });
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
  return "off";
}

/** If the server will not have it, the browser must not keep it: the two sides never disagree. */
async function tellServer(mine, keyId) {
  const { endpoint, keys } = mine.toJSON();
  const answer = await call("POST", "/api/v1/push/subscription", { body: { endpoint, keys, key_id: keyId } });
  if (answer.status === 200 || answer.status === 201) return "set";
  if (answer.status === 0 || answer.status >= 500 || answer.status === 401) return "offline";
  await mine.unsubscribe();
  return answer.status === 422 ? "no-service" : "mend";
}

function sameKey(mine, publicKey) {
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
