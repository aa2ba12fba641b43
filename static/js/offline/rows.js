/** Rows of the phone's store: what is asked for by stays readable (id, night); everything else is sealed. */

import { seal, unseal } from "./cipher.js";

export const RUN = "current";

/** @returns {Promise<{id: string, iv: Uint8Array, box: ArrayBuffer}>} */
export async function sealed(account, id, value) {
  return { id, ...(await seal(account, id, value)) };
}

export async function sealedEvent(account, event) {
  return { night: event.night, ...(await sealed(account, event.id, event)) };
}

/**
 * What a row holds; undefined where it cannot be read any more. A row of an older version was not sealed and is
 * itself what it holds.
 */
export async function opened(account, row) {
  if (row === undefined) return undefined;
  return row.box ? unseal(account, row.id, row) : row;
}
