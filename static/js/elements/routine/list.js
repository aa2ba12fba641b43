/** A routine as its editor sees it: what is led tonight, what rests and why, and how long all of it may be. Plain values. */

import { lawful, total } from "../../core/edit.js";
import { nightDate } from "../../core/format.js";
import { isOff } from "../../core/plans.js";
import { t } from "../../core/words.js";

const DAY = { weekday: "long", day: "numeric", month: "long" };

/**
 * @param {any} slot @param {any} bundle with what was told since
 * @returns {{items: import("../../core/edit.js").Asked[], rest: import("../../core/edit.js").Asked[], seconds: number,
 *   budget: number}} `rest`: what is on the list and not led tonight; it is kept
 */
export function listOf(slot, bundle) {
  const asked = slot.asked.length ? slot.asked : (slot.variants.full?.items ?? []);
  const items = lawful(asked, bundle.catalogue);
  const rest = asked.filter(({ step }) => !(step in bundle.catalogue)).map(({ step, seconds, hold, reps }) => ({ step, seconds, hold, reps }));
  return { items, rest, seconds: total(items), budget: slot.usual };
}

/** What a list may grow to: who has less time than their list takes may still change it, but not make it longer. */
export function roomOf({ seconds, budget }) {
  return Math.max(seconds, budget);
}

/**
 * What rests, each with its reason. What is switched off rests in every routine.
 * @returns {{step: string, reason: string, off: boolean, listed: boolean}[]}
 */
export function resting(slot, bundle, { rest }, night) {
  const off = Object.keys(bundle.marks.off).filter((step) => isOff(bundle.marks.off, step, night));
  const listed = rest.map(({ step }) => step);
  return [...new Set([...listed, ...off])].map((step) => ({
    step,
    off: off.includes(step),
    listed: listed.includes(step),
    reason: off.includes(step) ? offWords(bundle.marks.off[step]) : outWords(step, slot, bundle),
  }));
}

function offWords(until) {
  return until ? t("Switched off until {day}.", { day: nightDate(until, DAY) }) : t("Switched off until you switch it on.");
}

function outWords(step, slot, bundle) {
  const own = bundle.own_steps?.[step];
  if (own?.pending) return t("We look at it as soon as this phone is online.");
  const out = own?.out ?? [slot, bundle].flatMap(({ left_out: left }) => left ?? []).find((each) => each.step === step)?.reason;
  return out ? t("Left out: {reason}", { reason: out }) : t("Not tonight. It is kept.");
}

/** What was left out for safety or for this evening and does not stand on the list. */
export function leftOut(slot, shown) {
  return (slot.left_out ?? []).filter(({ step }) => !shown.some((row) => row.step === step));
}
