/** "Send a test": asked for by a tap, and followed until it is here or until it is known why not. */

import { call } from "../../core/api.js";
import { fill, onTap, part } from "../../core/dom.js";
import { clockTime } from "../../core/format.js";
import { t } from "../../core/words.js";
import { noteArrival } from "../../offline/arrived.js";
import { listen } from "../../offline/news.js";
import { phoneEndpoint } from "./facts.js";

const LOOK_MS = 1_000;
const PATIENCE_MS = 5 * 60_000;
// A phone that is awake shows it within a second or two of the push service's yes.
const SHOWN_WITHIN_MS = 20_000;
const OVER = ["refused", "our_fault", "gone", "expired"];

let arrivedAt = 0;

/** @param {HTMLElement} facts @param {() => unknown} changed when the phone's standing may be another now */
export function wireTest(facts, changed) {
  const say = (words) => fill(facts, { "test-said": words });
  listen((message) => {
    if (message.kind !== "test-arrived") return;
    arrivedAt = message.at;
    say(t("The test arrived at {time}.", { time: clockTime(message.at) }));
  });
  // Where the browser itself shows the message, the worker never hears of it; the tap on it leads here.
  if ("pushManager" in globalThis && document.documentElement.dataset.opened === "reminder") noteArrival().catch(() => {});
  onTap(part(facts, "send-test"), () => send(say, changed));
}

async function send(say, changed) {
  const began = Date.now();
  await closeOlder();
  const answer = await call("POST", "/api/v1/push/test", { body: { endpoint: phoneEndpoint() } });
  if (answer.status !== 202) {
    say(answer.data?.detail ?? t("There is no network. Nothing was sent."));
    if (answer.status === 404) await changed();
    return;
  }
  say(t("The test is on its way…"));
  follow(say, changed, began);
}

/** What lies there from an earlier test must not pass for this one. */
async function closeOlder() {
  for (const notification of await tests()) notification.close();
}

async function tests() {
  const registration = await navigator.serviceWorker.getRegistration();
  const open = (await registration?.getNotifications?.()) ?? [];
  return open.filter(({ data }) => data?.test);
}

async function follow(say, changed, began) {
  for (let state = "waiting"; Date.now() - began < PATIENCE_MS && arrivedAt < began; ) {
    await new Promise((done) => setTimeout(done, LOOK_MS));
    if (arrivedAt >= began) break;
    if ((await tests()).length) {
      await noteArrival();
      break;
    }
    const { status, data } = await call("POST", "/api/v1/push/test/status", { body: { endpoint: phoneEndpoint() } });
    if (status !== 200 || arrivedAt >= began) continue;
    state = data.state;
    say(words(data));
    if (OVER.includes(state)) break;
  }
  await changed();
}

function words({ state, at, status }) {
  const time = at ? clockTime(at) : "";
  const late = Date.now() - Date.parse(at) > SHOWN_WITHIN_MS;
  const taken = t("The push service took it at {time}.", { time });
  const said = {
    waiting: t("The test is on its way…"),
    no_worker: t("Nobody took the test up within half a minute: the part of the server that sends is not running. Whoever runs Evenfall for you can start it."),
    trying: t("The push service did not take it yet. We keep trying for five minutes."),
    accepted: late ? `${taken} ${t("This phone has not shown it yet. A quiet mode or deep sleep can hold it back.")}` : taken,
    refused: t("The push service refused it, with the answer {status}.", { status }),
    our_fault: t("The push service refuses this server's key or clock, with the answer {status}. Whoever runs Evenfall for you has to mend that.", { status }),
    gone: t("The push service ended this phone's link. It is being made anew."),
    expired: t("The push service did not take it within five minutes."),
  };
  return said[state] ?? "";
}
