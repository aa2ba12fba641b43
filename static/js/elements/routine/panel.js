/** What can be done with the one step that is open. Plain buttons; nothing drags. */

import { fill, onTap, part, reveal } from "../../core/dom.js";
import { t, tn } from "../../core/words.js";
import { longWords, secondsWords } from "./say.js";

const ACTS = ["earlier", "later", "shorter", "longer", "hold-less", "hold-more", "reps-less", "reps-more", "swap", "off", "out", "favourite"];

export class Panel {
  #element;

  /** @param {HTMLElement} element @param {(act: string) => unknown} act */
  constructor(element, act) {
    this.#element = element;
    for (const name of ACTS) onTap(part(element, name), () => act(name));
  }

  get element() {
    return this.#element;
  }

  /** @param {import("../../core/edit.js").Asked} item @param {import("../../core/edit.js").Offered} offered */
  show(item, offered, line, favourite) {
    const { holds, reps } = choices(offered);
    fill(this.#element, {
      line,
      length: longWords(item.seconds),
      hold: t("Hold {seconds}", { seconds: secondsWords(item.hold ?? 0) }),
      reps: tn("{n} time", "{n} times", item.reps ?? 0),
    });
    reveal(this.#element, {
      lengths: offered.doses.length > 1,
      "hold-row": item.reps != null && holds.length > 1,
      "reps-row": item.reps != null && reps.length > 1,
      swap: offered.alike.length > 0,
    });
    reveal(this.#element, { exact: item.reps != null && (holds.length > 1 || reps.length > 1) });
    part(this.#element, "favourite").setAttribute("aria-pressed", String(favourite));
  }

  /** Says beside the buttons why something did not go. */
  tell(words) {
    fill(this.#element, { told: words });
    reveal(this.#element, { "told-row": words !== "" });
    if (words) part(this.#element, "told-row").scrollIntoView({ block: "nearest" });
  }
}

/** The holds and times that the bundle offers. */
function choices({ doses }) {
  const each = (place) => [...new Set(doses.map((dose) => dose[place]))].filter((value) => value !== null).sort((a, b) => a - b);
  return { holds: each(1), reps: each(2) };
}

/** The item with the next hold or number of times that is offered. */
export function stepped(item, offered, what, by) {
  const { holds, reps } = choices(offered);
  const marks = what === "hold" ? holds : reps;
  const next = by > 0 ? marks.find((mark) => mark > item[what]) : marks.findLast((mark) => mark < item[what]);
  return next === undefined ? null : { ...item, [what]: next };
}
