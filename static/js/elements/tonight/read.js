/** What the phone knows about this evening, and which face of Tonight follows from it. */

import { tonight } from "../../core/event.js";
import { nightState } from "../../core/progress.js";
import { isOpen } from "../../core/run.js";
import { storedBundle } from "../../offline/bundle.js";
import { eventsOf, isSent } from "../../offline/queue.js";
import { currentRun } from "../../offline/run.js";
import { owner } from "../../offline/session.js";
import { valueOf } from "../../offline/store.js";

/**
 * @returns {Promise<{view: "nobody"|"waiting"|"no-profile"|"blocked"|"old-run"|"open"|"settled"|"ready",
 *   account?: string, night?: string, bundle?: any, state?: import("../../core/progress.js").NightState, run?: any,
 *   endingSent?: boolean}>}
 */
export async function readEvening() {
  const account = await owner();
  if (!account) return { view: "nobody" };
  const night = tonight();
  const [bundle, events, run, noProfile] = await Promise.all([
    storedBundle(account),
    eventsOf(account, night),
    currentRun(account),
    valueOf(account, "bundle", "no_profile"),
  ]);
  const state = nightState(events);
  const endingSent = state.ending ? await isSent(account, state.ending.id) : false;
  return { view: viewOf({ bundle, night, run, state, noProfile }), account, night, bundle, state, run, endingSent };
}

function viewOf({ bundle, night, run, state, noProfile }) {
  if (noProfile) return "no-profile";
  if (!bundle) return "waiting";
  if (isOpen(run) && run.night !== night) return "old-run";
  if (state.settled) return "settled";
  // A run that has begun goes on as it was; what is blocked now is not begun any more.
  if (bundle.blocked) return "blocked";
  return isOpen(run) ? "open" : "ready";
}
