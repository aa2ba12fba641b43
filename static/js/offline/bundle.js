/** The evening's bundle: what the phone needs to lead through tonight with no network. */

import { call } from "../core/api.js";
import { nightPlus } from "../core/night.js";
import { tell } from "./news.js";
import { heed, owner } from "./session.js";
import { opened, sealed, sealedEvent } from "./rows.js";
import { keep, valueOf, write } from "./store.js";

const BUNDLE = "bundle";
const NIGHTS_KEPT = 90;

/** @returns {Promise<object|undefined>} */
export async function storedBundle(account) {
  return opened(account, await valueOf(account, "bundle", BUNDLE));
}

/** @returns {Promise<"fresh"|"same"|"no-profile"|"signed-out"|"removed"|"unknown">} */
export async function refreshBundle() {
  const account = await owner();
  if (!account) return "unknown";
  const etag = (await storedBundle(account)) && (await valueOf(account, "bundle", "etag"));
  const answer = await call("GET", "/api/v1/tonight", { headers: etag ? { "If-None-Match": etag } : {} });
  if ((await owner()) !== account) return "unknown";
  if (answer.status === 304) return "same";
  if (answer.status === 409 && answer.type === "no-profile") {
    await keep(account, "bundle", "no_profile", true);
    tell({ kind: "changed", account });
    return "no-profile";
  }
  if (answer.status !== 200) return heed(account, answer);
  // The session may have changed hands between the two calls: never file one person's evening under another.
  if (answer.data.account.id !== account) return "unknown";
  await saveBundle(account, answer.data, answer.etag);
  tell({ kind: "changed", account, fromServer: true });
  return "fresh";
}

async function saveBundle(account, data, etag) {
  const { nights, ...bundle } = data;
  const kept = await sealed(account, BUNDLE, bundle);
  const rows = await Promise.all(nights.flatMap(({ events }) => events.map((event) => sealedEvent(account, event))));
  const first = nightPlus(data.night, -NIGHTS_KEPT);
  await write(account, ["bundle", "events", "queue", "tray"], async (tx) => {
    const store = tx.objectStore("bundle");
    await store.put(kept, BUNDLE);
    await store.put(etag, "etag");
    await store.delete("no_profile");
    await store.put(Math.max((await store.get("cursor")) ?? 0, data.cursor), "cursor");
    for (const row of rows) await tx.objectStore("events").put(row);
    await dropOld(tx, first);
  });
}

/** The phone keeps the newest nights; what is still to be sent stays however old it is. */
async function dropOld(tx, first) {
  const events = tx.objectStore("events");
  const old = await events.index("night").getAllKeys(IDBKeyRange.upperBound(first, true));
  for (const id of old) {
    const [waits, refused] = [await tx.objectStore("queue").getKey(id), await tx.objectStore("tray").getKey(id)];
    if (!waits && !refused) await events.delete(id);
  }
}
