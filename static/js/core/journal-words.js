/** What the journal says, in words. */

import { t, tn } from "./words.js";
import { wallClock, wholeMinutes } from "./format.js";
import { hourOf } from "./diary.js";

/** @param {number} minutes */
export function duration(minutes) {
  const whole = Math.round(minutes);
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  if (!hours) return t("{n} min", { n: rest });
  return rest ? t("{hours} h {minutes} min", { hours, minutes: rest }) : t("{hours} h", { hours });
}

/** @param {import("../../core/journal.js").Cramp} cramp */
export function crampWords({ began, seconds, place }) {
  const places = {
    calf: t("In the calf"),
    foot: t("In the foot"),
    thigh_front: t("In the front of the thigh"),
    thigh_back: t("In the back of the thigh"),
    inner_thigh: t("In the inner thigh"),
    spasm: t("The leg jerks or is stiff"),
  };
  const long = seconds === null ? [] : [tn("{n} minute", "{n} minutes", wholeMinutes(seconds))];
  return [wallClock(hourOf(began)), places[place], ...long].join(" · ");
}

/** @param {{asleep: number}|{fault: string}|null} sleep */
export function sleepWords(sleep) {
  if (!sleep) return "";
  const faults = {
    order: t("These times do not follow each other. Please look once more."),
    too_long: t("That would be a whole day or more. Please look once more."),
    more_awake_than_night: t("That is more time awake than the night was long. Please look once more."),
    more_trying_than_morning: t("You were up before that time was over. Please look once more."),
  };
  return "fault" in sleep ? faults[sleep.fault] : t("About {time} asleep.", { time: duration(sleep.asleep) });
}

/** What somebody said of the night, in one line; nothing where they said nothing. */
export function morningWords({ quality, pain, spasms }) {
  const nights = [t("Very bad"), t("Bad"), t("So-so"), t("Good"), t("Very good")];
  const said = [];
  if (quality) said.push(nights[quality - 1]);
  if (pain !== undefined) said.push(t("Pain {n}", { n: pain }));
  if (spasms !== undefined) said.push(tn("{n} spasm", "{n} spasms", spasms));
  return said.join(" · ");
}
