/** The sheets to pick a step from: in the place of another one, or to add. What is too long says so and comes last. */

import { fill, part } from "../../core/dom.js";
import { total } from "../../core/edit.js";
import { wholeMinutes } from "../../core/format.js";
import { t, tn } from "../../core/words.js";
import { roomOf } from "./list.js";
import { byKind, openPick } from "./pick.js";
import { pickRow } from "./show.js";

/**
 * @typedef {{list: any, bundle: any, step: (id: string) => any, kinds: Record<string, string>}} Here
 * @param {HTMLElement} root @param {Here} here @param {(id: string) => Promise<string|null>} choose
 */
export function openSwap(root, here, index, choose) {
  const { items } = here.list;
  const { catalogue } = here.bundle;
  const old = items[index].step;
  const taken = items.map(({ step }) => step);
  const others = catalogue[old].alike.filter((id) => id in catalogue && !taken.includes(id));
  const left = roomOf(here.list) - total(items.filter((_, i) => i !== index));
  const fits = (id) => total([leastOf(id, catalogue)]) <= left;
  const sheet = part(root, "swap-sheet");
  fill(sheet, { old: here.step(old).title });
  const long = others.filter((id) => !fits(id));
  const groups = [
    { heading: "", rows: others.filter(fits).map((id) => rowFor(id, here)) },
    { heading: t("Too long for your minutes now"), rows: long.map((id) => rowFor(id, here)) },
  ];
  openPick(sheet, groups.filter(({ rows }) => rows.length), choose);
}

export function openAdd(root, here, choose) {
  const { items } = here.list;
  const minutes = Math.floor((roomOf(here.list) - here.list.seconds) / 60);
  const sheet = part(root, "add-sheet");
  const most = wholeMinutes(here.list.budget);
  fill(sheet, {
    left: minutes > 0 ? tn("{n} minute is free.", "{n} minutes are free.", minutes) : tn("Your {n} minute is full. Make a step shorter first, or take one out.", "Your {n} minutes are full. Make a step shorter first, or take one out.", most),
  });
  openPick(sheet, byKind(here.bundle.catalogue, items.map(({ step }) => step), (id) => rowFor(id, here), here.kinds), choose, { search: true });
}

function leastOf(id, catalogue) {
  const [seconds, hold, reps] = catalogue[id].doses[0];
  return { step: id, seconds, hold, reps };
}

function rowFor(id, { bundle, step }) {
  const { catalogue, marks } = bundle;
  return { ...pickRow(leastOf(id, catalogue), step(id), catalogue[id], marks), line: step(id).line };
}
