/** A button of a reminder writes the same fact as the page would, into the same queue; the network may come later. */

import { makeEvent } from "../core/event.js";
import { nightOf } from "../core/night.js";
import { nightState } from "../core/progress.js";
import { storedBundle } from "./bundle.js";
import { append, eventsOf } from "./queue.js";
import { owner, wakeClock } from "./session.js";
import { valueOf } from "./store.js";

// What a person who taps without looking means by "a little later".
const LATER_MS = 10 * 60_000;

/**
 * @param {string} action @param {{reminder?: string, night?: string}} data the night that the reminder is of
 * @returns {Promise<boolean>} false where the page has to ask: nobody is signed in, or it is somebody else's reminder
 */
export async function answerReminder(action, { reminder, night }) {
  const account = await whose(reminder);
  if (!account || !night) return false;
  await wakeClock();
  const state = nightState(await eventsOf(account, night));
  // Answered already, here or elsewhere: a second tap, or an old message, changes nothing.
  if (state.settled) return true;
  const fact = action === "snooze" ? snoozed(reminder, night) : makeEvent("run_ended", night, { run: null, outcome: "not_tonight" });
  // Who has begun is reminded no more, and no night goes on past its noon.
  if (action === "snooze" && (state.begun || nightOf(fact.until, fact.offset) !== night)) return false;
  await append(account, [fact]);
  return true;
}

function snoozed(reminder, night) {
  const fact = makeEvent("reminder_snoozed", night, { reminder });
  return { ...fact, until: new Date(Date.parse(fact.at) + LATER_MS).toISOString() };
}

/** The account that is signed in here, if this is a reminder of its own. On a shared phone an older one may still stand there. */
async function whose(reminder) {
  const account = await owner();
  if (!account || (await valueOf(account, "bundle", "signed_out"))) return null;
  const bundle = await storedBundle(account);
  return bundle?.ringing?.rules.some(({ id }) => id === reminder) ? account : null;
}
