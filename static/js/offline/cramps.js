/**
 * Cramps are written down by themselves: when one began, how long it took, where it was. Led through while nobody was
 * signed in, it stays on this phone alone, without a name, until somebody says that it was theirs.
 */

import { goesOn } from "../core/cramp.js";
import { wallOf } from "../core/diary.js";
import { makeEvent } from "../core/event.js";
import { nightOf, offsetAt } from "../core/night.js";
import { keepCramp, keptCramp } from "./kept.js";
import { append } from "./queue.js";
import { owner } from "./session.js";
import { deviceValue, setDeviceValue } from "./store.js";

const STRAYS = "cramps";
const MOST_STRAYS = 20;
/** What is shorter was a look at the page. */
const SHORTEST_MS = 20_000;

/** @param {import("../core/cramp.js").Cramp} cramp @returns {Promise<object|null>} the entry, to take it back; null: none */
export async function logCramp({ started, ended, place }) {
  if (ended && ended - started < SHORTEST_MS) return null;
  const told = { began: wallOf(started), place, ...(ended && { seconds: Math.round((ended - started) / 1000) }) };
  const event = makeEvent("cramp_logged", nightOf(started, offsetAt(started)), { told });
  const account = await owner();
  if (account) await append(account, [event]);
  else await setDeviceValue(STRAYS, [...(await strays()), event].slice(-MOST_STRAYS));
  return event;
}

/** The page was closed and nobody said that it was over: after an hour that is what is written down. */
export async function logForgotten() {
  const kept = keptCramp();
  if (!kept || goesOn(kept, Date.now())) return;
  await logCramp(kept);
  keepCramp(null);
}

export async function takeBack({ id, night }) {
  const all = await strays();
  if (all.some((event) => event.id === id)) return keepStrays(all.filter((event) => event.id !== id));
  const account = await owner();
  return account && append(account, [makeEvent("undone", night, { undoes: id })]);
}

/** Those of nobody. @returns {Promise<import("../core/progress.js").NightEvent[]>} */
export async function strays() {
  return (await deviceValue(STRAYS)) ?? [];
}

/** @param {string|null} account the person who says that these were theirs; null: they were somebody else's */
export async function settleStrays(account) {
  // Kept as theirs before they are forgotten here.
  if (account) await append(account, await strays());
  await keepStrays([]);
}

function keepStrays(events) {
  return setDeviceValue(STRAYS, events.length ? events : undefined);
}
