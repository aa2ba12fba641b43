/** Rows that an older version wrote are not sealed yet: seals them, once for each store. */

import { sealed, sealedEvent } from "./rows.js";
import { keep, read, valueOf, write } from "./store.js";

const DONE = "sealed";
const BY_ID = ["events", "queue", "tray"];

export async function sealOldRows(account) {
  if (await valueOf(account, "bundle", DONE)) return;
  for (const name of BY_ID) await sealRows(account, name);
  await sealValue(account, "run", "current");
  await sealValue(account, "bundle", "bundle");
  await keep(account, "bundle", DONE, true);
}

async function sealRows(account, name) {
  const rows = await read(account, [name], (tx) => tx.objectStore(name).getAll());
  const old = rows.filter((row) => !row.box);
  const made = await Promise.all(old.map((row) => sealRow(account, name, row)));
  await write(account, [name], async (tx) => {
    const store = tx.objectStore(name);
    // What was sent or sealed meanwhile must not come back.
    for (const row of made) if ((await store.get(row.id))?.box === undefined && (await store.getKey(row.id))) await store.put(row);
  });
}

async function sealRow(account, name, row) {
  if (name === "events") return sealedEvent(account, row);
  const { id, problem, ...entry } = row;
  const kept = await sealed(account, id, entry);
  return name === "tray" ? { ...kept, problem: await sealed(account, id, problem ?? null) } : kept;
}

async function sealValue(account, name, key) {
  const value = await valueOf(account, name, key);
  if (!value || value.box) return;
  const kept = await sealed(account, key, value);
  await write(account, [name], async (tx) => {
    const store = tx.objectStore(name);
    // A newer one may have been written meanwhile, and that one is sealed.
    const now = await store.get(key);
    if (now && !now.box) await store.put(kept, key);
  });
}
