/** What a caregiver's page says. Never "not begun": the other phone may be without a network. */

import { duration, morningWords } from "../../core/journal-words.js";
import { t, tn } from "../../core/words.js";

/** @returns {[string, string]} what was heard, and what it means */
export function heardWords(heard) {
  const words = {
    no_update: [t("No update"), t("Nothing has been heard tonight.")],
    reminded: [t("The reminder came"), ""],
    nothing_yet: [t("The reminder came. Nothing heard yet."), t("Their phone may be without a network.")],
    summary: [t("Your summary"), ""],
    told: [t("Something was heard tonight"), ""],
    begun: [t("The evening is under way"), ""],
    done: [t("The evening is done"), ""],
    too_tired: [t("Too tired tonight"), t("That is an answer like any other.")],
    fell_asleep: [t("Asleep"), ""],
    not_tonight: [t("Not tonight"), t("That is an answer like any other.")],
  };
  return words[heard] ?? words.no_update;
}

export function scopeWords(scope) {
  const words = {
    reminders: t("You get a short reminder when it is time."),
    progress: t("You see how their evening goes: which steps are done, and how it ended."),
    journal: t("You see what they write of their nights: sleep, pain, spasms and cramps."),
    act: t("You may act for them: mark a step as done, and ask for the reminder later."),
  };
  return words[scope] ?? "";
}

export function modeWords(mode) {
  const words = { each: t("Each evening, when it is time"), daily: t("Once a day, in the morning"), weekly: t("Once a week, on Monday") };
  return words[mode];
}

export function ownWords(minutes) {
  return minutes ? t("{n} min later", { n: minutes }) : t("At once");
}

export function stateWords({ state, helper }) {
  const words = { done: t("Done"), skipped: t("Left out"), open: helper ? t("It needs your hands") : t("Still to come") };
  return words[state];
}

/** One night of the journal in a line. */
export function nightWords(night) {
  const said = [outcomeWords(night)];
  const more = morningWords({ quality: night.quality, pain: night.pain ?? undefined, spasms: night.spasms ?? undefined });
  if (more) said.push(more);
  if (night.asleep_minutes !== null) said.push(t("About {time} asleep.", { time: duration(night.asleep_minutes) }));
  if (night.evening_pain !== null) said.push(t("Pain in the evening {n}", { n: night.evening_pain }));
  if (night.cramps) said.push(tn("{n} cramp", "{n} cramps", night.cramps));
  return [...said, ...night.triggers].filter(Boolean).join(" · ");
}

function outcomeWords({ outcome, steps }) {
  const words = { done: t("Done"), too_tired: t("Too tired"), fell_asleep: t("Fell asleep"), not_tonight: t("Not that night") };
  return [words[outcome], steps ? tn("{n} step", "{n} steps", steps) : ""].filter(Boolean).join(", ");
}
