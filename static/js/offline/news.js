/** What one part of Evenfall on this phone tells the others: this page's, other pages' and the worker's. */

const heard = new Set();
const channel = new BroadcastChannel("evenfall");
channel.addEventListener("message", (event) => deliver(event.data));

/**
 * `fromServer` with "changed": something was learned that this phone did not say itself.
 * @param {{kind: "queued"|"changed"|"activity"|"reshaped"|"purged"|"test-arrived", account?: string, [key: string]: unknown}} message
 */
export function tell(message) {
  deliver(message);
  channel.postMessage(message);
}

/** @param {(message: any) => void} listener @returns {() => void} stops listening */
export function listen(listener) {
  heard.add(listener);
  return () => heard.delete(listener);
}

function deliver(message) {
  for (const listener of heard) listener(message);
}
