/**
 * The run through the routine as a value: every transition takes a run and the wall clock and gives a new run.
 * Time is kept as a wall-clock anchor, so that a reload in the middle of a hold returns to the same second.
 */

import { at, planOf } from "./plan.js";

/** To lie down, to take hold of the towel. */
export const LEAD_MS = 5_000;
/** Longer away than the segment and this: ask before going on. */
const STALE_MS = 600_000;
/** A clock that steps back further than this was set by somebody. */
const BACK_MS = 2_000;

/** Begins at the first step that this night has not seen done. */
export function beginRun({ id, night, variant, slot, steps, done, doneBy, wall }) {
  const { items } = slot.variants[variant];
  const open = items.findIndex((item) => !done.includes(item.step));
  const copy = Object.fromEntries(items.map((item) => [item.step, steps[item.step]]));
  const run = { id, night, variant, routine: slot.id, doneBy, items, steps: copy, marks: [], ended: null, began: wall };
  return arrive(structuredClone(run), Math.max(open, 0), wall);
}

/**
 * The run without steps that must not be done now; all of it again once nothing speaks against them. Null when nothing is left.
 * @param {Record<string, string>} out
 */
export function without(run, out, wall) {
  const all = run.all ?? run.items.map((item, place) => ({ ...item, place }));
  const items = all.filter(({ step }) => !(step in out));
  if (String(items.map(({ step }) => step)) === String(run.items.map(({ step }) => step))) return run;
  const old = run.all ? run.items : all;
  const next = (index) => items.findIndex(({ place }) => place >= old[index].place);
  const marks = run.marks.map((mark) => ({ ...mark, index: next(mark.index) })).filter(({ index }) => index >= 0);
  const index = next(run.index);
  if (index < 0) return null;
  const fitted = { ...run, all, items, marks };
  return items[index].step === run.items[run.index].step ? { ...fitted, index } : arrive(fitted, index, wall);
}

export function arrive(run, index, wall) {
  return { ...run, index, state: "running", anchor: wall + LEAD_MS, elapsed: 0, seen: wall };
}

/** Milliseconds of the step behind; below nought while getting ready. */
export function elapsedOf(run, wall) {
  return run.state === "running" ? run.elapsed + wall - run.anchor : run.elapsed;
}

export function paused(run, wall) {
  return { ...run, state: "paused", elapsed: Math.max(0, elapsedOf(run, wall)), seen: wall };
}

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

/** @param {{event: string, how: "done"|"skipped"}|null} mark null when this step was marked before */
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

/** Takes back the ending alone; the steps stay as they were marked. */
export function reopened(run, wall) {
  return { ...paused(run, wall), ended: null };
}

export function isOpen(run) {
  return Boolean(run) && !run.ended;
}
