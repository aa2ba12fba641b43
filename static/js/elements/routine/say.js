/** What was changed, why something was not, and how much of a step: in words. */

import { wholeMinutes } from "../../core/format.js";
import { t, tn } from "../../core/words.js";

/** @param {import("../../core/edit.js").NotDone} refused @param {number} minutes that the evening may take */
export function refusalWords({ code }, minutes) {
  const words = {
    at_the_end: t("It cannot go further that way."),
    back_up: t("That would mean getting up again."),
    order: t("The evening keeps its order: first the room, then moving, then rest."),
    last_one: t("One step has to stay."),
    too_long: tn("That would be longer than your {n} minute. Make another step shorter first.", "That would be longer than your {n} minutes. Make another step shorter first.", minutes),
    most: t("This is as much as we can offer."),
    least: t("This is the least."),
    out_of_bounds: t("We do not offer more or less than this."),
    there_already: t("It is in your routine already."),
    not_alike: t("That one does something else."),
  };
  return words[code] ?? t("That does not go.");
}

/** One change of a list, in words; null when nobody can tell. @param {(id: string) => string} title */
export function changeWords(before, after, title) {
  if (!after) return t("You took the suggestion again.");
  if (!before) return null;
  const [had, has] = [before.map(({ step }) => step), after.map(({ step }) => step)];
  const gone = had.filter((step) => !has.includes(step));
  const come = has.filter((step) => !had.includes(step));
  if (gone.length === 1 && come.length === 1) return t("Swapped: {old} for {new}.", { old: title(gone[0]), new: title(come[0]) });
  if (come.length === 1 && !gone.length) return t("Added: {step}.", { step: title(come[0]) });
  if (gone.length === 1 && !come.length) return t("Taken out: {step}.", { step: title(gone[0]) });
  if (gone.length || come.length) return null;
  return otherDose(before, after, title) ?? otherPlace(had, has, title);
}

function otherDose(before, after, title) {
  const changed = after.find((item) => {
    const old = before.find(({ step }) => step === item.step);
    return old.seconds !== item.seconds || old.hold !== item.hold || old.reps !== item.reps;
  });
  if (!changed) return null;
  const old = before.find(({ step }) => step === changed.step);
  const step = title(changed.step);
  return changed.seconds > old.seconds ? t("Longer: {step}.", { step }) : t("Shorter: {step}.", { step });
}

/** Of two neighbours that changed places, nobody can tell which was meant: both are named. */
function otherPlace(had, has, title) {
  const first = had.findIndex((step, i) => step !== has[i]);
  if (first < 0) return null;
  return t("{first} now comes before {second}.", { first: title(has[first]), second: title(had[first]) });
}

/** @param {{mark: string, until: string|null}} told */
export function markWords(told, step) {
  if (told.mark === "off") return t("Switched off: {step}.", { step });
  if (told.mark === "favourite") return t("A favourite: {step}.", { step });
  return t("As always again: {step}.", { step });
}

/** How much of a movement; nothing for a step that only takes its minutes. */
export function amountWords({ hold, reps, seconds }, { sides } = {}) {
  if (reps == null) return seconds < 60 ? secondsWords(seconds) : "";
  const times = tn("{n} time", "{n} times", reps);
  const held = hold ? t("{times}, hold {seconds}", { times, seconds: secondsWords(hold) }) : times;
  return sides === "each" ? t("{amount}, each side", { amount: held }) : held;
}

export function secondsWords(seconds) {
  return tn("{n} second", "{n} seconds", seconds);
}

export function longWords(seconds) {
  return seconds < 90 ? secondsWords(seconds) : tn("{n} minute", "{n} minutes", wholeMinutes(seconds));
}

/** @param {number} seconds @param {number} budget seconds */
export function totalWords(seconds, budget) {
  return t("{n} of {all} minutes", { n: Math.ceil(seconds / 60), all: Math.round(budget / 60) });
}
