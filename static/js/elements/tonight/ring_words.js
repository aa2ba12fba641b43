/** The words for a phone that rings, and for what it lacks to do so. */

import { tonight } from "../../core/event.js";
import { clockTime, nightName } from "../../core/format.js";
import { nightOf, offsetAt } from "../../core/night.js";
import { t } from "../../core/words.js";

export function dueNight(due) {
  return nightOf(due, offsetAt(due));
}

export function setWords(due) {
  const time = clockTime(due);
  const night = dueNight(due);
  if (night === tonight()) return t("Tonight's reminder is set on this phone for {time}.", { time });
  return t("Your next reminder is set on this phone: {day}, {time}.", { day: nightName(night), time });
}

/** Too far away to be written down already: for weekends only, say. */
export function aheadWords(due) {
  return t("Your next reminder is on {day}, {time}.", { day: nightName(dueNight(due)), time: clockTime(due) });
}

/** @param {import("../../push/subscribe.js").PushState} state */
export function missing(state) {
  const words = {
    denied: t("Notifications are off for Evenfall."),
    install: t("Put Evenfall on your Home Screen first, so that it can ring."),
    removed: t("This phone was taken off the list."),
    full: t("You have ten phones already, and ten are the most."),
    mend: t("The link to this phone was lost."),
    unsupported: t("This browser cannot ring."),
    "no-service": t("This phone's push service did not answer."),
  };
  return words[state] ?? t("This phone will not ring yet.");
}
