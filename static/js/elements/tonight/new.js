/** The sheet behind "Something is new today": what may be new on any evening, in one answer. */

import { onTap, part } from "../../core/dom.js";

let save = null;
let wired = null;

/** @param {string[]|undefined} told @param {(flags: string[]) => Promise<unknown>} saved */
export function openNew(told, saved) {
  const sheet = document.querySelector('[data-part="new-sheet"]');
  save = saved;
  wired ??= wire(sheet);
  for (const box of sheet.querySelectorAll("input")) box.checked = Boolean(told?.includes(box.value));
  part(sheet, "hint").textContent = "";
  sheet.showModal();
  sheet.scrollTo(0, 0);
}

function wire(sheet) {
  const boxes = [...sheet.querySelectorAll("input")];
  const hint = part(sheet, "hint");
  for (const box of boxes) {
    onTap(box, () => {
      hint.textContent = "";
    });
  }
  onTap(part(sheet, "save"), () => {
    const flags = boxes.filter((box) => box.checked).map((box) => box.value).sort();
    hint.textContent = flags.length ? "" : hint.dataset.words;
    return flags.length ? close(sheet, flags) : null;
  });
  onTap(part(sheet, "nothing"), () => close(sheet, []));
  onTap(part(sheet, "close"), () => sheet.close());
  return true;
}

async function close(sheet, flags) {
  await save(flags);
  sheet.close();
}
