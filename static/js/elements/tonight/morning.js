/** In the morning hours one question stands on Tonight, as long as nobody has answered it. */

import { now } from "../../core/clock.js";
import { lastNight } from "../../core/event.js";
import { journalOf } from "../../core/journal.js";

const FIRST_HOUR = 4;
const LAST_HOUR = 12;

/** @param {import("../../core/progress.js").NightEvent[]} recent events of the last nights */
export function isAsked(recent) {
  const hour = new Date(now()).getHours();
  if (hour < FIRST_HOUR || hour >= LAST_HOUR) return false;
  const night = lastNight();
  // Whoever has only just come here had no night yet.
  if (!recent.length) return false;
  return !Object.keys(journalOf(recent.filter((event) => event.night === night)).morning).length;
}
