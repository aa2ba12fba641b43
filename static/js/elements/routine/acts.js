/** What each button makes of the list, by the rules of core/edit.js. Throws NotDone where they forbid it. */

import { NotDone, longerOrShorter, move, remove, setDose } from "../../core/edit.js";
import { t } from "../../core/words.js";
import { roomOf } from "./list.js";
import { stepped } from "./panel.js";

/** @returns {import("../../core/edit.js").Asked[]} */
export function nextList(act, list, index, catalogue) {
  const { items } = list;
  const room = roomOf(list);
  switch (act) {
    case "earlier":
      return moved(items, index, -1, catalogue);
    case "later":
      return moved(items, index, 1, catalogue);
    case "shorter":
      return longerOrShorter(items, index, -1, catalogue, room);
    case "longer":
      return longerOrShorter(items, index, 1, catalogue, room);
    case "out":
      return remove(items, index);
    default:
      return counted(act, items, index, catalogue, room);
  }
}

/** What two neighbours that changed places do not tell: which of them was meant. */
export function movedWords(act, step) {
  return { earlier: t("Earlier: {step}.", { step }), later: t("Later: {step}.", { step }) }[act] ?? null;
}

function moved(items, index, by, catalogue) {
  try {
    return move(items, index, by, catalogue);
  } catch (refused) {
    const [one, other] = [items[index], items[index + by]].map((item) => catalogue[item?.step]?.when);
    throw refused.code === "back_up" && one !== other ? new NotDone("order") : refused;
  }
}

/** "hold-more", "reps-less" */
function counted(act, items, index, catalogue, room) {
  const [what, way] = act.split("-");
  const by = way === "more" ? 1 : -1;
  const next = stepped(items[index], catalogue[items[index].step], what, by);
  if (!next) throw new NotDone(by > 0 ? "most" : "least");
  return setDose(items, index, next, catalogue, room);
}
