/** Times, minutes and dates in the person's language. */

import { t, wordsLanguage } from "./words.js";

/** The page's language as this person's phone writes it: "20 November" where that is the custom, not "November 20". */
function locale() {
  const language = wordsLanguage();
  return navigator.languages.find((tag) => tag.split("-")[0] === language) ?? language;
}

/** @param {string} time "22:05" */
export function wallClock(time) {
  const [hour, minute] = time.split(":").map(Number);
  return hourMinute(new Date(Date.UTC(2000, 0, 1, hour, minute)), "UTC");
}

export function clockTime(instant) {
  return hourMinute(new Date(instant), undefined);
}

function hourMinute(date, timeZone) {
  return new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone }).format(date);
}

/** Whole minutes, never nought. */
export function wholeMinutes(seconds) {
  return Math.max(1, Math.round(seconds / 60));
}

export function shortMinutes(seconds) {
  return t("{n} min", { n: wholeMinutes(seconds) });
}

/** Under two minutes the seconds alone, above it minutes and seconds. */
export function countdown(remainingMs) {
  const seconds = Math.ceil(remainingMs / 1000);
  if (seconds < 100) return String(seconds);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export function nightName(night) {
  return nightDate(night, { weekday: "long", day: "numeric", month: "long" });
}

/** @param {string} night @param {Intl.DateTimeFormatOptions} options */
export function nightDate(night, options) {
  return new Intl.DateTimeFormat(locale(), { ...options, timeZone: "UTC" }).format(new Date(`${night}T00:00:00Z`));
}
