/** The worker, and a newer version of all this: looked for, and offered when nobody is in the middle of something. */

import { isOpen } from "../core/begin.js";
import { clone, onTap, part } from "../core/dom.js";
import { listen } from "./news.js";
import { currentRun } from "./run.js";
import { owner } from "./session.js";

const SWITCH_MS = 3_000;

export async function startWorker() {
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
  await askToBeTaken();
}

/** A page that was on its way while the worker began is not among those that it takes by itself. */
async function askToBeTaken() {
  const { active } = await navigator.serviceWorker.ready;
  if (!navigator.serviceWorker.controller) active?.postMessage("take-pages");
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
