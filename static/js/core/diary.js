/** The times of a night as a clock on the wall showed them, and the sleep that follows (routines/core/diary.py). */

import { nightPlus } from "./night.js";

const MINUTE_MS = 60_000;
const LONGEST_MS = 24 * 60 * MINUTE_MS;
/** In their order. */
export const TIMES = ["in_bed", "lights_out", "woke", "up"];

/** The clock on the wall here, at that moment, with its offset: 2026-11-28T22:30+01:00 */
export function wallOf(instant) {
  const minutes = -new Date(instant).getTimezoneOffset();
  const local = new Date(Math.floor(instant / MINUTE_MS) * MINUTE_MS + minutes * MINUTE_MS).toISOString().slice(0, 16);
  const size = Math.abs(minutes);
  return `${local}${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function two(number) {
  return String(number).padStart(2, "0");
}

/** @param {string} wall @returns {string} "22:30" */
export function hourOf(wall) {
  return wall.slice(11, 16);
}

/**
 * Puts each hour on its day: going to bed is after the noon of the night, waking after midnight, and each time after
 * the one before.
 * @param {string} night @param {Record<string, string>} hours "22:30" by name, those that were told
 * @returns {Record<string, string>} by name
 */
export function placed(night, hours) {
  const found = {};
  let before = 0;
  for (const name of TIMES) {
    if (!hours[name]) continue;
    const first = ["in_bed", "lights_out"].includes(name) ? local(night, "12:00") : local(nightPlus(night, 1), "00:00");
    const at = firstAt(night, hours[name], before || first);
    found[name] = wallOf(at);
    before = at;
  }
  return found;
}

function firstAt(night, hour, after) {
  const days = [0, 1, 2].map((day) => local(nightPlus(night, day), hour));
  return days.find((at) => at >= after) ?? days[2];
}

/** Where the clocks are put forward past it, the moment when they are. */
function local(date, hour) {
  const [year, month, day] = date.split("-").map(Number);
  return new Date(year, month - 1, day, ...hour.split(":").map(Number)).getTime();
}

/**
 * @param {Record<string, any>} morning the answers
 * @returns {{asleep: number, efficiency: number|null}|{fault: string}|null} minutes and percent; null: not told
 */
export function sleepOf(morning) {
  const { lights_out: out, woke } = morning;
  if (!out || !woke) return null;
  const told = TIMES.filter((name) => morning[name]).map((name) => Date.parse(morning[name]));
  if (told.some((at, index) => index && at < told[index - 1])) return { fault: "order" };
  if (told[told.length - 1] - told[0] >= LONGEST_MS) return { fault: "too_long" };
  const { fell_asleep_minutes: falling = 0, awake_minutes: awake = 0, trying_minutes: trying = 0, up } = morning;
  const between = (Date.parse(woke) - Date.parse(out)) / MINUTE_MS;
  if (falling + awake > between) return { fault: "more_awake_than_night" };
  if (up && trying > (Date.parse(up) - Date.parse(woke)) / MINUTE_MS) return { fault: "more_trying_than_morning" };
  const asleep = between - falling - awake;
  const given = between + trying;
  return { asleep, efficiency: given ? (100 * asleep) / given : null };
}
