/** The sheet behind Why: what the step is for, how it goes, when to stop, and who says so. */

import { clone, fill, part, reveal } from "../../core/dom.js";
import { t } from "../../core/words.js";

/** @param {HTMLDialogElement} sheet */
export function openWhy(sheet, run) {
  const item = run.items[run.index];
  const step = run.steps[item.step];
  fill(sheet, { "why-title": step.title, "why-here": item.why, "why-what": step.what ?? "", "why-step": step.why, evidence: evidenceWords(step.evidence) });
  lines(part(sheet, "how"), step.how);
  lines(part(sheet, "signs"), step.stop);
  lines(part(sheet, "mistakes"), step.mistakes ?? []);
  reveal(sheet, {
    "why-what": Boolean(step.what),
    "mistakes-part": Boolean(step.mistakes?.length),
    "how-part": step.how.length > 0,
    "signs-part": step.stop.length > 0,
    "no-source": Boolean(step.no_source),
  });
  part(sheet, "sources").replaceChildren(...step.sources.map(source));
  sheet.showModal();
}

/** How sure anybody can be, by the best study that was found. */
function evidenceWords(level) {
  const words = {
    fair: t("Studies with people like you are behind it, not many."),
    weak: t("Small studies or guidance are behind it."),
    "very weak": t("Single cases or experience are behind it."),
    none: t("No study was found."),
  };
  return words[level] ?? "";
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
