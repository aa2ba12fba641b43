/** Tonight is settled: said calmly, whatever the ending was. */

import { fill } from "../../core/dom.js";
import { t, tn } from "../../core/words.js";

export function showSettled(root, { state, bundle, endingSent }) {
  const n = state.done.length;
  const words = {
    done: [t("That was your evening."), tn("{n} step done. Rest now.", "{n} steps done. Rest now.", n)],
    too_tired: [t("Enough for tonight."), t("You were too tired, and that is fine.")],
    fell_asleep: [t("You fell asleep."), t("That is what evenings are for.")],
    not_tonight: [t("Not tonight."), t("That is fine. Tomorrow is another evening.")],
  };
  const [sentence, more] = words[state.outcome];
  fill(root, {
    "settled-sentence": sentence,
    "settled-more": more,
    "settled-reminders": endingSent ? t("Your routine's reminders are done for tonight.") : t("Tonight's reminders stop once this is sent."),
    "good-night": bundle.account.name ? t("Good night, {name}", { name: bundle.account.name }) : t("Good night"),
  });
}
