/** "Was this you?": cramps that were led through on this phone while nobody was signed in. */

import { fill, onTap, part } from "../../core/dom.js";
import { hourOf } from "../../core/diary.js";
import { nightName, wallClock } from "../../core/format.js";
import { t, tn } from "../../core/words.js";
import { logForgotten, settleStrays, strays } from "../../offline/cramps.js";

let wired = null;
let whose = null;

/** @param {HTMLElement} notice @param {string} account @param {() => unknown} settled */
export async function showStrays(notice, account, settled) {
  whose = account;
  await logForgotten();
  const found = await strays();
  notice.hidden = !found.length;
  if (!found.length) return;
  const { night, told } = found[found.length - 1];
  const words = t("At {time}, in the night of {night}.", { time: wallClock(hourOf(told.began)), night: nightName(night) });
  const more = found.length - 1;
  fill(notice, { when: more ? `${words} ${tn("And {n} more.", "And {n} more.", more)}` : words });
  wired ??= wire(notice, settled);
}

function wire(notice, settled) {
  for (const [name, mine] of [["mine", true], ["not-mine", false]]) {
    onTap(part(notice, name), async () => {
      await settleStrays(mine ? whose : null);
      notice.hidden = true;
      settled();
    });
  }
  return true;
}
