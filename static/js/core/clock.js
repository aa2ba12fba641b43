/** The phone's clock, corrected by what the server's clock said last. */

// Below this the difference is the network's, not the clock's; following it would make time run unevenly.
const NOISE_MS = 2000;

let offset = 0;

export function now() {
  return Date.now() + offset;
}

/**
 * @param {string|null} header the server's time, ISO
 * @param {number} sentMs @param {number} receivedMs by the phone's own clock
 * @returns {boolean} whether the correction changed
 */
export function observe(header, sentMs, receivedMs) {
  const server = Date.parse(header ?? "");
  if (Number.isNaN(server) || receivedMs < sentMs) return false;
  const found = Math.round(server - (sentMs + receivedMs) / 2);
  if (Math.abs(found - offset) < NOISE_MS) return false;
  offset = found;
  return true;
}

export function clockOffset() {
  return offset;
}

/** What an earlier visit had found; offline there is nothing better. */
export function restoreClock(ms) {
  if (Number.isFinite(ms)) offset = ms;
}
