/** What the phone knows of this person and a step: in tonight's routine, left out and why, a favourite, switched off. */

import { tonight } from "../../core/event.js";
import { nightName } from "../../core/format.js";
import { nightPlus } from "../../core/night.js";
import { withPlans } from "../../core/planned.js";
import { isOff, isPlanning } from "../../core/plans.js";
import { t } from "../../core/words.js";
import { storedBundle } from "../../offline/bundle.js";
import { eventsSince } from "../../offline/queue.js";
import { owner } from "../../offline/session.js";

// As many as the phone keeps; what is older stands in the bundle.
const NIGHTS = 90;

/** @returns {Promise<{account?: string, stored?: any, bundle?: any}>} `stored`: as the server sent it */
export async function readMine() {
  const account = await owner();
  const stored = account ? await storedBundle(account) : undefined;
  if (!stored) return {};
  const night = tonight();
  const told = await eventsSince(account, nightPlus(night, -NIGHTS));
  const events = told.filter((event) => isPlanning(event) || event.kind === "undone");
  return { account, stored, bundle: withPlans(stored, events, night) };
}

/**
 * @returns {{text: string, icon: string, favourite: boolean, off: boolean, may: boolean}} `may`: it can be chosen at all
 */
export function stateOf(id, { stored, bundle }) {
  const { marks, slots, catalogue } = bundle;
  const off = isOff(marks.off, id, tonight());
  const favourite = marks.favourites.includes(id);
  const known = { favourite, off };
  if (off) return { ...known, text: offWords(marks.off[id]), icon: "pause", may: true };
  const now = slots.find((slot) => slot.tonight) ?? slots[0];
  const inIt = Object.values(now.variants).some(({ items }) => items.some((item) => item.step === id));
  if (inIt) return { ...known, text: t("It is in tonight's routine."), icon: "check", may: true };
  // The server has not heard of it yet, so its reason is of the past.
  if (id in stored.marks.off) return { ...known, text: t("Switched on again."), icon: "check", may: true };
  const out = [now, ...slots].flatMap(({ left_out }) => left_out).find(({ step }) => step === id);
  const may = id in catalogue;
  if (out && !may) return { ...known, text: t("Left out for you: {reason}", { reason: out.reason }), icon: "note", may };
  return { ...known, text: "", icon: "moon", may };
}

function offWords(until) {
  if (!until) return t("Switched off until you switch it on.");
  return t("Switched off until {day}.", { day: nightName(until) });
}
