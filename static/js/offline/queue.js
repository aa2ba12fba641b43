/** What was done and is not yet known to the server. Written before anybody says "saved". */

import { tell } from "./news.js";
import { RUN, opened, sealed, sealedEvent } from "./rows.js";
import { STOP } from "./stop.js";
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

/** Sealed first: no transaction outlives a wait for anything but itself. */
async function put(account, events, run) {
  const made = Date.now();
  const rows = await Promise.all(events.map((event) => sealedEvent(account, event)));
  const waiting = await Promise.all(events.map((event) => sealed(account, event.id, { event, made })));
  const kept = run && (await sealed(account, RUN, run));
  await write(account, ["events", "queue", "run"], (tx) => {
    const wrote = [
      ...rows.map((row) => tx.objectStore("events").put(row)),
      ...waiting.map((row) => tx.objectStore("queue").put(row)),
    ];
    if (kept) wrote.push(tx.objectStore("run").put(kept, RUN));
    return Promise.all(wrote);
  });
}

/** Oldest first: the ids carry the time. What cannot be read any more goes to the tray, or it would jam the queue. */
export async function oldest(account, most) {
  const rows = await read(account, ["queue"], (tx) => tx.objectStore("queue").getAll(null, most));
  const entries = await Promise.all(rows.map((row) => opened(account, row)));
  const lost = rows.filter((_, index) => !entries[index]);
  if (lost.length) await toTray(account, lost);
  return entries.flatMap((entry, index) => (entry ? [{ id: rows[index].id, ...entry }] : []));
}

async function toTray(account, rows) {
  const problem = { type: "unreadable", title: "", detail: "" };
  const told = await Promise.all(rows.map((row) => sealed(account, row.id, problem)));
  await write(account, ["queue", "tray"], (tx) =>
    Promise.all(
      rows.flatMap((row, index) => [
        tx.objectStore("tray").put({ ...row, problem: told[index] }),
        tx.objectStore("queue").delete(row.id),
      ]),
    ),
  );
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
  return read(account, ["queue", "tray", "bundle"], async (tx) => {
    const [queue, tray, bundle] = ["queue", "tray", "bundle"].map((name) => tx.objectStore(name));
    const [waiting, stop, refused] = await Promise.all([queue.count(), bundle.count(STOP), tray.count()]);
    return { unsent: waiting + stop, refused };
  });
}

/**
 * Takes in one answer of the server, all or nothing: what it stored leaves the queue, what it refused goes to
 * the tray with the reason, what other devices did joins the events. `behind`: the cursor was moved by somebody else
 * since it was `asked` with, as when this person's store was put aside for another's and begun anew.
 * @returns {Promise<{settled: number, behind: boolean}>}
 */
export async function settle(account, results, changes, asked, cursor) {
  const news = await Promise.all(changes.map((event) => sealedEvent(account, event)));
  // No id can be read out of an entry that is no entry at all.
  const named = results.filter((result) => result.id);
  const problems = await Promise.all(
    named.map((result) => (result.status === "refused" ? sealed(account, result.id, result.problem ?? null) : null)),
  );
  let settled = 0;
  let behind = false;
  await write(account, ["events", "queue", "tray", "bundle"], async (tx) => {
    const [events, queue, tray, bundle] = ["events", "queue", "tray", "bundle"].map((name) => tx.objectStore(name));
    for (const [index, result] of named.entries()) {
      const row = await queue.get(result.id);
      if (!row) continue;
      if (result.status === "refused") await tray.put({ ...row, problem: problems[index] });
      else if (!["stored", "already_stored"].includes(result.status)) continue;
      await queue.delete(result.id);
      settled += 1;
    }
    for (const row of news) await events.put(row);
    behind = ((await bundle.get("cursor")) ?? 0) !== asked;
    if (!behind) await bundle.put(cursor, "cursor");
  });
  if (changes.length) tell({ kind: "changed", account, fromServer: true });
  return { settled, behind };
}

/** All events of a night. */
export function eventsOf(account, night) {
  return readEvents(account, night);
}

/** All events from that night on. */
export function eventsSince(account, night) {
  return readEvents(account, IDBKeyRange.lowerBound(night));
}

/** What cannot be read any more is dropped here and asked of the server again, from the beginning. */
async function readEvents(account, nights) {
  const rows = await read(account, ["events"], (tx) => tx.objectStore("events").index("night").getAll(nights));
  const events = await Promise.all(rows.map((row) => opened(account, row)));
  const lost = rows.filter((_, index) => !events[index]);
  if (lost.length) await askAgain(account, lost);
  return events.filter(Boolean);
}

function askAgain(account, rows) {
  return write(account, ["events", "bundle"], (tx) =>
    Promise.all([
      ...rows.map((row) => tx.objectStore("events").delete(row.id)),
      tx.objectStore("bundle").put(0, "cursor"),
    ]),
  );
}
