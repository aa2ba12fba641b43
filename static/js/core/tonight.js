/**
 * What tonight's own answers take out of the evening, on this phone itself: nobody waits for a network to be kept
 * from a step that is not safe tonight. The bundle says which steps must never meet which flag.
 */

import { clockAfter } from "./evening.js";

/** The cards of core/cards.py that tonight's answers alone can call for, the most pressing first. */
const CARDS = [
  { code: "chest", needs: ["chest_pain_or_breathless"], stops: true },
  { code: "medicine_fever", needs: ["spasm_medicine_missed", "fever_or_infection"], stops: true },
  { code: "leg", needs: ["dvt_signs"], stops: true },
  { code: "weakness", needs: ["new_unexplained_weakness"], stops: false },
  { code: "fever", needs: ["fever_or_infection"], stops: false },
  { code: "medicine", needs: ["spasm_medicine_missed"], stops: false },
  { code: "worse", needs: ["sudden_worsening"], stops: false },
];
const ANSWERS = ["legs", "tired", "hot", "new"];

/** @param {import("./progress.js").NightState} state @returns {{stop: string|null, advice: string[]}} codes of cards */
export function cardsOf(state) {
  const told = state.checkIn?.new ?? [];
  const called = CARDS.filter(({ needs }) => needs.every((flag) => told.includes(flag)));
  return { stop: called.find(({ stops }) => stops)?.code ?? null, advice: called.filter(({ stops }) => !stops).map(({ code }) => code) };
}

/** What the standing check-in says: a new one carries it on, so that the newest says all. */
export function answersOf(checkIn) {
  return Object.fromEntries(ANSWERS.filter((name) => checkIn?.[name] != null).map((name) => [name, checkIn[name]]));
}

/** Each step that must not be offered now, with what speaks against it: the server, a flag, or that it hurt tonight. */
export function ruledOut({ never_with: never = {}, ruled_out: known = [] }, state) {
  const out = Object.fromEntries(known.map((step) => [step, "known"]));
  for (const step of state.hurt) out[step] = "hurt";
  for (const flag of state.checkIn?.new ?? []) for (const step of never[flag] ?? []) out[step] = flag;
  return out;
}

/** Every routine that may be begun tonight, tonight's own first, without what is ruled out. A variant of which nothing stays is not offered. */
export function slotsOf(bundle, out) {
  const { id, variants } = bundle.routine;
  const alone = { id, name: "", main: true, tonight: true, variants, left_out: bundle.left_out };
  const slots = bundle.slots?.length ? bundle.slots : [alone];
  return slots.map((slot) => fitted(slot, bundle.steps, out)).sort((a, b) => Number(b.tonight) - Number(a.tonight));
}

function fitted(slot, steps, out) {
  const variants = Object.entries(slot.variants).map(([name, variant]) => [name, without(variant, out)]);
  const gone = new Set(Object.values(slot.variants).flatMap(({ items }) => items.map(({ step }) => step).filter((step) => step in out)));
  const more = [...gone].map((step) => ({ step, title: steps[step].title, code: out[step] }));
  return { ...slot, variants: Object.fromEntries(variants.filter(([, { items }]) => items.length)), left_out: [...more, ...(slot.left_out ?? [])] };
}

function without(variant, out) {
  const items = variant.items.filter(({ step }) => !(step in out));
  if (items.length === variant.items.length) return variant;
  const seconds = items.reduce((sum, item) => sum + item.seconds, 0);
  return { ...variant, items, seconds, done_by: clockAfter(variant.begin, seconds) };
}
