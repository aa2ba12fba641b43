/** One line: will this phone really ring, and when. Only what permission, browser and server say together counts. */

import { now } from "../../core/clock.js";
import { clockTime, nightName, wallClock } from "../../core/format.js";
import { fill, onTap, part, reveal } from "../../core/dom.js";
import { nightPlus } from "../../core/night.js";
import { choicesOf, notRung, pausedUntil, ruleOf, travelQuestion, travelSaid, wishesOf } from "../../core/ringing.js";
import { t } from "../../core/words.js";
import { isSent } from "../../offline/queue.js";
import { aheadWords, dueNight, missing, setWords } from "./ring_words.js";

const SAID = ["reminder_snoozed", "travelled", "undone"];
const CALM = { sign: "bell", action: "" };

let shown = null;
let turn = 0;
/** @type {import("../../push/standing.js").Standing} */
let phone = { state: "offline" };

/** @param {HTMLElement} root of Tonight @param {any} evening @param {(kind: string, fields: object) => Promise<unknown>} record */
export async function showReminder(root, evening, record) {
  const place = part(root, "reminder");
  turn += 1;
  const mine = turn;
  const said = await saidHere(evening);
  // A slower answer about an earlier evening must not stand last.
  if (mine !== turn) return;
  const first = shown === null;
  shown = { place, evening: { ...evening, ...said }, record };
  if (first) wire(place);
  show();
  await askOfTravel(part(root, "travel"), shown);
}

/** What was told of reminders on this phone lately, and which of it the server does not have yet. */
async function saidHere({ account, recent }) {
  const events = recent.filter(({ kind }) => SAID.includes(kind));
  const sent = await Promise.all(events.map(({ id }) => isSent(account, id)));
  return { events, unsent: new Set(events.filter((_, index) => !sent[index]).map(({ id }) => id)) };
}

/** Most phones are where their reminders are, and do not even load the question. */
async function askOfTravel(notice, { evening, record }) {
  const { bundle, events, night } = evening;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const question = bundle.ringing && travelQuestion(bundle.ringing, events, bundle.generated_at, { here, night, instant: now() });
  if (question) (await import("./travel.js")).showTravel(notice, question, record);
  else notice.hidden = true;
}

function wire(place) {
  onTap(part(place, "mend"), async () => {
    const [{ subscribe }, { forget, standing }] = await Promise.all([import("../../push/subscribe.js"), import("../../push/standing.js")]);
    await subscribe();
    forget();
    phone = await standing();
    show();
  });
  onTap(part(place, "later"), async () => {
    const { openLater } = await import("./later.js");
    const { bundle, night } = shown.evening;
    const rule = ruleOf(bundle.ringing, night);
    openLater(choicesOf(bundle.ringing, rule, night, now()), (until) =>
      shown.record("reminder_snoozed", { reminder: rule.id, until: new Date(until).toISOString() }),
    );
  });
  // All of them: the wish before the last one is not what somebody means who takes the last one back.
  onTap(part(place, "undo-later"), async () => {
    for (const wish of wishes()) await shown.record("undone", { undoes: wish.id });
  });
  import("../../push/standing.js").then(({ watchStanding }) =>
    watchStanding((found) => {
      phone = found;
      show();
    }),
  );
}

function wishes() {
  const { bundle, events, night } = shown.evening;
  const rule = bundle.ringing && ruleOf(bundle.ringing, night);
  return rule ? wishesOf(events, night, rule) : [];
}

function show() {
  const { place, evening } = shown;
  const { bundle, night, state, view } = evening;
  const ringing = bundle.ringing ?? before(bundle.reminder);
  const rule = ruleOf(ringing, night);
  const paused = pausedUntil(ringing, night);
  const [wish] = wishes();
  const waits = wish && Date.parse(wish.until) > now() ? wish : null;
  const { sign, words, action, mends = false } = lineOf({ ringing, rule, paused, waits, moving: isMoving(evening) });
  const may = rule && !paused && !state.begun && view === "ready";
  fill(place, { words, action });
  part(place, "action").hash = phone.state === "full" ? "phones" : "";
  for (const drawn of place.querySelectorAll("[data-icon]")) drawn.hidden = drawn.dataset.icon !== sign;
  reveal(place, {
    action: action !== "" && !mends,
    mend: mends,
    later: Boolean(may) && choicesOf(ringing, rule, night, now()).length > 0,
    "undo-later": Boolean(waits),
  });
  showNotRung(place, ringing, night);
}

/** A bundle of the former release, until the next one comes. */
function before(reminder) {
  const rules = reminder ? [{ ...reminder, id: "", kind: "routine", weekdays: [0, 1, 2, 3, 4, 5, 6] }] : [];
  return { rules, snoozes: [], pause: null, quiet: null, missed: [] };
}

/** The clocks that reminders go by were changed here, and the server does not know yet. */
function isMoving({ bundle, events }) {
  return Boolean(travelSaid(events, bundle.generated_at)?.keep === false);
}

function lineOf({ ringing, rule, paused, waits, moving }) {
  const main = rule ?? ringing.rules.find(({ kind, on }) => kind === "routine" && on);
  const due = phone.state === "set" ? phone.nextDue : null;
  // Set, or no longer paused, on another phone: the server's word is newer than what lies here.
  if (due && (!main || (paused && dueNight(due) < paused))) return { sign: "check", words: setWords(due), action: "" };
  if (!main) return { ...CALM, words: t("No reminder is set."), action: t("Set a reminder") };
  if (paused) return pausedLine(paused);
  const planned = t("Your reminder is at {time}.", { time: wallClock(main.time) });
  if (phone.state === "set") return setLine(planned, waits, moving);
  if (phone.state === "offline") return { ...CALM, words: waits ? asked(waits) : planned };
  return lacking(planned);
}

function lacking(words) {
  const { state } = phone;
  const action = state === "full" ? t("See the phones") : t("Mend it");
  return { sign: "full", words: `${words} ${missing(state)}`, action, mends: ["mend", "removed"].includes(state) };
}

/** Whoever rests from reminders must not find out after the pause that this phone is not reached. */
function pausedLine(until) {
  const words = t("Reminders are paused. They ring again on {day}.", { day: nightName(until) });
  return ["set", "offline"].includes(phone.state) ? { ...CALM, words, action: t("Change it") } : lacking(words);
}

function setLine(planned, waits, moving) {
  const due = phone.nextDue;
  if (waits && Date.parse(due) === Date.parse(waits.until)) {
    return { sign: "check", words: t("You will be reminded again at {time}.", { time: clockTime(due) }), action: "" };
  }
  if (waits && shown.evening.unsent.has(waits.id)) return { ...CALM, words: asked(waits) };
  if (moving) return { ...CALM, words: planned };
  if (!due && phone.ahead) return { ...CALM, words: aheadWords(phone.ahead) };
  if (!due) return { sign: "full", words: `${planned} ${t("It is not planned yet.")}`, action: t("Look at it") };
  return { sign: "check", words: setWords(due), action: "" };
}

function asked({ id, until }) {
  const words = t("You asked to be reminded at {time}.", { time: clockTime(until) });
  return shown.evening.unsent.has(id) ? `${words} ${t("This still has to be sent.")}` : words;
}

/** Promise 5: what did not ring is shown. */
function showNotRung(place, ringing, night) {
  const found = notRung(ringing, nightPlus(night, -1));
  reveal(place, { "not-rung": found !== null });
  if (!found) return;
  const time = clockTime(found.due_at);
  const words = found.night === night ? t("Tonight's reminder at {time} did not reach this phone.", { time }) : t("Last night's reminder at {time} did not reach this phone.", { time });
  fill(place, { "not-rung-words": words });
}
