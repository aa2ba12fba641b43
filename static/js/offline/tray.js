/** What the server did not take, with its reason: to try once more, to keep as a file, to let go. And what still waits. */

import { tell } from "./news.js";
import { opened } from "./rows.js";
import { read, write } from "./store.js";

/**
 * @typedef {{id: string, made: number, event: import("../core/progress.js").NightEvent|null,
 *   problem: {type: string, detail?: string, fields?: string[]}}} Refused
 */

/** Oldest first. @returns {Promise<Refused[]>} */
export async function refusedOf(account) {
  const rows = await read(account, ["tray"], (tx) => tx.objectStore("tray").getAll());
  return Promise.all(
    rows.map(async ({ problem, ...row }) => {
      const [entry, told] = await Promise.all([opened(account, row), opened(account, problem)]);
      const { event = null, made = madeAt(row.id) } = entry ?? {};
      return { id: row.id, made, event, problem: event ? (told ?? { type: "" }) : { type: "unreadable" } };
    }),
  );
}

/** How many wait, and since when the oldest does. @returns {Promise<{number: number, since: number|null}>} */
export function waitingOf(account) {
  return read(account, ["queue"], async (tx) => {
    const queue = tx.objectStore("queue");
    const [number, [first]] = [await queue.count(), await queue.getAllKeys(null, 1)];
    return { number, since: first ? madeAt(first) : null };
  });
}

/** Back into the queue as they are: a newer server may take what an older one did not know. */
export async function tryAgain(account, ids) {
  await write(account, ["queue", "tray"], async (tx) => {
    const [queue, tray] = [tx.objectStore("queue"), tx.objectStore("tray")];
    for (const id of ids) {
      const row = await tray.get(id);
      if (!row) continue;
      const { problem: _, ...entry } = row;
      await queue.put(entry);
      await tray.delete(id);
    }
  });
  tell({ kind: "activity", account });
}

/** Gone from this phone, from its nights too: what the server has instead is asked for again. */
export async function discard(account, ids) {
  await write(account, ["events", "tray", "bundle"], async (tx) => {
    for (const id of ids) {
      await tx.objectStore("tray").delete(id);
      await tx.objectStore("events").delete(id);
    }
    await tx.objectStore("bundle").put(0, "cursor");
  });
  tell({ kind: "changed", account });
}

/** The ids carry the time, so that even what cannot be read says when it was. */
function madeAt(id) {
  return Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
}
