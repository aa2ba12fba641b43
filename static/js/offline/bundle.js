/** The evening's bundle: what the phone needs to lead through tonight with no network. */

import { call } from "../core/api.js";
import { tell } from "./news.js";
import { heed, owner } from "./session.js";
import { keep, valueOf, write } from "./store.js";

/** @returns {Promise<object|undefined>} */
export function storedBundle(account) {
  return valueOf(account, "bundle", "bundle");
}

/** @returns {Promise<"fresh"|"same"|"no-profile"|"signed-out"|"removed"|"unknown">} */
export async function refreshBundle() {
  const account = await owner();
  if (!account) return "unknown";
  const etag = await valueOf(account, "bundle", "etag");
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
  tell({ kind: "changed", account });
  return "fresh";
}

function saveBundle(account, data, etag) {
  const { nights, ...bundle } = data;
  return write(account, ["bundle", "events"], async (tx) => {
    const kept = tx.objectStore("bundle");
    await kept.put(bundle, "bundle");
    await kept.put(etag, "etag");
    await kept.delete("no_profile");
    await kept.put(Math.max((await kept.get("cursor")) ?? 0, data.cursor), "cursor");
    for (const { events } of nights) for (const event of events) await tx.objectStore("events").put(event);
  });
}
