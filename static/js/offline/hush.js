/** Takes the evening's reminder off this phone once it is answered, here or on another phone. */

import { nightState } from "../core/progress.js";
import { eventsOf } from "./queue.js";
import { owner } from "./session.js";

/** In a page and in the worker alike. Where nobody is signed in, nobody's evening stands on the lock screen. */
export async function hush() {
  const account = await owner();
  const answered = new Map();
  for (const notification of await evenings()) {
    const { night } = notification.data;
    if (!answered.has(night)) answered.set(night, !account || (await isAnswered(account, night)));
    if (answered.get(night)) notification.close();
  }
}

async function isAnswered(account, night) {
  const { settled, begun } = nightState(await eventsOf(account, night));
  return settled || begun;
}

async function evenings() {
  const registration = globalThis.registration ?? (await navigator.serviceWorker?.getRegistration());
  const open = (await registration?.getNotifications?.()) ?? [];
  return open.filter(({ data }) => data?.evening && typeof data.night === "string");
}
