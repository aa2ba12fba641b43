/** The start of every page: words, worker, session, and the elements that this page uses. */

import { clone, onTap, part } from "./core/dom.js";
import { loadWords } from "./core/words.js";
import { isOpen } from "./core/begin.js";
import { refreshBundle } from "./offline/bundle.js";
import { keepWhenInstalled } from "./offline/lasting.js";
import { listen } from "./offline/news.js";
import { currentRun } from "./offline/run.js";
import { meet, owner, wakeClock } from "./offline/session.js";
import { send, startSending } from "./offline/triggers.js";
import { pushSupported, reconcile } from "./push/subscribe.js";

const ELEMENTS = {
  "ev-sync-line": "./elements/sync-line.js",
  "ev-tonight": "./elements/tonight/index.js",
  "ev-player": "./elements/player/index.js",
  "ev-nights": "./elements/nights.js",
  "ev-library": "./elements/library/index.js",
  "ev-routines": "./elements/routine/routines.js",
  "ev-routine-edit": "./elements/routine/edit.js",
  "ev-own-steps": "./elements/routine/own.js",
  // Drawn by scripts as well as written in pages.
  "ev-figure, ev-tonight, ev-player, ev-library, ev-routine-edit, ev-own-steps": "./elements/figure.js",
  "ev-push-setup": "./elements/push-setup.js",
  "ev-here": "./elements/here.js",
  "ev-reveal": "./elements/reveal.js",
  "ev-copy": "./elements/copy.js",
  "ev-sign-out": "./elements/sign-out.js",
  "ev-waiting": "./elements/waiting/index.js",
  "ev-needs": "./elements/needs.js",
};
// An installed app may stay open for days.
const FRESH_MS = 15 * 60_000;
const SWITCH_MS = 3_000;

async function start() {
  const { dataset, lang } = document.documentElement;
  await Promise.all([loadWords(dataset.static, lang), wakeClock().catch(() => {})]);
  const used = Object.entries(ELEMENTS).filter(([tag]) => document.querySelector(tag));
  await Promise.all(used.map(([, path]) => import(path)));
  startWorker();
  keepWhenInstalled();
  startSending();
  catchUp();
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
  // The page for it does the same and shows the result.
  if (pushSupported() && Notification.permission === "granted" && !document.querySelector("ev-push-setup")) reconcile().catch(() => {});
}

async function startWorker() {
  if (!("serviceWorker" in navigator)) return;
  const policy = globalThis.trustedTypes?.createPolicy("evenfall-worker", {
    createScriptURL(url) {
      if (url === "/sw.js") return url;
      throw new TypeError("only Evenfall's own worker");
    },
  });
  const registration = await navigator.serviceWorker.register(policy?.createScriptURL("/sw.js") ?? "/sw.js");
  const look = () => offerWhenQuiet(registration);
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  document.addEventListener("visibilitychange", () => {
    // Installed apps on iPhones do not look for a new version by themselves.
    if (!document.hidden) registration.update().catch(() => {});
  });
  listen(look);
  look();
}

/** A new version waits until it is wanted, and is not even offered while a run is open. */
async function offerWhenQuiet(registration) {
  const account = await owner();
  const busy = document.querySelector("ev-player") || (account && isOpen(await currentRun(account)));
  const shown = document.querySelector("[data-offer]");
  if (!registration.waiting || !navigator.serviceWorker.controller || busy) {
    shown?.remove();
    return;
  }
  if (shown || !document.getElementById("new-version")) return;
  const offer = clone("new-version");
  offer.dataset.offer = "";
  onTap(part(offer, "use"), () => switchTo(registration));
  document.querySelector("main").prepend(offer);
}

function switchTo(registration) {
  const reload = () => location.reload();
  navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true });
  // Some installed apps never hear of the change of controller.
  setTimeout(reload, SWITCH_MS);
  registration.waiting?.postMessage("use-new-version");
}

start();
