/** The last screen of a run. */

import { drawArc } from "../../core/drawing.js";
import { fill, part } from "../../core/dom.js";
import { nightState } from "../../core/progress.js";
import { t, tn } from "../../core/words.js";
import { eventsOf, isSent } from "../../offline/queue.js";

export async function showFinish(root, account, run) {
  // Of the whole night: who went through it twice has done it no less.
  const { done } = nightState(await eventsOf(account, run.night));
  drawArc(part(root, "arc"), "mini", run.items.length, run.items.length);
  const words = {
    done: t("Rest now."),
    too_tired: t("Enough for tonight."),
    fell_asleep: t("Sleep well."),
  };
  fill(root, {
    "finish-title": words[run.ended.outcome],
    "finish-steps": tn("{n} step done.", "{n} steps done.", done.length),
  });
  // Only what the server knows can stop what the server sends.
  const sent = await isSent(account, run.ended.event);
  fill(root, { "finish-more": sent ? t("Your routine's reminders are done for tonight.") : t("Tonight's reminders stop once this is sent.") });
}
