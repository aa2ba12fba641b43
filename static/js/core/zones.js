/** The clocks of another place, as the tables of this browser have them. */

import { nightPlus } from "./night.js";

const MINUTE_MS = 60_000;
const NOON = "12:00";

/** Minutes east of UTC there at that moment. @param {string} zone @param {number} instant */
export function offsetIn(zone, instant) {
  const { year, month, day, hour, minute } = parts(zone, instant);
  const whole = Math.floor(instant / MINUTE_MS) * MINUTE_MS;
  return (Date.UTC(year, month - 1, day, hour, minute) - whole) / MINUTE_MS;
}

/** What the clock there says. @returns {string} "22:05" */
export function wallIn(zone, instant) {
  const { hour, minute } = parts(zone, instant);
  return [hour, minute].map((one) => String(one).padStart(2, "0")).join(":");
}

/**
 * When the clock there says so in that night; a time before noon is the next date's. Where clocks jump over it, some
 * moment close by: the server plans, this only asks and explains.
 * @param {string} time "22:05" @returns {number}
 */
export function instantOf(zone, night, time) {
  const date = time < NOON ? nightPlus(night, 1) : night;
  const wall = Date.parse(`${date}T${time}:00Z`);
  const near = wall - offsetIn(zone, wall) * MINUTE_MS;
  return wall - offsetIn(zone, near) * MINUTE_MS;
}

/** @param {string} zone "Europe/Lisbon" */
export function placeOf(zone) {
  return zone.split("/").at(-1).replaceAll("_", " ");
}

function parts(zone, instant) {
  const fields = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" };
  const drawn = new Intl.DateTimeFormat("en-US", { ...fields, hourCycle: "h23", timeZone: zone }).formatToParts(new Date(instant));
  return Object.fromEntries(drawn.map(({ type, value }) => [type, Number(value)]));
}
