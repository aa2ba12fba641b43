/** The start of every page: words, worker, session, and the elements that this page uses. */

import { loadWords } from "./core/words.js";
import { refreshBundle } from "./offline/bundle.js";
import { meet, owner, wakeClock } from "./offline/session.js";
import { send, startSending } from "./offline/triggers.js";

const ELEMENTS = {
  "ev-sync-line": "./elements/sync-line.js",
  "ev-tonight": "./elements/tonight/index.js",
  "ev-player": "./elements/player/index.js",
  "ev-cramp": "./elements/cramp/index.js",
  "ev-nights": "./elements/nights.js",
  "ev-caring": "./elements/caring/index.js",
  "ev-morning": "./elements/morning.js",
  "ev-try": "./elements/try.js",
  "ev-library": "./elements/library/index.js",
  "ev-routines": "./elements/routine/routines.js",
  "ev-routine-edit": "./elements/routine/edit.js",
  "ev-own-steps": "./elements/routine/own.js",
  // Drawn by scripts as well as written in pages.
  "ev-figure, ev-tonight, ev-player, ev-caring, ev-library, ev-routine-edit, ev-own-steps": "./elements/figure.js",
  "ev-push-setup": "./elements/push-setup/index.js",
  "ev-here": "./elements/here.js",
  "ev-reveal": "./elements/reveal.js",
  "ev-copy": "./elements/copy.js",
  "ev-share": "./elements/share.js",
  "ev-sign-out": "./elements/sign-out.js",
  "ev-cleared": "./elements/cleared.js",
  "ev-waiting": "./elements/waiting/index.js",
  "ev-needs": "./elements/needs.js",
  "ev-stop": "./elements/stop.js",
};
// An installed app may stay open for days.
const FRESH_MS = 15 * 60_000;

async function start() {
  addEventListener("appinstalled", keepWhatIsHere);
  noteWhereFrom();
  const { dataset, lang } = document.documentElement;
  await Promise.all([loadWords(dataset.static, lang), wakeClock().catch(() => {})]);
  const used = Object.entries(ELEMENTS).filter(([tag]) => document.querySelector(tag));
  await Promise.all(used.map(([, path]) => import(path)));
  if (matchMedia("(display-mode: standalone)").matches) keepWhatIsHere();
  startSending();
  afterwards(catchUp());
  let caughtUp = Date.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Date.now() - caughtUp < FRESH_MS) return;
    caughtUp = Date.now();
    catchUp();
  });
  addEventListener("online", catchUp);
}

/** Who is signed in, what this evening holds, and whether this device's reminders are as the server thinks. */
async function catchUp() {
  const met = await meet().catch(() => "unknown");
  send();
  if (met !== "signed-in") return;
  await refreshBundle().catch(() => {});
  if (globalThis.Notification?.permission === "granted") await (await import("./push/standing.js")).standing();
}

/** Opened by a tap on a message: the server hears of it with the next word about this phone, the address forgets it. */
function noteWhereFrom() {
  const [, opener] = /[?&]from=(\w+)/.exec(location.search) ?? [];
  if (!opener) return;
  document.documentElement.dataset.opened = opener;
  history.replaceState(history.state, "", location.pathname + location.hash);
}

/** What no screen waits for. @param {Promise<unknown>} met whose phone this is may have changed by then */
async function afterwards(met) {
  const { startWorker } = await import("./offline/update.js");
  startWorker();
  const { sealOldRows } = await import("./offline/reseal.js");
  await met;
  const account = await owner();
  if (account) await sealOldRows(account).catch(() => {});
}

/** Only an installed app asks for this by itself: before that the question would come out of nowhere. */
async function keepWhatIsHere() {
  const { askToKeep } = await import("./offline/lasting.js");
  await askToKeep();
}

start();
