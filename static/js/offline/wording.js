/** The words of steps that were just added, kept beside tonight's bundle: the player leads them with no network too. */

import { storedBundle } from "./bundle.js";
import { sealed } from "./rows.js";
import { valueOf, write } from "./store.js";

const BUNDLE = "bundle";

/** @param {string[]} ids @param {Record<string, any>} words of the library, by id */
export async function keepWords(account, ids, words) {
  const etag = await valueOf(account, "bundle", "etag");
  const bundle = await storedBundle(account);
  const missing = ids.filter((id) => bundle && !(id in bundle.steps) && id in words);
  if (!missing.length) return;
  const more = Object.fromEntries(missing.map((id) => [id, { ...words[id], icon: words[id].kind, traits: [] }]));
  const kept = await sealed(account, BUNDLE, { ...bundle, steps: { ...bundle.steps, ...more } });
  await write(account, ["bundle"], async (tx) => {
    const store = tx.objectStore("bundle");
    // A newer bundle has come meanwhile: it has the words itself.
    if ((await store.get("etag")) === etag) await store.put(kept, BUNDLE);
  });
}
