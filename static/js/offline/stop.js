/** Stop everyone: the wish waits here for a network, and goes before anything else that waits. */

import { call } from "../core/api.js";
import { tell } from "./news.js";
import { opened, sealed } from "./rows.js";
import { keep, valueOf, write } from "./store.js";

export const STOP = "stop";

/** @param {{ending: "tell"|"say_nothing", elsewhere: boolean}} wish Resolves when the phone has it for good. */
export async function wishToStop(account, wish) {
  await keep(account, "bundle", STOP, await sealed(account, STOP, { ...wish, made: Date.now() }));
  tell({ kind: "queued", account });
}

/** @returns {Promise<boolean>} */
export async function stopWaits(account) {
  return Boolean(await valueOf(account, "bundle", STOP));
}

export async function doNotStop(account) {
  await write(account, ["bundle"], (tx) => tx.objectStore("bundle").delete(STOP));
  tell({ kind: "activity", account });
}

/** The server does it once however often it hears of it: what was given after the wish is not meant. */
export async function sendStop(account) {
  const row = await valueOf(account, "bundle", STOP);
  if (!row) return;
  // What cannot be read any more was a wish to stop all the same: without a word, for that can still be told.
  const { ending = "say_nothing", elsewhere = false, made = Date.now() } = (await opened(account, row)) ?? {};
  // Somebody else may be signed in here by now, of whom this page has not heard.
  const body = { account, ending, elsewhere, age_ms: Math.max(0, Date.now() - made) };
  const { status } = await call("POST", "/api/v1/people/stop", { body });
  if (status === 204) await doNotStop(account);
}
