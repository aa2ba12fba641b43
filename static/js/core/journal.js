/**
 * The journal of one night: what routines/core/journal.py says of the same events; the vectors of both are one file.
 *
 * @typedef {{id: string, began: string, seconds: number|null, place: string}} Cramp
 * @typedef {{evening: Record<string, any>, morning: Record<string, any>, cramps: Cramp[]}} Journal
 */

import { standingOf } from "./progress.js";

/** @param {Iterable<import("./progress.js").NightEvent>} events all of one night @returns {Journal} */
export function journalOf(events) {
  const stood = standingOf(events).sort(byAge);
  const evening = answers(stood, "evening_told");
  if (evening.triggers) evening.triggers = [...new Set(evening.triggers)].sort();
  return { evening, morning: answers(stood, "morning_told"), cramps: crampsOf(stood) };
}

/** What somebody wants to ask at the next visit, the oldest first. */
export function questionsOf(events) {
  const noted = standingOf(events).filter(({ kind }) => kind === "question_noted").sort(byAge);
  return noted.map(({ id, night, told }) => ({ id, night, text: told.text }));
}

/** To each question the newest answer counts; one of null was taken back. */
function answers(stood, kind) {
  // A note that does not say for whom it is, is not for whom the one before it was.
  const told = stood.filter((event) => event.kind === kind).map(({ told }) => ("note" in told ? { only_me: null, ...told } : told));
  const said = Object.assign({}, ...told);
  return Object.fromEntries(Object.entries(said).filter(([, answer]) => answer !== null));
}

function crampsOf(stood) {
  const found = stood.filter(({ kind }) => kind === "cramp_logged").map(({ id, told }) => ({ id, began: told.began, seconds: told.seconds ?? null, place: told.place }));
  return found.sort((one, other) => Date.parse(one.began) - Date.parse(other.began) || (one.id < other.id ? -1 : 1));
}

function byAge(one, other) {
  return Date.parse(one.at) - Date.parse(other.at) || (one.id < other.id ? -1 : 1);
}
