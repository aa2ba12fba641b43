/**
 * The phone's memory: one database per person, so that a second person on the same phone sees nothing of the
 * first, and one tiny database of the device that only knows whose evening this is and in which language.
 */

import { deleteDB, openDB } from "../vendor/idb.js";

export const STORES = ["events", "queue", "tray", "bundle", "run"];
const DEVICE = "evenfall-device";

/** @type {Map<string, Promise<import("idb").IDBPDatabase>>} */
const open = new Map();

export function databaseOf(account) {
  return `evenfall-${account}`;
}

function connect(name, upgrade) {
  const known = open.get(name);
  if (known) return known;
  const forget = () => open.delete(name);
  const opening = openDB(name, 1, {
    upgrade,
    // Another page wants to erase or change this database: get out of its way at once.
    blocking: (_from, _to, event) => {
      forget();
      event.target.close();
    },
    terminated: forget,
  });
  opening.catch(forget);
  open.set(name, opening);
  return opening;
}

function makePerson(db) {
  db.createObjectStore("events", { keyPath: "id" }).createIndex("night", "night");
  db.createObjectStore("queue", { keyPath: "id" });
  db.createObjectStore("tray", { keyPath: "id" });
  db.createObjectStore("bundle");
  db.createObjectStore("run");
}

/** iOS cuts the connection of a sleeping page; one new connection mends it. Writes are by id, so twice is once. */
async function within(name, upgrade, work) {
  try {
    return await work(await connect(name, upgrade));
  } catch (fault) {
    if (!["InvalidStateError", "UnknownError"].includes(fault?.name)) throw fault;
    open.delete(name);
    return work(await connect(name, upgrade));
  }
}

function transact(name, upgrade, stores, mode, work) {
  return within(name, upgrade, async (db) => {
    const tx = db.transaction(stores, mode, { durability: "strict" });
    // The promise is awaited below; without this a failing `work` would leave it unheard.
    tx.done.catch(() => {});
    const out = await work(tx);
    await tx.done;
    return out;
  });
}

/** @template T @param {(tx: any) => Promise<T>} work @returns {Promise<T>} */
export function read(account, stores, work) {
  return transact(databaseOf(account), makePerson, stores, "readonly", work);
}

/** Resolves only when the transaction is complete: from then on a killed browser loses nothing of it. */
export function write(account, stores, work) {
  return transact(databaseOf(account), makePerson, stores, "readwrite", work);
}

/** @param {"bundle"|"run"} store */
export function valueOf(account, store, key) {
  return read(account, [store], (tx) => tx.objectStore(store).get(key));
}

export function keep(account, store, key, value) {
  return write(account, [store], (tx) => tx.objectStore(store).put(value, key));
}

export async function eraseDatabase(account) {
  const name = databaseOf(account);
  const mine = open.get(name);
  open.delete(name);
  (await mine?.catch(() => null))?.close();
  await deleteDB(name);
}

function onDevice(mode, work) {
  const make = (db) => db.createObjectStore("device");
  return transact(DEVICE, make, ["device"], mode, (tx) => work(tx.objectStore("device")));
}

/** @param {string} key owner, language, leaving, erasing, or the key of a person's store */
export function deviceValue(key) {
  return onDevice("readonly", (store) => store.get(key));
}

export function setDeviceValue(key, value) {
  return onDevice("readwrite", (store) => (value === undefined ? store.delete(key) : store.put(value, key)));
}

/** The value that stands there already, or this one, put there now: decided in one transaction. */
export function claimDeviceValue(key, value) {
  return onDevice("readwrite", async (store) => {
    const known = await store.get(key);
    if (known !== undefined) return known;
    await store.put(value, key);
    return value;
  });
}
