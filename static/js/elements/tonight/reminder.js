/** One line: will this phone really ring, and when. */

import { tonight } from "../../core/event.js";
import { nightOf, offsetAt } from "../../core/night.js";
import { clockTime, nightName, wallClock } from "../../core/format.js";
import { fill, reveal } from "../../core/dom.js";
import { t } from "../../core/words.js";

/** The answer needs the network; one question to it per page is enough. */
let asked = null;

/** @param {HTMLElement} line @param {{time: string, next_due: string|null, on: boolean}|null} reminder */
export async function showReminder(line, reminder) {
  if (!reminder?.on) {
    show(line, t("No reminder is set."), t("Set a reminder"));
    return;
  }
  const planned = t("Your reminder is at {time}.", { time: wallClock(reminder.time) });
  if (!asked) show(line, planned, "");
  asked ??= import("../../push/subscribe.js").then(({ reconcile }) => reconcile()).catch(() => "offline");
  const state = await asked;
  if (state === "set" && reminder.next_due) show(line, setWords(reminder.next_due), "");
  else if (state === "offline") show(line, planned, "");
  else {
    const silent = t("This phone will not ring yet.");
    show(line, `${planned} ${silent}`, t("Mend it"));
  }
}

function setWords(due) {
  const time = clockTime(due);
  const night = nightOf(due, offsetAt(due));
  if (night === tonight()) return t("Tonight's reminder is set on this phone: {time}.", { time });
  return t("Your next reminder is set on this phone: {day}, {time}.", { day: nightName(night), time });
}

function show(line, words, action) {
  fill(line, { words, action });
  reveal(line, { action: action !== "" });
}
