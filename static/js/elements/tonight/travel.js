/** The phone is somewhere else: asked once for each place, and answered again in the settings. */

import { fill, onTap, part } from "../../core/dom.js";
import { wallClock } from "../../core/format.js";
import { t } from "../../core/words.js";

let wired = null;
let now = null;

/**
 * @param {HTMLElement} notice @param {{zone: string, place: string, moved: string, kept: string}} question
 * @param {(kind: string, fields: object) => Promise<unknown>} record
 */
export function showTravel(notice, question, record) {
  now = { question, record };
  wired ??= wire(notice);
  const { place, moved, kept } = question;
  fill(notice, {
    "move-words": t("{time} in {place}", { time: wallClock(moved), place }),
    "keep-words": t("{time} in {place}, as at home", { time: wallClock(kept), place }),
  });
  notice.hidden = false;
}

function wire(notice) {
  for (const [name, keep] of [["move", false], ["keep", true]]) {
    onTap(part(notice, name), () => now.record("travelled", { zone: now.question.zone, keep }));
  }
  return true;
}
