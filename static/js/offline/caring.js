/** What a caregiver's phone keeps of those whom they help: the last answer, sealed, and shown in its own night alone. */

import { call } from "../core/api.js";
import { now } from "../core/clock.js";
import { tonight } from "../core/event.js";
import { tell } from "./news.js";
import { opened, sealed } from "./rows.js";
import { heed, owner } from "./session.js";
import { keep, valueOf } from "./store.js";

const CARING = "caring";

/**
 * Of another night nothing may be shown any more: it may have been taken back since, and this phone was not told.
 * @returns {Promise<object|undefined>}
 */
export async function storedCaring(account) {
  const kept = await opened(account, await valueOf(account, "bundle", CARING));
  if (!kept || tonight(kept.asked) === tonight()) return kept;
  return { ...kept, people: kept.people.map(withoutNews) };
}

function withoutNews(person) {
  return { ...person, heard: "no_update", can: [], taken: null, steps: [], nights: [] };
}

/** The newest answer takes the place of the one before, whatever that held. @returns {Promise<"fresh"|"signed-out"|"removed"|"unknown">} */
export async function refreshCaring() {
  const account = await owner();
  if (!account) return "unknown";
  const answer = await call("GET", "/api/v1/caring");
  if ((await owner()) !== account) return "unknown";
  if (answer.status !== 200) return heed(account, answer);
  // Somebody else may be signed in here by now: never file one person's answer under another.
  if (answer.data.account !== account) return "unknown";
  await keep(account, "bundle", CARING, await sealed(account, CARING, { ...answer.data, asked: now() }));
  tell({ kind: "caring", account });
  return "fresh";
}

/** One thing done for a person. @returns {Promise<{done: boolean, why: string}>} why: the server's sentence, if it said one */
export async function act(person, what, body) {
  const answer = await call("POST", `/api/v1/caring/${person}/${what}`, { body });
  const done = answer.status === 204;
  // What was possible a moment ago may not be any more: then the page says what is.
  if (answer.status !== 0) await refreshCaring();
  return { done, why: answer.data?.detail ?? "" };
}
