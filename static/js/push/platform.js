/** Which way of installing is this phone's. Only for which help stands on top: what it can do is asked of it, not guessed. */

/** @returns {"iphone"|"firefox"|"android"|"desktop"} */
export function whichPlatform(agent = navigator.userAgent, touches = navigator.maxTouchPoints) {
  // An iPad says that it is a Mac, and no Mac has a screen to touch.
  if (/iPhone|iPad|iPod/.test(agent) || (agent.includes("Macintosh") && touches > 1)) return "iphone";
  if (agent.includes("Android")) return agent.includes("Firefox") ? "firefox" : "android";
  return "desktop";
}

/** Opened from the Home Screen. */
export function standsAlone() {
  return matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
}
