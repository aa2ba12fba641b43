/** Whether the browser keeps what is here even when it runs short of space. */

/** @returns {Promise<boolean>} */
export async function isKept() {
  return Boolean(await navigator.storage?.persisted?.().catch(() => false));
}

/** Asks the browser, which may ask the person. @returns {Promise<boolean>} what it promised */
export async function askToKeep() {
  return (await isKept()) || Boolean(await navigator.storage?.persist?.().catch(() => false));
}
