/** What the player says about where a step stands. */

import { t, tn } from "../../core/words.js";

/** @returns {{side: string, where: string}} the first part is lit, the second quiet */
export function placeWords({ segment, over }, { ready, paused, item }) {
  if (over) return { side: t("That is all of it"), where: t("press Done when you are ready") };
  if (paused) return { side: t("Paused"), where: t("take your time") };
  if (ready) return { side: t("Get ready"), where: item.pattern ? "" : sideWord(segment.side).toLowerCase() };
  const side = sideWord(segment.side);
  switch (segment.kind) {
    case "hold":
      return item.pattern ? { side: "", where: "" } : { side, where: t("hold {n} of {all}", { n: segment.n, all: segment.of }) };
    case "rest":
      return item.pattern ? { side: "", where: "" } : { side: t("Rest a moment"), where: t("then hold {n} of {all}", { n: segment.n, all: segment.of }) };
    case "change":
      return { side: t("Change sides"), where: side.toLowerCase() };
    case "move":
      return { side, where: tn("{n} time, slowly", "{n} times, slowly", segment.reps) };
    default:
      return { side: "", where: "" };
  }
}

function sideWord(side) {
  return { left: t("Left leg"), right: t("Right leg"), both: t("Both legs") }[side] ?? "";
}

/** How to be before it begins, what to do while it lasts, and how it ends. */
export function lineOf({ start, line, end }, { ready, over = false }) {
  return (ready && start) || (over && end) || line;
}

/** What the last tap said of a step. */
export function markWords({ how }, { title, kind }) {
  const step = title;
  if (how === "done") return t("{step}: done", { step });
  if (how !== "hurt") return t("{step}: skipped", { step });
  // A gentle movement stays, with less of it: that is what follows pain at a stretch.
  if (kind === "range_of_motion") return t("{step}: stopped. Less of it next time.", { step });
  return t("{step}: stopped. We leave it out for some nights.", { step });
}

/** What comes after this step, or that nothing does. */
export function upNext({ items, index, steps }) {
  const next = items[index + 1];
  return next ? t("Next: {step}", { step: steps[next.step].title }) : t("This is the last one.");
}

export function breathWord(kind) {
  return { inhale: t("Breathe in"), hold: t("Hold"), exhale: t("Breathe out"), rest: t("Rest") }[kind];
}
