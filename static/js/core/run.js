/**
 * The run through the routine as a value: every transition takes a run and the wall clock and gives a new run.
 * Time is kept as a wall-clock anchor, so that a reload in the middle of a hold returns to the same second.
 */

import { arrive, elapsedOf, paused } from "./begin.js";
import { at, planOf } from "./plan.js";

export * from "./begin.js";

/** Longer away than the segment and this: ask before going on. */
const STALE_MS = 600_000;
/** A clock that steps back further than this was set by somebody. */
const BACK_MS = 2_000;

export function resumed(run, wall) {
  return { ...run, state: "running", anchor: wall, seen: wall };
}

export function seenAt(run, wall) {
  return { ...run, seen: wall };
}

/** Whether nobody can say that the person is still there: gone too long, or the clock was set back. */
export function inDoubt(run, wall) {
  if (run.state !== "running" || run.ended) return false;
  if (wall < run.seen - BACK_MS) return true;
  const then = at(planOf(run.items[run.index]), elapsedOf(run, run.seen));
  return wall - run.seen > then.remaining + STALE_MS;
}

/** Where it was when it was last seen, standing still. */
export function heldAtLastSight(run, wall) {
  return { ...paused(run, run.seen), seen: wall };
}

/** @param {{event: string, how: "done"|"skipped"|"hurt"}|null} mark null when this step was marked before */
export function marked(run, mark, wall) {
  const step = run.items[run.index].step;
  const marks = mark ? [...run.marks, { ...mark, step, index: run.index }] : run.marks;
  if (isLast(run)) return { ...paused(run, wall), marks };
  return arrive({ ...run, marks }, run.index + 1, wall);
}

export function markOf(run) {
  const { step } = run.items[run.index];
  return run.marks.findLast((mark) => mark.index === run.index && mark.step === step) ?? null;
}

export function isLast(run) {
  return run.index === run.items.length - 1;
}

/** @param {{event: string, outcome: string, mark: string|null}} ended `mark`: the step's event of the same tap */
export function endedWith(run, ended, wall) {
  return { ...paused(run, wall), ended };
}

/** Takes back the newest mark and any ending, and stands at that step. */
export function undone(run, wall) {
  const mark = run.marks.at(-1);
  const back = { ...run, ended: null, marks: run.marks.slice(0, -1) };
  return arrive(back, mark ? mark.index : run.index, wall);
}
