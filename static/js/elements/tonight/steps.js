/** The evening's steps, what was left out and why, and the card that stops everything. */

import { clone, fill, icon, part, reveal } from "../../core/dom.js";
import { shortMinutes } from "../../core/format.js";
import { t } from "../../core/words.js";

export function showSteps(list, items, steps, state) {
  list.replaceChildren(
    ...items.map((item) => {
      const step = steps[item.step];
      const done = state.done.includes(item.step);
      const row = clone("step-row");
      part(row, "icon").replaceChildren(icon(done ? "check" : step.icon));
      fill(row, { title: step.title, why: item.why, minutes: done ? t("Done") : shortMinutes(item.seconds) });
      return row;
    }),
  );
}

export function showLeftOut(root, leftOut) {
  reveal(root, { "left-out": leftOut.length > 0 });
  part(root, "left-out-list").replaceChildren(
    ...leftOut.map(({ title, reason }) => {
      const row = clone("left-out-row");
      fill(row, { title, reason });
      return row;
    }),
  );
}

export function showBlocked(root, { blocked, emergency }) {
  const card = part(root, "blocked");
  fill(card, { title: blocked.title, body: blocked.body });
  part(card, "lines").replaceChildren(
    ...blocked.lines.map((line) => {
      const row = clone("fact-row");
      fill(row, { line });
      return row;
    }),
  );
  card.dataset.kind = blocked.kind;
  call(part(card, "emergency"), emergency.number, t("Call {number}", { number: emergency.number ?? "" }));
  const contact = emergency.contact;
  call(part(card, "contact"), contact?.phone, t("Call {name}", { name: contact?.name ?? "" }));
  reveal(card, { "emergency-label": !emergency.number });
  fill(card, { "emergency-label": emergency.label });
}

/** @param {HTMLElement} link @param {string|null|undefined} number */
function call(link, number, words) {
  link.hidden = !number;
  if (!number) return;
  link.href = `tel:${number.replace(/[^+\d]/g, "")}`;
  fill(link, { words });
}
