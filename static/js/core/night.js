/** Which night a moment belongs to: the local date of its evening, from noon to noon. 00:20 on Tuesday is Monday's. */

const MINUTE_MS = 60_000;
const HALF_DAY_MS = 12 * 60 * MINUTE_MS;
const DAY_MS = 2 * HALF_DAY_MS;

/**
 * @param {number|string|Date} instant
 * @param {number} offset minutes east of UTC on the device
 * @returns {string} YYYY-MM-DD
 */
export function nightOf(instant, offset) {
  const localMs = new Date(instant).getTime() + offset * MINUTE_MS;
  return new Date(localMs - HALF_DAY_MS).toISOString().slice(0, 10);
}

/** Minutes east of UTC of this device at that moment. */
export function offsetAt(instant) {
  return -new Date(instant).getTimezoneOffset();
}

/** @param {string} night @param {number} days */
export function nightPlus(night, days) {
  return new Date(Date.parse(`${night}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 0 = Monday … 6 = Sunday */
export function weekdayOf(night) {
  return (new Date(`${night}T00:00:00Z`).getUTCDay() + 6) % 7;
}
