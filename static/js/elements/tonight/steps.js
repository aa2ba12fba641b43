/** The evening's steps, and what was left out and why. */

import { clone, fill, icon, part, reveal } from "../../core/dom.js";
import { shortMinutes } from "../../core/format.js";
import { t } from "../../core/words.js";

const shown = new WeakMap();

export function showSteps(list, items, steps, state) {
  // Drawn anew only when it says something else: a picture must not blink while one reads.
  const said = JSON.stringify([items, state.done]);
  if (shown.get(list) === said) return;
  shown.set(list, said);
  list.replaceChildren(
    ...items.map((item) => {
      const step = steps[item.step];
      const done = state.done.includes(item.step);
      const row = clone("step-row");
      part(row, "icon").replaceChildren(done ? icon("check") : still(step));
      fill(row, { title: step.title, why: item.why, minutes: done ? t("Done") : shortMinutes(item.seconds) });
      return row;
    }),
  );
}

/** The step's own small picture where one is drawn, else the icon of its kind. */
function still(step) {
  if (!step.figure) return icon(step.icon);
  const figure = document.createElement("ev-figure");
  figure.setAttribute("name", step.figure);
  figure.setAttribute("still", "");
  // The name stands beside it.
  figure.setAttribute("aria-hidden", "true");
  return figure;
}

/** @param {{title: string, reason?: string, code?: string}[]} leftOut `code`: this phone's own finding, which has no sentence yet */
export async function showLeftOut(root, leftOut) {
  reveal(root, { "left-out": leftOut.length > 0 });
  const { because } = leftOut.some(({ code }) => code) ? await import("./because.js") : {};
  part(root, "left-out-list").replaceChildren(
    ...leftOut.map(({ title, reason, code }) => {
      const row = clone("left-out-row");
      fill(row, { title, reason: code ? because(code) : reason });
      return row;
    }),
  );
}
