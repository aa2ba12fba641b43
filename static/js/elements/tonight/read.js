/** What the phone knows about this evening, and which face of Tonight follows from it. */

import { tonight } from "../../core/event.js";
import { nightState } from "../../core/progress.js";
import { isOpen } from "../../core/run.js";
import { cardsOf, ruledOut, slotsOf } from "../../core/tonight.js";
import { storedBundle } from "../../offline/bundle.js";
import { eventsOf, isSent } from "../../offline/queue.js";
import { currentRun } from "../../offline/run.js";
import { owner } from "../../offline/session.js";
import { valueOf } from "../../offline/store.js";

/**
 * @returns {Promise<{view: "nobody"|"waiting"|"no-profile"|"blocked"|"old-run"|"open"|"settled"|"ready",
 *   account?: string, night?: string, bundle?: any, state?: import("../../core/progress.js").NightState, run?: any,
 *   endingSent?: boolean, cards?: {stop: string|null, advice: string|null}, out?: Record<string, string>, slots?: any[]}>}
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
  const cards = cardsOf(state);
  const out = bundle ? ruledOut(bundle, state) : {};
  const slots = bundle ? slotsOf(bundle, out) : [];
  return { view: viewOf({ bundle, night, run, state, noProfile, cards }), account, night, bundle, state, run, endingSent, cards, out, slots };
}

function viewOf({ bundle, night, run, state, noProfile, cards }) {
  if (noProfile) return "no-profile";
  if (!bundle) return "waiting";
  const old = isOpen(run) && run.night !== night;
  if (state.settled && !old) return "settled";
  // Nothing is begun and nothing goes on while somebody should be called first.
  if (bundle.blocked || cards.stop) return "blocked";
  if (old) return "old-run";
  return isOpen(run) ? "open" : "ready";
}
