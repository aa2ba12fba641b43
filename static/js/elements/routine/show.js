/** Fills the editor's page: heading, minutes, what rests, what was left out, and the last change. */

import { clone, fill, icon, onTap, part, reveal } from "../../core/dom.js";
import { shortMinutes, wholeMinutes } from "../../core/format.js";
import { t, tn } from "../../core/words.js";
import { leftOut, resting } from "./list.js";
import { amountWords, totalWords } from "./say.js";

export function showEdit(root, now, act) {
  const { view, slot, list, bundle, last } = now;
  const ready = view === "ready" && Boolean(slot);
  const blocked = ready && Boolean(bundle.blocked);
  const waits = ready && Boolean(slot.pending) && !blocked;
  reveal(root, {
    nobody: view === "nobody",
    waiting: view === "waiting",
    "no-profile": view === "no-profile",
    gone: view === "ready" && !slot,
    blocked,
    pending: waits,
    editor: ready && !blocked && !waits,
    "undo-row": ready && !blocked,
  });
  root.dataset.view = view;
  if (!ready) return;
  const finished = part(root, "finished");
  finished.href = slot.tonight ? "/tonight" : "/routines";
  showUndo(root, last);
  if (blocked || waits) return;
  const long = list.seconds > list.budget;
  fill(root, {
    name: slot.name || t("Your routine"),
    total: `${totalWords(list.seconds, list.budget)}.`,
    "too-long-words": tn("That is longer than your {n} minute. In the evening the longest steps are made shorter.", "That is longer than your {n} minutes. In the evening the longest steps are made shorter.", wholeMinutes(list.budget)),
  });
  reveal(root, { "too-long": long, nothing: !list.items.length, restore: slot.asked.length > 0 });
  showResting(root, now, act);
}

function showUndo(root, last) {
  fill(root, { "undo-words": last ? last.words : t("Nothing to undo yet.") });
  reveal(root, { undo: Boolean(last) });
}

function showResting(root, { slot, bundle, list, night, step }, act) {
  const rows = resting(slot, bundle, list, night);
  const out = leftOut(slot, rows);
  reveal(root, { "rest-part": rows.length > 0, "left-out": out.length > 0 });
  part(root, "rest").replaceChildren(...rows.map((row) => restRow(row, step(row.step), act)));
  part(root, "left-out-list").replaceChildren(
    ...out.map(({ title, reason }) => {
      const row = clone("left-out-row");
      fill(row, { title, reason });
      return row;
    }),
  );
}

function restRow({ step, reason, off, listed }, words, act) {
  const row = clone("rest-row");
  part(row, "picture").replaceChildren(icon(off ? "pause" : "locked"));
  fill(row, { title: words.title, reason });
  reveal(row, { on: off, out: listed });
  for (const name of ["on", "out"]) {
    part(row, name).setAttribute("aria-label", `${part(row, name).textContent.trim()}: ${words.title}`);
    onTap(part(row, name), () => act(step, name));
  }
  return row;
}

/** One step as a row of the list or of a sheet. */
export function pickRow(item, words, offered, marks) {
  return {
    id: item.step,
    title: words.title,
    amount: amountWords(item, offered),
    minutes: shortMinutes(item.seconds),
    favourite: marks.favourites.includes(item.step) ? t("A favourite") : "",
    picture: { figure: words.figure, photo: offered?.photo, kind: words.kind },
  };
}

