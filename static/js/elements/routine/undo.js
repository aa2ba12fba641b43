/** The last change of tonight that still stands, what it was, and the event that takes it back. */

import { standingPlans } from "../../core/plans.js";
import { t } from "../../core/words.js";
import { changeWords, markWords } from "./say.js";

/**
 * @param {import("../../core/plans.js").PlanEvent[]} events @param {string} night
 * @param {(event: import("../../core/plans.js").PlanEvent) => boolean} concerns whether this page shows what it changes
 */
export function lastChange(events, night, concerns) {
  const told = standingPlans(events);
  const event = told.findLast((one) => one.night === night && concerns(one));
  if (!event) return null;
  const earlier = told.slice(0, told.indexOf(event)).findLast((one) => one.kind === event.kind && (event.slot ? one.slot === event.slot : one.step === event.step));
  return { event, earlier: earlier ?? null };
}

/** @param {any} stored the bundle as the server sent it @param {(id: string) => string} title */
export function lastWords({ event, earlier }, stored, title) {
  const { kind, told } = event;
  if (kind === "step_marked") return markWords(told, title(event.step));
  if (kind === "slot_saved") return told.removed ? t("Removed: {name}.", { name: told.name }) : t("Saved: {name}.", { name: told.name });
  if (kind === "own_step_saved") return told.removed ? t("Removed: {name}.", { name: told.title }) : t("Saved: {name}.", { name: told.title });
  return changeWords(earlier?.told.items ?? suggestion(event, stored), told.items, title) ?? t("You changed the steps.");
}

/** What stood there before the first change, as long as the bundle still has it. */
function suggestion({ slot }, { slots }) {
  const known = slots.find(({ id }) => id === slot);
  return known && !known.asked.length ? (known.variants.full?.items ?? null) : null;
}
