/** When a test message was last seen on this phone. It is about the phone, whoever is signed in. */

import { tell } from "./news.js";
import { deviceValue, setDeviceValue } from "./store.js";

const KEY = "test_arrived";

/** In the worker, or in the page that a tap on the message opened. */
export async function noteArrival(at = Date.now()) {
  await setDeviceValue(KEY, at);
  tell({ kind: "test-arrived", at });
}

/** @returns {Promise<number|undefined>} by the phone's own clock */
export function lastArrival() {
  return deviceValue(KEY);
}
