/** One entry, to read: what it is, how it goes, whom it does not suit, and who says so. */

import { clone, fill, part, reveal } from "../../core/dom.js";
import { nightDate } from "../../core/format.js";
import { t } from "../../core/words.js";
import { movingOf } from "./picture.js";

const LISTS = ["amounts", "skip", "caution", "careful", "stop", "mistakes", "needs"];
const DAY = { day: "numeric", month: "long", year: "numeric" };

/** @param {HTMLElement} root @param {any} entry a step or a topic @param {any} words */
export function showEntry(root, entry, words) {
  const urgent = Boolean(entry.urgency);
  const step = "kind" in entry;
  fill(root, {
    kicker: kicker(entry, words),
    title: entry.title,
    line: entry.line,
    urgency: words.urgencies[entry.urgency] ?? "",
    what: entry.what,
    why: entry.why,
    "how-title": step ? t("How it goes") : t("What you can do"),
    start: entry.start ?? "",
    end: entry.end ?? "",
  });
  reveal(root, { help: urgent, "how-part": !urgent, start: step, end: step, "why-part": Boolean(entry.why), "what-part": Boolean(entry.what) });
  lines(part(root, urgent ? "help-how" : "how"), entry.how);
  const told = { ...entry, needs: step ? needs(entry, words) : [] };
  for (const name of LISTS) {
    lines(part(root, name), told[name] ?? []);
    reveal(root, { [`${name}-part`]: Boolean(told[name]?.length) });
  }
  showPicture(part(root, "picture"), entry);
  showCertainty(root, entry, words);
}

function kicker(entry, words) {
  const group = words.groups.find(({ code }) => code === entry.group)?.word;
  if (!("kind" in entry)) return group;
  return [words.kinds[entry.kind], words.positions[entry.position], ...entry.regions.map((code) => words.regions[code])].join(" · ");
}

/** Things, helper, and the bodies that it was written for, when it was not written for all. */
function needs({ equipment, helper, mobility }, words) {
  const things = equipment.map((code) => t("You need {thing}.", { thing: words.equipment[code] }));
  const all = mobility.length === Object.keys(words.mobility).length;
  const bodies = all ? [] : [t("Made for people who get about like this: {ways}.", { ways: mobility.map((code) => words.mobility[code]).join(", ") })];
  return [...things, words.helper[helper], ...bodies];
}

function showPicture(place, { figure, picture }) {
  place.hidden = !figure;
  place.replaceChildren(...(figure ? [movingOf(figure, picture)] : []));
}

function showCertainty(root, entry, words) {
  const pending = entry.clinical_review === "pending";
  fill(root, {
    evidence: words.evidence[entry.evidence] ?? "",
    grade: words.grades[entry.grade] ?? "",
    review: pending ? t("No clinician has reviewed this yet.") : t("Reviewed by {who}.", { who: entry.clinical_review }),
    read: t("We read this on {day}.", { day: nightDate(entry.read, DAY) }),
  });
  reveal(root, { grade: entry.grade !== "none", "no-source": entry.no_source });
  part(root, "sources").replaceChildren(...entry.sources.map((source) => sourceRow(source, words.tiers)));
}

function sourceRow({ title, url, tier }, tiers) {
  const row = clone("library-source");
  const safe = /^https?:\/\//.test(url ?? "");
  reveal(row, { link: safe, plain: !safe });
  if (safe) part(row, "link").href = url;
  fill(row, { linked: title, plain: title, tier: tiers[tier] });
  return row;
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
