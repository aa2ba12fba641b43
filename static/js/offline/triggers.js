/** When to send: when it is known who is signed in, when the network returns, when the page is seen again, and after every write. */

import { refreshBundle } from "./bundle.js";
import { listen } from "./news.js";
import { flush } from "./sync.js";

const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 300_000;
export const SYNC_TAG = "evenfall-flush";

let retryMs = FIRST_RETRY_MS;
let retry = 0;

export function startSending() {
  addEventListener("online", send);
  addEventListener("pageshow", send);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) send();
  });
  listen((message) => {
    if (message.kind === "queued") {
      send();
      sendLater();
    }
    // The server has new answers: only now can the evening follow them.
    if (message.kind === "reshaped") refreshBundle().catch(() => {});
    if (["changed", "purged"].includes(message.kind)) hushHere().catch(() => {});
  });
  hushHere().catch(() => {});
}

/** A reminder that is answered, here or by what the server told, leaves this phone's lock screen. */
async function hushHere() {
  if (globalThis.Notification?.permission !== "granted") return;
  const { hush } = await import("./hush.js");
  await hush();
}

export async function send() {
  clearTimeout(retry);
  const state = await flush().catch(() => "unreachable");
  if (state !== "unreachable") {
    retryMs = FIRST_RETRY_MS;
    return;
  }
  retry = setTimeout(send, retryMs);
  retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
}

/** Background Sync, where it exists, sends even when this page is gone. */
async function sendLater() {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.sync?.register(SYNC_TAG).catch(() => {});
}
