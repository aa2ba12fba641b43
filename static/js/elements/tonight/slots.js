/** The sheet with the other routines of this person: one tap takes one for tonight. */

import { clone, fill, onTap, part } from "../../core/dom.js";
import { shortMinutes } from "../../core/format.js";
import { t } from "../../core/words.js";

/** @param {HTMLDialogElement} sheet @param {(id: string) => unknown} choose */
export function openSlots(sheet, slots, chosen, choose) {
  part(sheet, "list").replaceChildren(
    ...slots.map((slot) => {
      const row = clone("slot-row");
      const button = part(row, "choose");
      const [first] = Object.values(slot.variants);
      const minutes = first ? shortMinutes(first.seconds) : t("Nothing in it fits tonight.");
      fill(row, { name: slot.name || t("Your routine"), minutes: slot.tonight ? t("{minutes}, planned for tonight", { minutes }) : minutes });
      button.setAttribute("aria-pressed", String(slot.id === chosen));
      button.disabled = !first;
      onTap(button, () => {
        sheet.close();
        return choose(slot.id);
      });
      return row;
    }),
  );
  sheet.showModal();
}
