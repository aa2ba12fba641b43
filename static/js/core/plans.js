/**
 * What somebody made of their routines, as the sum of what their phones told: routines/core/plans.py. For each slot,
 * step and own step the newest standing event speaks.
 *
 * @typedef {import("./progress.js").NightEvent & {slot?: string, told?: any}} PlanEvent
 * @typedef {import("./edit.js").Asked} Asked
 * @typedef {{slots: Record<string, {name: string, nights: number[], minutes: number|null, gentle: boolean}|null>,
 *   lists: Record<string, Asked[]|null>, marks: Record<string, {mark: string, until: string|null}>,
 *   own: Record<string, object|null>, edits: Record<string, string>}} Plans
 * null: removed, or the suggestion again. What is not there was never told by this phone's events.
 */

import { weekdayOf } from "./night.js";
import { merged, standingOf } from "./progress.js";

const PLANNING = ["slot_saved", "routine_edited", "step_marked", "own_step_saved"];

export function isPlanning({ kind }) {
  return PLANNING.includes(kind);
}

/** The planning events that nobody has undone, the oldest first. @param {Iterable<PlanEvent>} events */
export function standingPlans(events) {
  return standingOf(events).filter(isPlanning).sort(byAge);
}

function byAge(one, other) {
  return Date.parse(one.at) - Date.parse(other.at) || (one.id < other.id ? -1 : 1);
}

/** @param {Iterable<PlanEvent>} events @returns {Plans} */
export function plans(events) {
  const found = { slots: {}, lists: {}, marks: {}, own: {}, edits: {} };
  for (const { id, kind, slot, step, told } of standingPlans(events)) {
    if (kind === "slot_saved") found.slots[slot] = told.removed ? null : slotOf(told);
    if (kind === "routine_edited") [found.lists[slot], found.edits[slot]] = [listOf(told), id];
    if (kind === "step_marked") found.marks[step] = { mark: told.mark, until: told.until ?? null };
    if (kind === "own_step_saved") found.own[step] = told.removed ? null : told;
  }
  return found;
}

function slotOf({ name, nights, minutes = null, gentle = false }) {
  return { name, nights: [...nights].sort(), minutes, gentle };
}

function listOf({ items }) {
  return items?.length ? items.map(({ step, seconds, hold = null, reps = null }) => ({ step, seconds, hold, reps })) : null;
}

/** The planning events that were taken back, by id. */
export function takenBack(events) {
  const told = merged(events);
  const undone = new Set(told.filter(({ kind }) => kind === "undone").map(({ undoes }) => undoes));
  return new Map(told.filter((event) => isPlanning(event) && undone.has(event.id)).map((event) => [event.id, event]));
}

/** Whether a step is switched off in this night. @param {Record<string, string|null>} off until which night; null for good */
export function isOff(off, step, night) {
  return step in off && (off[step] === null || night < off[step]);
}

/** The routine of this night: the first, by name, that is for its weekday; else the main one. */
export function slotFor(night, slots) {
  const weekday = weekdayOf(night);
  const fitting = slots.filter(({ main, nights }) => !main && nights.includes(weekday)).sort(byName);
  return fitting[0] ?? slots.find(({ main }) => main);
}

export function byName(one, other) {
  if (one.name !== other.name) return one.name < other.name ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}
