/**
 * What the phone keeps of a person is sealed: AES-GCM with a key that this browser keeps and gives to nobody. The key
 * lies beside what it seals, so it stops a look into the files, not somebody who uses this phone
 * (docs/decisions/0006).
 */

import { claimDeviceValue, setDeviceValue } from "./store.js";

const ALGORITHM = "AES-GCM";
const IV_BYTES = 12;

/** @type {Map<string, Promise<CryptoKey>>} */
const keys = new Map();

const nameOf = (account) => `key-${account}`;

function keyOf(account) {
  if (!keys.has(account)) {
    const found = claim(account);
    found.catch(() => keys.delete(account));
    keys.set(account, found);
  }
  return keys.get(account);
}

/** Two pages that need the first key at once end up with the same one. */
async function claim(account) {
  const fresh = await crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ["encrypt", "decrypt"]);
  return claimDeviceValue(nameOf(account), fresh);
}

/** Without the key nothing that it sealed can ever be read again. */
export async function forgetKey(account) {
  keys.delete(account);
  await setDeviceValue(nameOf(account), undefined);
}

/**
 * @param {string} id of the row: what is sealed for one row cannot pass for another
 * @returns {Promise<{iv: Uint8Array, box: ArrayBuffer}>}
 */
export async function seal(account, id, value) {
  const key = await keyOf(account);
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { iv, box: await crypto.subtle.encrypt({ name: ALGORITHM, iv, additionalData: bound(id) }, key, plain) };
}

/** What was sealed; undefined where it cannot be read any more: another key, or a damaged row. */
export async function unseal(account, id, { iv, box }) {
  const key = await keyOf(account);
  try {
    const plain = await crypto.subtle.decrypt({ name: ALGORITHM, iv, additionalData: bound(id) }, key, box);
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return undefined;
  }
}

function bound(id) {
  return new TextEncoder().encode(id);
}
