/** The 20-second check: each part one tap, saved at once, never in the way. */

import { answersOf } from "../../core/tonight.js";
import { fill, onTap, part, reveal } from "../../core/dom.js";
import { t } from "../../core/words.js";

/**
 * Gives the section a `show(state, runIsOpen)`.
 * @param {HTMLElement} section
 * @param {(kind: string, fields: object) => Promise<unknown>} record
 */
export function check(section, record) {
  let checkIn = null;
  let skipped = false;
  const tiles = [...section.querySelectorAll("[data-legs]")];
  const switches = [...section.querySelectorAll("input[role=switch]")];
  const tell = (change) => record("check_in", { ...answersOf(checkIn), ...change });
  const show = () => {
    for (const tile of tiles) tile.setAttribute("aria-pressed", String(tile.dataset.legs === checkIn?.legs));
    for (const input of switches) input.checked = Boolean(checkIn?.[input.name]);
    reveal(section, { skip: !checkIn, change: Boolean(checkIn), told: Boolean(checkIn?.new) });
    fill(section, { told: checkIn?.new ? newWords(checkIn.new) : "" });
  };
  section.show = (state, runIsOpen) => {
    checkIn = state.checkIn;
    reveal(section, { question: !runIsOpen && (!skipped || Boolean(checkIn)) });
    show();
  };
  for (const tile of tiles) onTap(tile, () => tell({ legs: tile.dataset.legs }));
  // What is not saved must not look as if it were: the switch stands where the store says.
  for (const input of switches) onTap(input, () => tell({ [input.name]: input.checked }).finally(show));
  onTap(part(section, "change"), () => record("undone", { undoes: checkIn.id }));
  onTap(part(section, "skip"), () => {
    skipped = true;
    reveal(section, { question: false });
  });
  onTap(part(section, "new"), async () => {
    const { openNew } = await import("./new.js");
    openNew(checkIn?.new, (flags) => tell({ new: flags }));
  });
}

/** In the words of the sheet, so that one sees what was understood. */
function newWords(flags) {
  if (!flags.length) return t("Nothing is new today.");
  const lines = flags.map((flag) => document.querySelector(`[name="new"][value="${CSS.escape(flag)}"]`)?.closest("label").textContent.trim() ?? flag);
  return t("New today: {what}", { what: lines.join(" · ") });
}
