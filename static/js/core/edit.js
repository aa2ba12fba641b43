/**
 * Changing a routine by hand, with the rules of routines/core/edit.py: every change gives a new list or says why not.
 * A list never goes back up (from bed to standing), no amount leaves its bounds, no step comes twice, and the whole
 * never takes longer than the minutes that were asked for.
 *
 * @typedef {{step: string, seconds: number, hold: number|null, reps: number|null}} Asked
 * @typedef {{when: number, position: number, kind: string, doses: [number, number|null, number|null][],
 *   hold: [number, number]|null, reps: [number, number]|null, seconds: [number, number]|null, rep_seconds: number,
 *   sides: string, alike: string[]}} Offered what may be offered tonight, as the bundle's `catalogue` says it
 * @typedef {Record<string, Offered>} Catalogue
 */

import { CHANGE_S, REST_S } from "./plan.js";
import { LEAD_MS } from "./run.js";

const READY_S = LEAD_MS / 1000;
const MOVES = ["stretch", "range_of_motion", "activation", "weight_bearing", "massage"];

/** A change that the rules of an evening do not allow; `code` says why. */
export class NotDone extends Error {
  constructor(code, params = {}) {
    super(code);
    this.code = code;
    this.params = params;
  }
}

/** Seconds, with the time to get ready for each. @param {Asked[]} items */
export function total(items) {
  return items.reduce((sum, item) => sum + item.seconds + READY_S, 0);
}

/** The item one place up (by = -1) or down (by = 1). */
export function move(items, index, by, catalogue) {
  const other = inList(items, index) + by;
  if (other < 0 || other >= items.length) throw new NotDone("at_the_end");
  const changed = [...items];
  [changed[index], changed[other]] = [changed[other], changed[index]];
  if (!goesDown(changed, catalogue)) throw new NotDone("back_up");
  return changed;
}

export function goesDown(items, catalogue) {
  return items.every((item, i) => i === 0 || !isAbove(catalogue[item.step], catalogue[items[i - 1].step]));
}

export function remove(items, index) {
  if (items.length === 1) throw new NotDone("last_one");
  inList(items, index);
  return items.filter((_, i) => i !== index);
}

/** The step with its least amount, where it belongs in the evening. */
export function add(items, step, catalogue, budget) {
  notTwice(items, step);
  return within(placed(items, itemOf(step, catalogue[step].doses[0]), catalogue), budget);
}

/** Another step in its place, for about as long. */
export function swap(items, index, step, catalogue, budget) {
  const old = items[inList(items, index)];
  notTwice(items, step);
  if (!catalogue[old.step].alike.includes(step)) throw new NotDone("not_alike");
  const others = items.filter((_, i) => i !== index);
  const fitting = catalogue[step].doses.filter(([seconds]) => total(others) + seconds + READY_S <= budget);
  if (!fitting.length) throw new NotDone("too_long", { minutes: String(Math.floor(budget / 60)) });
  const item = itemOf(step, nearestDose(fitting, old.seconds));
  const changed = items.with(index, item);
  return goesDown(changed, catalogue) ? changed : placed(others, item, catalogue);
}

/** Another amount, inside the bounds of the step. The seconds of a movement are worked out afresh. */
export function setDose(items, index, { seconds, hold = null, reps = null }, catalogue, budget) {
  const { step } = items[inList(items, index)];
  const offered = catalogue[step];
  if (offered.seconds) {
    if (!inside(offered.seconds, seconds)) throw new NotDone("out_of_bounds");
    return within(items.with(index, { step, seconds, hold: null, reps: null }), budget);
  }
  if (hold === null || reps === null || !inside(offered.hold, hold) || !inside(offered.reps, reps)) throw new NotDone("out_of_bounds");
  return within(items.with(index, { step, seconds: movementSeconds(offered, hold, reps), hold, reps }), budget);
}

/** The next amount up (by = 1) or down (by = -1): what one button does. */
export function longerOrShorter(items, index, by, catalogue, budget) {
  const { step, seconds } = items[inList(items, index)];
  const { doses } = catalogue[step];
  const found = by > 0 ? doses.find(([each]) => each > seconds) : doses.findLast(([each]) => each < seconds);
  if (!found) throw new NotDone(by > 0 ? "most" : "least");
  return within(items.with(index, itemOf(step, found)), budget);
}

/** The list inside the minutes: the longest amounts shrink first, then steps go from the end of the moves. */
export function fitted(items, catalogue, budget) {
  let kept = [...items];
  while (total(kept) > budget) {
    const place = longestThatShrinks(kept, catalogue);
    if (place === null) {
      const last = kept.findLastIndex(({ step }) => MOVES.includes(catalogue[step].kind));
      const gone = last < 0 ? kept.length - 1 : last;
      kept = kept.filter((_, i) => i !== gone);
    } else {
      const { step, seconds } = kept[place];
      kept[place] = itemOf(step, catalogue[step].doses.findLast(([each]) => each < seconds));
    }
  }
  return kept;
}

/** A list as somebody wrote it, brought inside the rules: what is not offered goes, every amount is one that its step allows, nothing back up. */
export function lawful(told, catalogue) {
  const items = new Map();
  for (const asked of told) {
    if (asked.step in catalogue && !items.has(asked.step)) items.set(asked.step, nearest(asked, catalogue[asked.step]));
  }
  return [...items.values()].sort((a, b) => rank(catalogue[a.step]) - rank(catalogue[b.step]));
}

function nearest({ step, seconds, hold, reps }, offered) {
  if (!offered.seconds && reps != null) {
    const [held, times] = [clamped(hold ?? 0, offered.hold), clamped(reps, offered.reps)];
    return { step, seconds: movementSeconds(offered, held, times), hold: held, reps: times };
  }
  return itemOf(step, nearestDose(offered.doses, seconds));
}

/** Of two that are as near, the lesser. */
function nearestDose(doses, seconds) {
  return doses.reduce((best, dose) => (Math.abs(dose[0] - seconds) < Math.abs(best[0] - seconds) ? dose : best));
}

/** Seconds that a movement takes with its rests and its change of side (core/dose.py). */
export function movementSeconds({ sides, rep_seconds: each }, hold, reps) {
  const oneSide = hold ? reps * hold + (reps - 1) * REST_S : reps * each;
  return sides === "each" ? 2 * oneSide + CHANGE_S : oneSide;
}

/** The longest; of equals the one that loses least, and then the first. */
function longestThatShrinks(items, catalogue) {
  let [found, most, least] = [null, 0, 0];
  items.forEach(({ step, seconds }, i) => {
    const less = catalogue[step].doses.findLast(([each]) => each < seconds)?.[0];
    if (less === undefined || seconds < most || (seconds === most && less <= least)) return;
    [found, most, least] = [i, seconds, less];
  });
  return found;
}

/** After everything that lies as far up the evening as it does. */
function placed(items, item, catalogue) {
  const place = items.filter(({ step }) => !isAbove(catalogue[item.step], catalogue[step])).length;
  return items.toSpliced(place, 0, item);
}

const rank = ({ when, position }) => when * 100 + position;
const isAbove = (one, other) => rank(one) < rank(other);
const inside = ([low, high], value) => low <= value && value <= high;
const clamped = (value, [low, high]) => Math.min(Math.max(value, low), high);
const itemOf = (step, [seconds, hold, reps]) => ({ step, seconds, hold, reps });

function within(items, budget) {
  if (total(items) > budget) throw new NotDone("too_long", { minutes: String(Math.floor(budget / 60)) });
  return items;
}

function notTwice(items, step) {
  if (items.some((item) => item.step === step)) throw new NotDone("there_already");
}

function inList(items, index) {
  if (index < 0 || index >= items.length) throw new NotDone("not_there");
  return index;
}
