/** How a run begins and what of it goes on: all that the pages beside the player need to know of a run. */

/** To lie down, to take hold of the towel. */
export const LEAD_MS = 5_000;

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

/** Takes back the ending alone; the steps stay as they were marked. */
export function reopened(run, wall) {
  return { ...paused(run, wall), ended: null };
}

export function isOpen(run) {
  return Boolean(run) && !run.ended;
}
