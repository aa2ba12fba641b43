/** The sheet behind "Remind me later": one tap on one of a few times. */

import { clone, fill, onTap, part } from "../../core/dom.js";
import { clockTime } from "../../core/format.js";
import { tn } from "../../core/words.js";

/** @param {{minutes: number, until: number}[]} choices @param {(until: number) => Promise<unknown>} choose */
export function openLater(choices, choose) {
  const sheet = document.querySelector('[data-part="later-sheet"]');
  part(sheet, "list").replaceChildren(
    ...choices.map(({ minutes, until }) => {
      const row = clone("later-row");
      fill(row, { minutes: tn("In {n} minute", "In {n} minutes", minutes), clock: clockTime(until) });
      onTap(part(row, "choose"), async () => {
        await choose(until);
        sheet.close();
      });
      return row;
    }),
  );
  sheet.showModal();
}
