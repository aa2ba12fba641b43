/** Whose evening this is. The phone keeps its owner until the server names another or the person signs out. */

import { call } from "../core/api.js";
import { clockOffset, restoreClock } from "../core/clock.js";
import { tell } from "./news.js";
import { finishPurge, purge, setAside } from "./purge.js";
import { deviceValue, keep, setDeviceValue, valueOf } from "./store.js";

/** @returns {Promise<string|undefined>} account id */
export async function owner() {
  return deviceValue("owner");
}

/** What an earlier visit found out about this phone's clock; needed before anything is stamped offline. */
export async function wakeClock() {
  const account = await owner();
  if (!account) return;
  restoreClock(await valueOf(account, "bundle", "clock"));
}

export async function keepClock(account) {
  if ((await valueOf(account, "bundle", "clock")) !== clockOffset()) await keep(account, "bundle", "clock", clockOffset());
}

/**
 * Asks the server who is signed in and makes that person this phone's owner.
 * @returns {Promise<"signed-in"|"signed-out"|"removed"|"unknown">}
 */
export async function meet() {
  await finishPurge();
  if (!(await finishLeaving())) return "unknown";
  const answer = await call("GET", "/api/v1/session");
  const before = await owner();
  if (answer.status === 200) {
    await adopt(answer.data.account, before);
    return "signed-in";
  }
  if (answer.status === 0 || answer.status >= 500) return "unknown";
  return heed(before, answer);
}

/** What an answer says about the session, wherever it came from. */
export async function heed(account, answer) {
  if (answer.status === 403 && answer.type === "session-removed") {
    if (account) await purge(account);
    return "removed";
  }
  if (answer.status !== 401) return "unknown";
  if (account) await rememberSession(account, true);
  return "signed-out";
}

async function adopt(account, before) {
  if (before && before !== account.id) await setAside(before);
  await setDeviceValue("language", account.language);
  await setDeviceValue("owner", account.id);
  await rememberSession(account.id, false);
  await keepClock(account.id);
  if (before !== account.id) tell({ kind: "changed", account: account.id });
}

async function rememberSession(account, signedOut) {
  if (Boolean(await valueOf(account, "bundle", "signed_out")) === signedOut) return;
  await keep(account, "bundle", "signed_out", signedOut);
  tell({ kind: "activity", account });
}

/** Signed out here: the server still has to be told, before it may name anybody. False while it cannot be reached. */
export async function finishLeaving() {
  if (!(await deviceValue("leaving"))) return true;
  const answer = await call("DELETE", "/api/v1/session");
  if (answer.status === 0 || answer.status >= 500) return false;
  await setDeviceValue("leaving", undefined);
  return true;
}
