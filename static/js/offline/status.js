/** What is saved where, in words that are true of the store at that moment. */

import { t, tn } from "../core/words.js";
import { listen } from "./news.js";
import { counts, lastFault } from "./queue.js";
import { owner } from "./session.js";
import { valueOf } from "./store.js";

// A page that was killed while sending cannot say that it stopped; no request lasts longer than this.
const SENDING_MS = 25_000;

const SILENT_MS = 5_000;

let sendingSince = 0;

/** @returns {Promise<{state: string, unsent: number, refused: number, signedOut: boolean}>} */
export async function readStatus() {
  const fault = lastFault();
  if (fault) return nothingKnown(fault.name === "QuotaExceededError" ? "full" : "broken");
  return Promise.race([readStore().catch(() => nothingKnown("broken")), silence()]);
}

function nothingKnown(state) {
  return { state, unsent: 0, refused: 0, signedOut: state === "nobody" };
}

async function readStore() {
  const account = await owner();
  if (!account) return nothingKnown("nobody");
  const known = await counts(account);
  const signedOut = Boolean(await valueOf(account, "bundle", "signed_out"));
  return { state: stateOf(known, signedOut), ...known, signedOut };
}

/** A store that neither answers nor fails must not leave old words standing. */
function silence() {
  return new Promise((done) => setTimeout(() => done(nothingKnown("broken")), SILENT_MS));
}

function stateOf({ unsent, refused }, signedOut) {
  if (refused) return "refused";
  if (signedOut) return "signed-out";
  if (!unsent) return "saved";
  return Date.now() - sendingSince < SENDING_MS ? "sending" : "waiting";
}

/** @returns {{icon: string, text: string}} */
export function statusWords({ state, unsent, refused }) {
  switch (state) {
    case "saved":
      return { icon: "saved", text: t("All saved") };
    case "waiting":
      return { icon: "sending", text: tn("Saved on this phone · {n} waiting to send", "Saved on this phone · {n} waiting to send", unsent) };
    case "sending":
      return { icon: "sending", text: t("Sending…") };
    case "signed-out":
      return { icon: "locked", text: t("Saved on this phone. Please sign in again.") };
    case "refused":
      return { icon: "full", text: tn("Not saved: {n} entry was not taken", "Not saved: {n} entries were not taken", refused) };
    case "full":
      return { icon: "full", text: t("Not saved: this phone is full") };
    case "broken":
      return { icon: "full", text: t("Not saved: this phone's memory does not answer") };
    default:
      return { icon: "locked", text: t("Please sign in.") };
  }
}

/** Calls back now and whenever something changed that the words depend on. */
export function watchStatus(show) {
  let turn = 0;
  let timer = 0;
  const refresh = async () => {
    turn += 1;
    const mine = turn;
    const status = await readStatus();
    // A slower answer to an earlier question must not stand last.
    if (mine !== turn) return;
    show(status);
    clearTimeout(timer);
    // Nobody tells when a request was killed, or when a store that was silent speaks again.
    const wait = { sending: SENDING_MS, broken: SILENT_MS }[status.state];
    if (wait) timer = setTimeout(refresh, wait);
  };
  const stop = listen((message) => {
    if ("sending" in message) sendingSince = message.sending ? Date.now() : 0;
    refresh();
  });
  refresh();
  return () => {
    stop();
    turn += 1;
    clearTimeout(timer);
  };
}
