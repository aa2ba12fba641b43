/** What the phone knows of this person's routines: the bundle with everything that was told since, and the library's words. */

import { tonight } from "../../core/event.js";
import { nightPlus } from "../../core/night.js";
import { withPlans } from "../../core/planned.js";
import { isPlanning } from "../../core/plans.js";
import { storedBundle } from "../../offline/bundle.js";
import { eventsSince } from "../../offline/queue.js";
import { owner } from "../../offline/session.js";
import { valueOf } from "../../offline/store.js";

// As many as the phone keeps; what is older stands in the bundle.
const NIGHTS = 90;

/**
 * @returns {Promise<{view: "nobody"|"waiting"|"no-profile"|"ready", account?: string, night?: string,
 *   stored?: any, bundle?: any, events?: import("../../core/plans.js").PlanEvent[]}>} `stored`: as the server sent it
 */
export async function readRoutines() {
  const account = await owner();
  if (!account) return { view: "nobody" };
  const night = tonight();
  const [stored, told, noProfile] = await Promise.all([
    storedBundle(account),
    eventsSince(account, nightPlus(night, -NIGHTS)),
    valueOf(account, "bundle", "no_profile"),
  ]);
  if (noProfile) return { view: "no-profile" };
  if (!stored?.slots) return { view: "waiting" };
  const events = told.filter((event) => isPlanning(event) || event.kind === "undone");
  return { view: "ready", account, night, stored, bundle: withPlans(stored, events, night), events };
}

let asked = null;

/** The library in the page's language, kept by the worker; without it there are the bundle's words. */
export function library() {
  const { dataset, lang } = document.documentElement;
  asked ??= fetch(`${dataset.static}library/${lang}.json`).then((answer) => (answer.ok ? answer.json() : { steps: {}, words: {} }));
  asked.catch(() => {
    asked = null;
  });
  return asked.catch(() => ({ steps: {}, words: {} }));
}

/** A step's words, wherever they stand. */
export function stepOf(id, bundle, { steps }) {
  const own = bundle.own_steps?.[id];
  const words = bundle.steps[id] ?? steps[id];
  if (own) return { ...words, title: own.title, line: own.how[0] ?? "", kind: own.kind, figure: own.figure, photo: own.photo };
  return words ?? { title: id.replaceAll("_", " "), line: "", kind: bundle.catalogue[id]?.kind ?? "moon", figure: null };
}
