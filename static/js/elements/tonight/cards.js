/** The cards that speak before a routine: in the bundle's words, or in the shell's own, which need no network. */

import { clone, fill, part, reveal } from "../../core/dom.js";
import { t } from "../../core/words.js";

/** A card that the shell carries, in the bundle's shape. @param {string} code */
export function shellCard(code, { number, label }) {
  const drawn = document.getElementById(`card-${code}`).content.firstElementChild;
  const said = (element) => element.textContent.replaceAll("{number}", number ?? label);
  const [title, body, ...lines] = [...drawn.children].map(said);
  return { kind: drawn.dataset.kind, title, body, lines };
}

/** @param {HTMLElement} card */
export function showBlocked(card, blocked, { number, label, contact }, canUndo) {
  fill(card, { title: blocked.title, body: blocked.body });
  showLines(part(card, "lines"), blocked.lines);
  card.dataset.kind = blocked.kind;
  call(part(card, "emergency"), number, t("Call {number}", { number: number ?? "" }));
  call(part(card, "contact"), contact?.phone, t("Call {name}", { name: contact?.name ?? "" }));
  reveal(card, { "emergency-label": !number, "wrong-tap": canUndo, "change-answers": !canUndo });
  fill(card, { "emergency-label": label });
}

export function showAdvice(place, advices) {
  place.replaceChildren(
    ...advices.map(({ title, body, lines }) => {
      const card = clone("advice-card");
      fill(card, { title, body });
      showLines(part(card, "lines"), lines);
      return card;
    }),
  );
}

function showLines(list, lines) {
  list.replaceChildren(
    ...lines.map((line) => {
      const row = clone("fact-row");
      fill(row, { line });
      return row;
    }),
  );
}

/** @param {HTMLElement} link @param {string|null|undefined} number */
function call(link, number, words) {
  link.hidden = !number;
  if (!number) return;
  link.href = `tel:${number.replace(/[^+\d]/g, "")}`;
  fill(link, { words });
}
