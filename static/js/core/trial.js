/** A fair try on the phone: the coin, and what it means for one evening. What it all says is routines/core/insight/'s. */

import { decorated, timed } from "./planned.js";
import { add, fitted } from "./edit.js";
import { nightPlus } from "./night.js";
import { standingOf } from "./progress.js";

export const PAIRS = 14;
/** Anywhere, and the bed itself (core/step.py). */
const IN_BED_POSITIONS = [0, 3];

/**
 * What the coin said of that night; of no other night can it be asked.
 * @param {Iterable<import("./progress.js").NightEvent>} events @returns {{trial: string, step: string, side: "with"|"without"}|null}
 */
export function sideOf(events, night) {
  const sides = standingOf(events).filter((event) => event.kind === "side_tossed" && event.night === night);
  // Two phones may each have begun one before they knew of each other: the older holds, on all of them.
  return sides.sort((one, other) => (one.id < other.id ? -1 : 1))[0]?.told ?? null;
}

/** Tossed before the first night, all of them: nobody can wait for the better evening. @returns {{night: string, told: object}[]} */
export function tossed(trial, step, first, coin = fairCoin) {
  return Array.from({ length: PAIRS }, (_, pair) => {
    const sides = coin() ? ["with", "without"] : ["without", "with"];
    return sides.map((side, second) => ({ night: nightPlus(first, 2 * pair + second), told: { trial, step, pair, side } }));
  }).flat();
}

function fairCoin() {
  return crypto.getRandomValues(new Uint8Array(1))[0] % 2 === 0;
}

/**
 * The evening as the coin wants it. What is not safe tonight is not offered, whatever it said.
 * @param {any[]} slots as they may be begun @param {any} bundle @param {Record<string, string>} out what must not come tonight
 */
export function asTossed(slots, { step, side }, bundle, out) {
  if (side === "with" && step in out) return slots;
  return slots.map((slot) => {
    const variants = Object.entries(slot.variants).map(([name, variant]) => [name, side === "with" ? withStep(name, variant, step, slot, bundle) : withoutStep(variant, step, bundle)]);
    return { ...slot, variants: Object.fromEntries(variants.filter(([, { items }]) => items.length)) };
  });
}

function withoutStep(variant, step, bundle) {
  const items = variant.items.filter((item) => item.step !== step);
  return items.length === variant.items.length ? variant : timed(items, bundle);
}

/** With its least amount, where it belongs; an evening that is full makes room for it. */
function withStep(name, variant, step, slot, bundle) {
  const { catalogue } = bundle;
  const known = [...variant.items.map((item) => item.step), step].every((id) => id in catalogue && id in bundle.steps);
  if (!known || variant.items.some((item) => item.step === step)) return variant;
  if (name === "in_bed" && !IN_BED_POSITIONS.includes(catalogue[step].position)) return variant;
  const budget = name === "full" ? Math.max(slot.usual, variant.seconds) : variant.seconds;
  const why = Object.fromEntries(variant.items.map((item) => [item.step, item.why]));
  const items = fitted(add(variant.items, step, catalogue, Infinity), catalogue, budget);
  return timed(items.map((item) => ({ ...decorated(item, catalogue[item.step]), ...(why[item.step] && { why: why[item.step] }) })), bundle);
}
