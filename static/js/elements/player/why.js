/** The sheet behind Why: what the step is for, how it goes, when to stop, and who says so. */

import { clone, fill, part, reveal } from "../../core/dom.js";

/** @param {HTMLDialogElement} sheet */
export function openWhy(sheet, run) {
  const item = run.items[run.index];
  const step = run.steps[item.step];
  fill(sheet, { "why-title": step.title, "why-here": item.why, "why-step": step.why, evidence: step.evidence ?? "" });
  lines(part(sheet, "how"), step.how);
  lines(part(sheet, "signs"), step.stop);
  reveal(sheet, { "how-part": step.how.length > 0, "signs-part": step.stop.length > 0, "sources-part": step.sources.length > 0 });
  part(sheet, "sources").replaceChildren(...step.sources.map(source));
  sheet.showModal();
}

function lines(list, texts) {
  list.replaceChildren(
    ...texts.map((text) => {
      const row = document.createElement("li");
      row.textContent = text;
      return row;
    }),
  );
}

function source({ title, url }) {
  const row = clone("source-row");
  const safe = /^https?:\/\//.test(url ?? "");
  reveal(row, { link: safe, plain: !safe });
  if (safe) part(row, "link").href = url;
  fill(row, { link: title, plain: title });
  return row;
}
