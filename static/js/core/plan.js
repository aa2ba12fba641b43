/**
 * The timetable of one item of the routine: holds, rests and changes of side in the order in which they come.
 *
 * @typedef {{kind: "hold"|"rest"|"change"|"move"|"inhale"|"exhale"|"time", seconds: number,
 *   side?: "left"|"right"|"both"|"one", n?: number, of?: number, reps?: number}} Segment
 * @typedef {{segments: Segment[], starts: number[], total: number}} Plan times in milliseconds
 */

export const REST_S = 5;
export const CHANGE_S = 8;
const BREATH = ["inhale", "hold", "exhale", "rest"];

/** @returns {Segment[]} */
export function segments(item) {
  if (item.pattern) return breaths(item.pattern, item.seconds);
  if (!item.reps) return [{ kind: "time", seconds: item.seconds }];
  const sides = item.sides === "each" ? ["left", "right"] : [item.sides];
  return sides.flatMap((side, index) => [
    ...(index > 0 ? [{ kind: "change", side, seconds: CHANGE_S }] : []),
    ...(item.hold > 0 ? holds(item, side) : [{ kind: "move", side, reps: item.reps, seconds: item.reps * item.rep_seconds }]),
  ]);
}

function holds(item, side) {
  const out = [];
  for (let n = 1; n <= item.reps; n += 1) {
    if (n > 1) out.push({ kind: "rest", side, n, of: item.reps, seconds: REST_S });
    out.push({ kind: "hold", side, n, of: item.reps, seconds: item.hold });
  }
  return out;
}

/** Whole breaths only, at least one: nobody is stopped in the middle of one. */
function breaths(pattern, seconds) {
  const cycle = pattern.reduce((sum, part) => sum + part, 0);
  const of = Math.max(1, Math.floor(seconds / cycle));
  const out = [];
  for (let n = 1; n <= of; n += 1) {
    pattern.forEach((part, index) => {
      if (part > 0) out.push({ kind: BREATH[index], n, of, seconds: part });
    });
  }
  return out;
}

/** @returns {Plan} */
export function planOf(item) {
  const parts = segments(item);
  const starts = [];
  let total = 0;
  for (const part of parts) {
    starts.push(total);
    total += part.seconds * 1000;
  }
  return { segments: parts, starts, total };
}

/**
 * Where a plan stands. On a boundary the next segment has begun; at the end the last one stays, with nothing left.
 * @param {Plan} plan @param {number} elapsedMs
 */
export function at(plan, elapsedMs) {
  const elapsed = Math.min(Math.max(elapsedMs, 0), plan.total);
  const over = elapsed >= plan.total;
  let index = plan.segments.length - 1;
  while (!over && plan.starts[index] > elapsed) index -= 1;
  const length = plan.segments[index].seconds * 1000;
  const inside = elapsed - plan.starts[index];
  return {
    index,
    segment: plan.segments[index],
    remaining: length - inside,
    fraction: length ? inside / length : 1,
    whole: plan.total ? elapsed / plan.total : 1,
    over,
  };
}
