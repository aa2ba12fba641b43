/** A sheet to pick a step from: what may stand for another, or what may be added. */

import { clone, fill, onTap, part, reveal } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { pictureOf } from "./rows.js";

/**
 * @param {HTMLDialogElement} sheet with the parts title, search-field, list, none, told
 * @param {{heading: string, rows: {id: string, title: string, line: string, minutes: string, picture: object}[]}[]} groups
 * @param {(id: string) => Promise<string|null>} choose why it was not taken, or null
 */
export function openPick(sheet, groups, choose, { search = false } = {}) {
  const shown = groups.map(({ heading, rows }) => ({ heading, rows: rows.map((row) => [row, rowOf(sheet, row, choose)]) }));
  const find = part(sheet, "search");
  const narrow = () => {
    const wanted = plainly(find.value);
    const fits = ({ title, line }) => plainly(`${title} ${line}`).includes(wanted);
    const kept = shown.map(({ heading, rows }) => ({ heading, rows: rows.filter(([row]) => fits(row)) })).filter(({ rows }) => rows.length);
    part(sheet, "list").replaceChildren(...kept.map(({ heading, rows }) => groupOf(heading, rows.map(([, element]) => element))));
    reveal(sheet, { none: !kept.length });
  };
  find.value = "";
  find.oninput = narrow;
  reveal(sheet, { "search-field": search, told: false });
  narrow();
  sheet.showModal();
  sheet.scrollTo(0, 0);
}

function groupOf(heading, elements) {
  const group = clone("pick-group");
  fill(group, { heading });
  reveal(group, { heading: Boolean(heading) });
  part(group, "rows").replaceChildren(...elements);
  return group;
}

function rowOf(sheet, { id, picture, ...words }, choose) {
  const row = clone("pick-row");
  fill(row, words);
  part(row, "picture").replaceChildren(pictureOf(picture));
  onTap(part(row, "choose"), async () => {
    const refused = await choose(id);
    if (refused === null) {
      sheet.close();
      return;
    }
    fill(sheet, { told: refused });
    reveal(sheet, { told: true });
    part(sheet, "told").scrollIntoView({ block: "nearest" });
  });
  return row;
}

// What most people look for first.
const KINDS = ["stretch", "range_of_motion", "massage", "activation", "weight_bearing", "heat", "cold", "breathing", "relaxation", "positioning", "hygiene"];

/** Accents and capitals do not matter to somebody who types in the dark. */
function plainly(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

/** The catalogue by kind, own steps first. @param {(id: string) => object} rowFor */
export function byKind(catalogue, taken, rowFor, kinds) {
  const free = Object.keys(catalogue).filter((id) => !taken.includes(id));
  const own = free.filter((id) => catalogue[id].own);
  const groups = [[t("Your own"), own], ...KINDS.map((kind) => [kinds[kind] ?? "", free.filter((id) => !catalogue[id].own && catalogue[id].kind === kind)])];
  const sorted = (ids) => ids.map(rowFor).sort((a, b) => a.title.localeCompare(b.title));
  return groups.filter(([, ids]) => ids.length).map(([heading, ids]) => ({ heading, rows: sorted(ids) }));
}
