/**
 * A cramp that is there now: what comes after what. The order and what may be offered are routines/core/cramp.py's; the
 * vectors of both are the same file.
 */

export const HELP_AFTER_MS = 600_000;
/** So long a started one is gone on with; what is older is another cramp. */
const SAME_CRAMP_MS = 3_600_000;
const STRETCH = 3, HOLD = 4, SETTLE = 7;
/** Up to here the next step comes by itself. Warmth is ended by a tap: nobody should be hurried from it, or left in it. */
const BY_ITSELF_S = 60;

/**
 * @typedef {{id: string, order: number, kind: string, regions: string[], seconds: number, anyone: boolean}} Step
 * @typedef {{started: number, place: string, at: number, phase: "lead"|"ask"|"after", since: number, help: boolean, ended?: number}} Cramp
 * @param {Step[]} steps all that there are for a cramp
 * @param {string} place a region, or "spasm"
 * @param {Record<string, string>|null} out what this person must not do; null: nobody is signed in
 */
export function sequence(steps, place, out) {
  const fits = ({ regions }) => !regions.length || regions.includes("whole_leg") || regions.includes(place);
  const may = ({ id, kind, anyone }) => kind === "hygiene" || (out ? !(id in out) : anyone);
  return steps.filter((step) => fits(step) && may(step)).sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

/** Those that lead through it: of the stretches one, the place's own where it may be done. */
export function leading(steps, place, out) {
  const found = sequence(steps, place, out).filter(({ order }) => order < SETTLE);
  const stretches = found.filter(({ order }) => order === STRETCH);
  const own = stretches.find(({ regions }) => !regions.includes("whole_leg"));
  return found.filter((step) => step.order !== STRETCH || step === (own ?? stretches[0]));
}

/** @returns {Cramp} */
export function begun(now) {
  return { started: now, place: "calf", at: 0, phase: "lead", since: now, help: false };
}

export function goesOn(cramp, now) {
  return Boolean(cramp) && cramp.phase !== "after" && now >= cramp.started && now - cramp.started < SAME_CRAMP_MS;
}

/** One step is over. From the hold on somebody is asked, for most cramps have let go by then. */
export function onward(cramp, steps, now) {
  const here = steps[cramp.at];
  if (here.order >= HOLD || cramp.at === steps.length - 1) return { ...cramp, phase: "ask", since: now };
  return { ...cramp, at: cramp.at + 1, since: now };
}

export function back(cramp, now) {
  if (cramp.phase === "ask") return { ...cramp, phase: "lead", since: now };
  return { ...cramp, at: Math.max(0, cramp.at - 1), since: now };
}

/** What helps after that, and then the stretch again. */
export function stillThere(cramp, steps, now) {
  const again = Math.max(0, steps.findIndex(({ order }) => order === STRETCH));
  const at = cramp.at + 1 < steps.length ? cramp.at + 1 : again;
  return { ...cramp, phase: "lead", at, since: now };
}

export function letGo(cramp, now) {
  return { ...cramp, phase: "after", ended: now };
}

/** Somewhere else: its own stretch, at once. */
export function elsewhere(cramp, place, steps, now) {
  const stretch = steps.findIndex(({ order }) => order === STRETCH);
  const at = cramp.at > stretch || cramp.phase === "ask" ? Math.max(0, stretch) : Math.min(cramp.at, steps.length - 1);
  return { ...cramp, place, phase: "lead", at, since: now };
}

export function needsHelp(cramp, now) {
  return cramp.help || (cramp.phase !== "after" && now - cramp.started >= HELP_AFTER_MS);
}

/** Milliseconds until the next step comes by itself; null where it waits for a tap. */
export function leftOf(cramp, steps, now) {
  const step = steps[cramp.at];
  if (cramp.phase !== "lead" || !step || step.seconds > BY_ITSELF_S) return null;
  return Math.max(0, cramp.since + step.seconds * 1000 - now);
}
