/** The 20-second check: one question, saved by one tap, never in the way. */

import { fill, onTap, part, reveal } from "../../core/dom.js";
import { t } from "../../core/words.js";

/**
 * Gives the section a `show(state, runIsOpen)`.
 * @param {HTMLElement} section
 * @param {(kind: string, fields: object) => Promise<unknown>} record
 */
export function legsCheck(section, record) {
  let checkIn = null;
  let skipped = false;
  const words = () => ({ quiet: t("Quiet"), some: t("Some jumps"), rough: t("Rough") });
  section.show = (state, runIsOpen) => {
    checkIn = state.checkIn;
    section.hidden = runIsOpen || (skipped && !checkIn);
    reveal(section, { question: !checkIn, answer: Boolean(checkIn) });
    if (checkIn) fill(section, { answered: t("Legs tonight: {word}", { word: words()[checkIn.legs] }) });
  };
  for (const tile of section.querySelectorAll("[data-legs]")) {
    onTap(tile, () => record("check_in", { legs: tile.dataset.legs }));
  }
  onTap(part(section, "change"), () => record("undone", { undoes: checkIn.id }));
  onTap(part(section, "skip"), () => {
    skipped = true;
    section.hidden = true;
  });
}
