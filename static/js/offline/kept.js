/** Where a cramp that is there now stands, for a page that is closed by a hand that hurts. On this phone, without a name. */

const CRAMP_HERE = "cramp";

/** @returns {import("../core/cramp.js").Cramp|null} */
export function keptCramp() {
  try {
    return JSON.parse(localStorage.getItem(CRAMP_HERE) ?? "null");
  } catch {
    // a browser that keeps nothing, or what is no cramp
    return null;
  }
}

/** @param {import("../core/cramp.js").Cramp|null} cramp none that is there now: null */
export function keepCramp(cramp) {
  try {
    if (cramp) localStorage.setItem(CRAMP_HERE, JSON.stringify(cramp));
    else localStorage.removeItem(CRAMP_HERE);
  } catch {
    // then it begins anew
  }
}
