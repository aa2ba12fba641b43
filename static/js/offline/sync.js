/** Sends what waits and takes in what other devices did. One flusher at a time, whichever page or worker it is. */

import { call } from "../core/api.js";
import { tell } from "./news.js";
import { oldest, settle } from "./queue.js";
import { heed, keepClock, owner } from "./session.js";
import { sendStop } from "./stop.js";
import { keep, valueOf, write } from "./store.js";

const PAGE = 50;
const LEASE_MS = 30_000;

// What the evening is made of does not follow from these.
const ONLY_TOLD = ["run_started", "step_done", "run_ended"];

/** @typedef {"idle"|"sent"|"signed-out"|"removed"|"other-account"|"unreachable"} FlushState */

/** @type {Promise<FlushState>|null} */
let running = null;
let again = false;

/** Runs to the end; a call in the middle makes one more round instead of a second flusher. */
export function flush() {
  again = running !== null;
  running ??= rounds().finally(() => {
    running = null;
  });
  return running;
}

async function rounds() {
  let state = "idle";
  do {
    again = false;
    // Asked anew each round: somebody else may have signed in while the last one ran.
    const account = await owner();
    if (account) state = await alone(account, () => sendAll(account));
  } while (again);
  return state;
}

async function alone(account, work) {
  if (navigator.locks) return navigator.locks.request(`evenfall-sync-${account}`, work);
  // Whoever holds it may have been killed with it: this one comes back and looks again.
  if (!(await takeLease(account))) return "unreachable";
  try {
    return await work();
  } finally {
    // For somebody who is gone this would make the erased database anew.
    if ((await owner()) === account) await keep(account, "bundle", "lease", 0);
  }
}

/** Without Web Locks: a dated row in the store. Two senders would still be harmless, only wasteful. */
function takeLease(account) {
  return write(account, ["bundle"], async (tx) => {
    const until = await tx.objectStore("bundle").get("lease");
    const now = Date.now();
    // Of a page that was killed while the clock was far ahead, it would hold for hours.
    if (until > now && until <= now + LEASE_MS) return false;
    await tx.objectStore("bundle").put(now + LEASE_MS, "lease");
    return true;
  });
}

async function sendAll(account) {
  let state = "idle";
  tell({ kind: "activity", account, sending: true });
  try {
    await sendStop(account);
    for (let more = true; more; ) {
      // Another page may have signed out or in meanwhile: never send for somebody who is gone.
      if ((await owner()) !== account) return "idle";
      ({ state, more } = await sendPage(account));
    }
  } finally {
    tell({ kind: "activity", account, sending: false });
  }
  return state;
}

async function sendPage(account) {
  const entries = await oldest(account, PAGE);
  const cursor = (await valueOf(account, "bundle", "cursor")) ?? 0;
  const answer = await call("POST", "/api/v1/sync", { body: envelope(account, entries, cursor) });
  if (answer.status !== 200) return { state: await refusal(account, answer), more: false };
  // Signed out meanwhile: writing now would make the erased database anew.
  if ((await owner()) !== account) return { state: "idle", more: false };
  const { results, changes, cursor: next, more } = answer.data;
  const { settled, behind } = await settle(account, results, changes, cursor, next);
  await keep(account, "bundle", "sent_at", Date.now());
  await keep(account, "bundle", "signed_out", false);
  await keepClock(account);
  if (entries.some(({ event }) => !ONLY_TOLD.includes(event.kind))) tell({ kind: "reshaped", account });
  // An answer that moves nothing must not be asked for again and again.
  const moved = settled > 0 || next > cursor;
  return { state: "sent", more: behind || (moved && (more || entries.length === PAGE)) };
}

function envelope(account, entries, cursor) {
  const sent = Date.now();
  return {
    account,
    cursor,
    sent_at: new Date(sent).toISOString(),
    entries: entries.map(({ event, made }) => ({ event, age_ms: Math.max(0, sent - made) })),
  };
}

/** @returns {Promise<FlushState>} */
async function refusal(account, answer) {
  if (answer.status === 409 && answer.type === "other-account") return "other-account";
  // Nothing can be waiting for somebody who has no evening yet.
  if (answer.status === 409 && answer.type === "no-profile") return "idle";
  const told = await heed(account, answer);
  return told === "unknown" ? "unreachable" : told;
}
