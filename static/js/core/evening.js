/** When the evening begins and ends, seen from now. */

import { clockTime, wallClock } from "./format.js";

const DAY_MIN = 1440;
const NOON_MIN = 720;

/** Minutes since the noon with which the night begins. @param {string} time "22:05" */
export function minutesIntoNight(time) {
  const [hour, minute] = time.split(":").map(Number);
  return (hour * 60 + minute - NOON_MIN + DAY_MIN) % DAY_MIN;
}

/** @param {string} begin "22:05" */
export function clockAfter(begin, seconds) {
  const [hour, minute] = begin.split(":").map(Number);
  const then = (hour * 60 + minute + Math.ceil(seconds / 60)) % DAY_MIN;
  return [Math.floor(then / 60), then % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/** The planned times, or from now on when the planned beginning is behind. */
export function eveningTimes(variant, instant) {
  const local = new Date(instant);
  const now = minutesIntoNight(`${local.getHours()}:${local.getMinutes()}`);
  if (now <= minutesIntoNight(variant.begin)) return { late: false, begin: wallClock(variant.begin), doneBy: wallClock(variant.done_by) };
  return { late: true, begin: clockTime(instant), doneBy: clockTime(instant + variant.seconds * 1000) };
}

export function isEvening(instant) {
  const hour = new Date(instant).getHours();
  return hour >= 17 || hour < 4;
}
