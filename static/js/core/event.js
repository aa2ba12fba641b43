/** Making a fact: an id of its own, the corrected time, the device's zone, and the night that it is told. */

import { now } from "./clock.js";
import { nightOf, nightPlus, offsetAt } from "./night.js";
import { uuid7 } from "./uuid.js";

/** The night that it is now. Stamp it once, when a run or an entry starts, and carry it. */
export function tonight(instant = now()) {
  return nightOf(instant, offsetAt(instant));
}

/** The newest night that can be written about: until noon it is the one that it still is. */
export function lastNight(instant = now()) {
  return new Date(instant).getHours() < 12 ? tonight(instant) : nightPlus(tonight(instant), -1);
}

/** @returns {import("./progress.js").NightEvent} */
export function makeEvent(kind, night, fields = {}) {
  const instant = now();
  return { id: uuid7(instant), kind, night, at: new Date(instant).toISOString(), offset: offsetAt(instant), ...fields };
}
