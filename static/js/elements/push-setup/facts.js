/** What is so on this phone: when it rings, what a test said, what the lock screen shows. */

import { call } from "../../core/api.js";
import { fill, part, reveal } from "../../core/dom.js";
import { tonight } from "../../core/event.js";
import { clockTime, nightName } from "../../core/format.js";
import { nightOf, offsetAt } from "../../core/night.js";
import { t } from "../../core/words.js";
import { lastArrival } from "../../offline/arrived.js";
import { listen } from "../../offline/news.js";

let endpoint = "";

/** @param {HTMLElement} root @param {import("../../push/standing.js").Standing} phone */
export async function showFacts(root, phone) {
  endpoint = phone.endpoint ?? endpoint;
  const facts = part(root, "phone-facts");
  if (!facts) return;
  fill(root, { "set-title": title(phone.nextDue, phone.ahead) });
  fill(facts, {
    "last-sent": phone.lastAccepted ? t("Last sent: {when}", { when: dayAndTime(phone.lastAccepted) }) : t("Nothing was sent here yet."),
    "last-opened": phone.opened ? t("Last opened from a reminder: {when}", { when: dayAndTime(phone.opened) }) : "",
    "lock-screen": phone.detail ? t("The lock screen shows what it is about.") : t("The lock screen shows “Evenfall” and no details."),
  });
  reveal(facts, { "last-opened": Boolean(phone.opened) });
  part(facts, "detail").checked = Boolean(phone.detail);
  showArrival(facts, await lastArrival().catch(() => undefined));
}

/** The address of this phone at its push service, which every question about it names. */
export function phoneEndpoint() {
  return endpoint;
}

export function wireDetail(facts, changed) {
  const box = part(facts, "detail");
  box.addEventListener("change", async () => {
    const answer = await call("POST", "/api/v1/push/detail", { body: { endpoint, detail: box.checked } });
    // What the server does not know must not look as if it held.
    if (answer.status !== 204) box.checked = !box.checked;
    reveal(facts, { "detail-not-saved": answer.status !== 204 });
    await changed();
  });
  listen((message) => {
    if (message.kind === "test-arrived") showArrival(facts, message.at);
  });
}

function showArrival(facts, at) {
  const words = at ? t("A test arrived: {when}", { when: dayAndTime(at) }) : t("No test has arrived here yet.");
  fill(facts, { arrived: words });
  reveal(facts, { "sign-arrived": Boolean(at), "sign-none": !at });
}

function title(due, ahead) {
  if (!due && ahead) return t("Your next reminder is on {day}, {time}.", { day: nightName(nightOf(ahead, offsetAt(ahead))), time: clockTime(ahead) });
  if (!due) return t("This phone can ring.");
  const night = nightOf(due, offsetAt(due));
  const time = clockTime(due);
  if (night === tonight()) return t("Tonight's reminder is set on this phone for {time}.", { time });
  return t("Your next reminder is set on this phone: {day}, {time}.", { day: nightName(night), time });
}

/** By the calendar, not by the night: a test at one in the afternoon came today. */
function dayAndTime(instant) {
  const date = (moment) => new Date(moment).toDateString();
  const time = clockTime(instant);
  if (date(instant) === date(Date.now())) return t("today at {time}", { time });
  const local = new Date(instant);
  const day = [local.getFullYear(), local.getMonth() + 1, local.getDate()].map((one) => String(one).padStart(2, "0")).join("-");
  return t("{day}, {time}", { day: nightName(day), time });
}
