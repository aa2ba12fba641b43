/** Where a cramp stands, for a page that is closed by a hand that hurts. On this phone alone, and without a name. */

const KEY = "cramp";

export function keptCramp() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "null");
  } catch {
    // a browser that keeps nothing, or what is no cramp
    return null;
  }
}

export function keepCramp(cramp) {
  try {
    if (cramp.phase === "after") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(cramp));
  } catch {
    // then it begins anew
  }
}
