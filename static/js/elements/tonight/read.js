/** What the phone knows about this evening, and which face of Tonight follows from it. */

import { isOpen } from "../../core/begin.js";
import { tonight } from "../../core/event.js";
import { nightPlus } from "../../core/night.js";
import { nightState } from "../../core/progress.js";
import { cardsOf, ruledOut, slotsOf } from "../../core/tonight.js";
import { storedBundle } from "../../offline/bundle.js";
import { eventsSince, isSent } from "../../offline/queue.js";
import { currentRun } from "../../offline/run.js";
import { owner } from "../../offline/session.js";
import { valueOf } from "../../offline/store.js";

// Changes of routines that may still wait to be sent. What is older has long come back in the bundle.
const NIGHTS = 7;
const PLANNING = ["slot_saved", "routine_edited", "step_marked", "own_step_saved"];

/**
 * @returns {Promise<{view: "nobody"|"waiting"|"no-profile"|"blocked"|"old-run"|"open"|"settled"|"ready",
 *   account?: string, night?: string, bundle?: any, state?: import("../../core/progress.js").NightState, run?: any,
 *   recent?: any[], side?: {step: string, side: string}|null, endingSent?: boolean, cards?: {stop: string|null, advice: string|null}, out?: Record<string, string>, slots?: any[]}>}
 */
export async function readEvening() {
  const account = await owner();
  if (!account) return { view: "nobody" };
  const night = tonight();
  const [stored, recent, run, noProfile] = await Promise.all([
    storedBundle(account),
    eventsSince(account, nightPlus(night, -NIGHTS)),
    currentRun(account),
    valueOf(account, "bundle", "no_profile"),
  ]);
  const bundle = await planned(stored, recent, night);
  const state = nightState(recent.filter((event) => event.night === night));
  const endingSent = state.ending ? await isSent(account, state.ending.id) : false;
  const cards = cardsOf(state);
  const out = bundle ? ruledOut(bundle, state) : {};
  const { slots, side } = await tossed(bundle, out, recent, night);
  return { view: viewOf({ bundle, night, run, state, noProfile, cards }), account, night, recent, bundle, state, run, endingSent, cards, out, slots, side };
}

/** Most evenings nothing was changed, and the module for it is not even loaded. */
async function planned(bundle, events, night) {
  if (!bundle || !events.some(({ kind }) => PLANNING.includes(kind))) return bundle;
  const { withPlans } = await import("../../core/planned.js");
  return withPlans(bundle, events, night);
}

/** On most evenings no coin was tossed, and the module for it is not even loaded. */
async function tossed(bundle, out, events, night) {
  const slots = bundle ? slotsOf(bundle, out) : [];
  if (!bundle || !events.some((event) => event.kind === "side_tossed" && event.night === night)) return { slots, side: null };
  const { asTossed, sideOf } = await import("../../core/trial.js");
  const side = sideOf(events, night);
  return { slots: side ? asTossed(slots, side, bundle, out) : slots, side };
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
