/** How the evening is, in numbers, and what may be stirring the legs: behind one line, because most evenings need none of it. */

import { clone, fill, onTap, part } from "../../core/dom.js";
import { journalOf } from "../../core/journal.js";
import { showNumbers, wireNumbers } from "../../core/numbers.js";

let record = null;
let wired = null;
let triggers = [];

/** @param {HTMLElement} place @param {import("../../core/progress.js").NightEvent[]} events of tonight */
export function showTold(place, events, recorded) {
  record = recorded;
  wired ??= wire(place);
  const { evening } = journalOf(events);
  triggers = evening.triggers ?? [];
  showNumbers(place, evening);
  part(place, "triggers").replaceChildren(
    ...triggers.map((id) => boxOf(id)).filter(Boolean).map((box) => {
      const row = clone("trigger-row");
      fill(row, { title: box.dataset.title, act: box.dataset.act });
      return row;
    }),
  );
}

function tell(told) {
  return record("evening_told", { told });
}

function wire(place) {
  wireNumbers(place, tell);
  const sheet = document.querySelector('[data-part="triggers-sheet"]');
  onTap(part(place, "ask-triggers"), () => {
    for (const box of boxes(sheet)) box.checked = triggers.includes(box.value);
    sheet.showModal();
    sheet.scrollTo(0, 0);
  });
  onTap(part(sheet, "save"), async () => {
    await tell({ triggers: boxes(sheet).filter(({ checked }) => checked).map(({ value }) => value) });
    sheet.close();
  });
  onTap(part(sheet, "none"), async () => {
    await tell({ triggers: [] });
    sheet.close();
  });
  return true;
}

function boxes(sheet) {
  return [...sheet.querySelectorAll('input[name="trigger"]')];
}

function boxOf(id) {
  return document.querySelector(`input[name="trigger"][value="${CSS.escape(id)}"]`);
}
