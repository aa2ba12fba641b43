/** Forgetting a person: at sign-out, when the device was removed from afar, when somebody else signs in. */

import { forgetKey } from "./cipher.js";
import { tell } from "./news.js";
import { counts } from "./queue.js";
import { deviceValue, eraseDatabase, setDeviceValue, write } from "./store.js";

/** Erases all that this phone knows of the person, what is unsent included. */
export async function purge(account) {
  if ((await deviceValue("owner")) === account) await setDeviceValue("owner", undefined);
  tell({ kind: "purged", account });
  await forgetKey(account);
  await eraseDatabase(account);
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
  await write(account, ["events", "bundle", "run"], (tx) =>
    Promise.all(["events", "bundle", "run"].map((name) => tx.objectStore(name).clear())),
  );
}
