/** What rings tonight, by the bundle and by what this phone told since: all of it also with no network. */

import { nightOf, offsetAt, weekdayOf } from "./night.js";
import { standingOf } from "./progress.js";
import { instantOf, offsetIn, placeOf, wallIn } from "./zones.js";

/**
 * @typedef {{id: string, kind: string, time: string, weekdays: number[], on: boolean, next_due: string|null}} Rule
 * @typedef {{zone: string, kept_zone: string|null, rules: Rule[], snoozes: number[],
 *   pause: {first: string, until: string}|null, quiet: {start: string, end: string}|null,
 *   missed: {night: string, due_at: string}[]}} Ringing
 */

/** The routine's reminder of that night. @param {Ringing} ringing @returns {Rule|null} */
export function ruleOf(ringing, night) {
  return ringing.rules.find((rule) => rule.kind === "routine" && rule.on && rule.weekdays.includes(weekdayOf(night))) ?? null;
}

/** The night on which everything rings again, while a pause holds. @returns {string|null} */
export function pausedUntil({ pause }, night) {
  return pause && pause.first <= night && night < pause.until ? pause.until : null;
}

/** The wishes of that night to be told again later, none of them undone; the newest one holds and stands first. */
export function wishesOf(events, night, rule) {
  const wishes = standingOf(events).filter((event) => event.kind === "reminder_snoozed" && event.night === night && event.reminder === rule.id);
  return wishes.sort((one, other) => Date.parse(other.at) - Date.parse(one.at) || (one.id < other.id ? 1 : -1));
}

/**
 * Which of the minutes lead to a moment that can ring: after the reminder's own time, in the same night, and not in
 * quiet hours.
 * @returns {{minutes: number, until: number}[]}
 */
export function choicesOf(ringing, rule, night, instant) {
  const planned = instantOf(ringing.zone, night, rule.time);
  const all = ringing.snoozes.map((minutes) => ({ minutes, until: instant + minutes * 60_000 }));
  return all.filter(({ until }) => until > planned && nightOf(until, offsetAt(until)) === night && !isQuiet(ringing, until));
}

/** The start belongs to the quiet hours, the end does not; they may go over midnight. */
function isQuiet({ quiet, zone }, instant) {
  if (!quiet) return false;
  const at = wallIn(zone, instant);
  return quiet.start <= quiet.end ? quiet.start <= at && at < quiet.end : at >= quiet.start || at < quiet.end;
}

/** What did not reach this phone tonight or in the night before, the newest first. */
export function notRung({ missed }, first) {
  return missed.find((one) => one.night >= first) ?? null;
}

/** The newest answer to "your phone is somewhere else" that the bundle cannot know of yet. */
export function travelSaid(events, generatedAt) {
  return answers(events).find((event) => Date.parse(event.at) > Date.parse(generatedAt)) ?? null;
}

function answers(events) {
  const found = standingOf(events).filter((event) => event.kind === "travelled");
  return found.sort((one, other) => Date.parse(other.at) - Date.parse(one.at) || (one.id < other.id ? 1 : -1));
}

/**
 * Where the phone is, when the clocks there say something else than those that reminders go by, and nobody was asked
 * yet. `moved` is the reminder's time by the clocks there, `kept` what they say when it rings as at home.
 * @param {string} here the phone's zone
 * @returns {{zone: string, place: string, moved: string, kept: string}|null}
 */
export function travelQuestion(ringing, events, generatedAt, { here, night, instant }) {
  const said = travelSaid(events, generatedAt);
  if ([ringing.kept_zone, answers(events)[0]?.zone].includes(here)) return null;
  const home = said && !said.keep ? said.zone : ringing.zone;
  const rule = ruleOf(ringing, night) ?? ringing.rules.find(({ on }) => on);
  if (!rule || !here || offsetIn(here, instant) === offsetIn(home, instant)) return null;
  return { zone: here, place: placeOf(here), moved: rule.time, kept: wallIn(here, instantOf(home, night, rule.time)) };
}
