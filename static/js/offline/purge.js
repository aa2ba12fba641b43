/** Forgetting a person: at sign-out, when the device was removed from afar, when somebody else signs in. */

import { forgetKey } from "./cipher.js";
import { keepCramp } from "./kept.js";
import { tell } from "./news.js";
import { counts } from "./queue.js";
import { STOP } from "./stop.js";
import { deviceValue, eraseDatabase, setDeviceValue, write } from "./store.js";

/**
 * Erases all that this phone knows of the person, what is unsent included. Noted first: a page that hears of it may go
 * elsewhere at once, and be gone before it is done.
 */
export async function purge(account) {
  await setDeviceValue("erasing", account);
  // Whoever signs in next must not be told of a cramp that was this person's.
  keepCramp(null);
  if ((await deviceValue("owner")) === account) await setDeviceValue("owner", undefined);
  tell({ kind: "purged", account });
  await forgetKey(account);
  await eraseDatabase(account);
  await setDeviceValue("erasing", undefined);
}

/** What a page began and did not live to end. */
export async function finishPurge() {
  const account = await deviceValue("erasing");
  if (account) await purge(account);
}

/** How many entries would be lost by a purge. */
export async function unsentOf(account) {
  const { unsent, refused } = await counts(account);
  return unsent + refused;
}

/** Signing out: forgotten here now, with or without a network; the server is told by finishLeaving. */
export async function leave(account) {
  if (account) await purge(account);
  await setDeviceValue("leaving", true);
}

/** Somebody else is signed in. What the former owner has not sent waits for them; all else goes. */
export async function setAside(account) {
  if ((await unsentOf(account)) === 0) {
    await forgetKey(account);
    await eraseDatabase(account);
    return;
  }
  await write(account, ["events", "bundle", "run"], async (tx) => {
    const stop = await tx.objectStore("bundle").get(STOP);
    await Promise.all(["events", "bundle", "run"].map((name) => tx.objectStore(name).clear()));
    if (stop) await tx.objectStore("bundle").put(stop, STOP);
  });
}
