/** What was done and is not yet known to the server. Written before anybody says "saved". */

import { tell } from "./news.js";
import { read, write } from "./store.js";

let fault = null;

/** Why the last write did not work; null when it did. */
export function lastFault() {
  return fault;
}

/**
 * Adds events, and with them what the run has become, in one transaction. Throws when they are not saved.
 * @param {string} account
 * @param {import("../core/progress.js").NightEvent[]} events
 * @param {object} [run]
 */
export async function append(account, events, run) {
  try {
    await put(account, events, run);
    fault = null;
  } catch (reason) {
    fault = reason;
    tell({ kind: "activity", account });
    throw reason;
  }
  tell({ kind: "queued", account });
  tell({ kind: "changed", account });
}

function put(account, events, run) {
  return write(account, ["events", "queue", "run"], (tx) => {
    const wrote = events.flatMap((event) => [
      tx.objectStore("events").put(event),
      tx.objectStore("queue").put({ id: event.id, event, made: Date.now() }),
    ]);
    if (run) wrote.push(tx.objectStore("run").put(run, "current"));
    return Promise.all(wrote);
  });
}

/** Oldest first: the ids carry the time. */
export function oldest(account, most) {
  return read(account, ["queue"], (tx) => tx.objectStore("queue").getAll(null, most));
}

/** Whether the server has this event. */
export async function isSent(account, id) {
  return !(await read(account, ["queue", "tray"], async (tx) => {
    const [waits, refused] = await Promise.all([tx.objectStore("queue").getKey(id), tx.objectStore("tray").getKey(id)]);
    return waits ?? refused;
  }));
}

/** @returns {Promise<{unsent: number, refused: number}>} */
export function counts(account) {
  return read(account, ["queue", "tray"], async (tx) => {
    const [unsent, refused] = await Promise.all([tx.objectStore("queue").count(), tx.objectStore("tray").count()]);
    return { unsent, refused };
  });
}

/**
 * Takes in one answer of the server, all or nothing: what it stored leaves the queue, what it refused goes to
 * the tray with the reason, what other devices did joins the events.
 */
export async function settle(account, results, changes, cursor) {
  let settled = 0;
  await write(account, ["events", "queue", "tray", "bundle"], async (tx) => {
    const [events, queue, tray, bundle] = ["events", "queue", "tray", "bundle"].map((name) => tx.objectStore(name));
    for (const result of results) {
      // No id can be read out of an entry that is no entry at all.
      const entry = result.id ? await queue.get(result.id) : undefined;
      if (!entry) continue;
      if (result.status === "refused") await tray.put({ ...entry, problem: result.problem ?? null });
      else if (!["stored", "already_stored"].includes(result.status)) continue;
      await queue.delete(result.id);
      settled += 1;
    }
    for (const event of changes) await events.put(event);
    await bundle.put(cursor, "cursor");
  });
  if (changes.length) tell({ kind: "changed", account });
  return settled;
}

/** All events of a night. */
export function eventsOf(account, night) {
  return read(account, ["events"], (tx) => tx.objectStore("events").index("night").getAll(night));
}

/** All events from that night on. */
export function eventsSince(account, night) {
  return read(account, ["events"], (tx) => tx.objectStore("events").index("night").getAll(IDBKeyRange.lowerBound(night)));
}
