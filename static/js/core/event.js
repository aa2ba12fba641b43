/** Making a fact: an id of its own, the corrected time, the device's zone, and the night that it is told. */

import { now } from "./clock.js";
import { nightOf, offsetAt } from "./night.js";
import { uuid7 } from "./uuid.js";

/** The night that it is now. Stamp it once, when a run or an entry starts, and carry it. */
export function tonight(instant = now()) {
  return nightOf(instant, offsetAt(instant));
}

/** @returns {import("./progress.js").NightEvent} */
export function makeEvent(kind, night, fields = {}) {
  const instant = now();
  return { id: uuid7(instant), kind, night, at: new Date(instant).toISOString(), offset: offsetAt(instant), ...fields };
}
