/** <ev-nights>: the newest nights as moons and as a list. A picture of what was, never a score. */

import { sleepOf } from "../core/diary.js";
import { clone, fill, icon, onTap, part, reveal } from "../core/dom.js";
import { lastNight, tonight } from "../core/event.js";
import { nightDate, nightName } from "../core/format.js";
import { journalOf } from "../core/journal.js";
import { crampWords, morningWords, sleepWords } from "../core/journal-words.js";
import { nightPlus, weekdayOf } from "../core/night.js";
import { byNight, nightState, standingOf } from "../core/progress.js";
import { t, tn } from "../core/words.js";
import { storedBundle } from "../offline/bundle.js";
import { listen } from "../offline/news.js";
import { eventsSince } from "../offline/queue.js";
import { currentRun } from "../offline/run.js";
import { owner } from "../offline/session.js";

const WEEKS = 5;
const LISTED = 30;

export class Nights extends HTMLElement {
  #stop = () => {};
  #titles = {};

  connectedCallback() {
    const sheet = part(this, "night-sheet");
    onTap(part(sheet, "close"), () => sheet.close());
    this.#stop = listen((message) => ["changed", "purged"].includes(message.kind) && this.refresh());
    this.refresh();
  }

  disconnectedCallback() {
    this.#stop();
  }

  async refresh() {
    const account = await owner();
    part(this, "nobody").hidden = Boolean(account);
    part(this, "record").hidden = !account;
    if (!account) return;
    const today = tonight();
    const events = await eventsSince(account, nightPlus(today, -7 * WEEKS));
    const [bundle, run] = await Promise.all([storedBundle(account), currentRun(account)]);
    this.#titles = { ...run?.steps, ...bundle?.steps };
    const states = statesByNight(events);
    this.#showAnswer(states, today);
    this.#showMoons(states, today);
    this.#showList(states);
  }

  #showAnswer(states, today) {
    const last = states.get(nightPlus(today, -1));
    const kept = [...states.values()].filter(happened).length;
    fill(this, {
      sentence: last && happened(last) ? lastNightWords(last) : t("Your nights, as they were."),
      more: kept ? tn("{n} night is kept here.", "{n} nights are kept here.", kept) : t("The first one will stand here tomorrow."),
    });
  }

  #showMoons(states, today) {
    const monday = nightPlus(today, -weekdayOf(today) - 7 * (WEEKS - 2));
    const heads = Array.from({ length: 7 }, (_, day) => cell("night-day", nightDate(nightPlus(monday, day), { weekday: "narrow" })));
    const rows = Array.from({ length: WEEKS - 1 }, (_, week) => {
      const first = nightPlus(monday, 7 * week);
      const moons = Array.from({ length: 7 }, (_, day) => moon(nightPlus(first, day), states, today));
      return [cell("night-week", nightDate(first, { day: "numeric", month: "short" })), ...moons];
    });
    part(this, "moons").replaceChildren(cell("night-week", ""), ...heads, ...rows.flat());
  }

  #showList(states) {
    const nights = [...states.keys()].filter((night) => happened(states.get(night))).sort().reverse().slice(0, LISTED);
    part(this, "list").replaceChildren(
      ...nights.map((night) => {
        const row = clone("night-row");
        const state = states.get(night);
        fill(row, { night: nightName(night), what: outcomeWords(state), steps: [stepsWords(state), morningWords(state.journal.morning)].filter(Boolean).join(" · ") });
        part(row, "moon").replaceChildren(clone(`moon-${state.checked ?? "unsaid"}`));
        onTap(part(row, "open"), () => this.#open(night, state));
        return row;
      }),
    );
  }

  #open(night, state) {
    const sheet = part(this, "night-sheet");
    const legs = { quiet: t("Quiet"), some: t("Some jumps"), rough: t("Rough") }[state.checked] ?? t("Not said");
    fill(sheet, { "sheet-night": nightName(night), "sheet-what": outcomeWords(state), "sheet-legs": legs });
    const { morning, cramps } = state.journal;
    const said = [morningWords(morning), sleepWords(sleepOf(morning)), morning.note ?? ""].filter(Boolean);
    reveal(sheet, { "sheet-morning": said.length > 0 });
    fill(sheet, { "sheet-morning": said.join(" · ") });
    part(sheet, "sheet-cramps").replaceChildren(...cramps.map(crampRow));
    const write = part(sheet, "write");
    write.href = `/morning#${night}`;
    write.hidden = night > lastNight();
    part(sheet, "sheet-steps").replaceChildren(...state.done.map((step) => this.#stepRow(step, false, state.by.get(step))), ...state.skipped.map((step) => this.#stepRow(step, true, state.by.get(step))));
    sheet.showModal();
  }

  /** @param {string|undefined} by who marked it, where that was somebody else */
  #stepRow(step, skipped, by) {
    const known = this.#titles[step];
    const row = clone("night-step");
    part(row, "icon").replaceChildren(icon(known?.icon));
    fill(row, { step: known?.title ?? t("A step of that time"), how: [skipped ? t("Skipped") : t("Done"), by].filter(Boolean).join(" · ") });
    return row;
  }
}

function crampRow(cramp) {
  const row = clone("night-cramp");
  fill(row, { words: crampWords(cramp) });
  return row;
}

/** @returns {Map<string, import("../core/progress.js").NightState>} */
function statesByNight(events) {
  return new Map([...byNight(events)].map(([night, list]) => [night, { ...inOrder(nightState(list), list), journal: journalOf(list) }]));
}

/** The steps as they came, not by their names. */
function inOrder(state, events) {
  const marks = standingOf(events).filter((event) => event.step).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const came = (step) => marks.findIndex((event) => event.step === step);
  const by = new Map(marks.filter((event) => event.by).map((event) => [event.step, event.by]));
  return { ...state, by, done: [...state.done].sort((a, b) => came(a) - came(b)) };
}

function happened(state) {
  const { evening, morning, cramps } = state.journal;
  return state.begun || state.settled || state.checked !== null || cramps.length > 0 || [evening, morning].some((told) => Object.keys(told).length);
}

function outcomeWords(state) {
  const words = { done: t("Done"), too_tired: t("Too tired"), fell_asleep: t("Fell asleep"), not_tonight: t("Not tonight") };
  return words[state.outcome] ?? (state.begun ? t("Begun") : t("Nothing more said"));
}

function lastNightWords(state) {
  const words = {
    done: t("Last night you did your routine."),
    too_tired: t("Last night you were too tired."),
    fell_asleep: t("Last night you fell asleep."),
    not_tonight: t("Last night was a night off."),
  };
  return words[state.outcome] ?? (state.begun ? t("Last night you began.") : t("Last night is kept."));
}

function stepsWords(state) {
  if (!state.begun && !state.done.length) return "";
  const done = tn("{n} step done", "{n} steps done", state.done.length);
  if (!state.skipped.length) return done;
  const skipped = t("{n} skipped", { n: state.skipped.length });
  return `${done} · ${skipped}`;
}

function cell(template, text) {
  const element = clone(template);
  element.textContent = text;
  return element;
}

function moon(night, states, today) {
  if (night > today) return clone("night-blank");
  const state = states.get(night);
  const drawn = clone(`moon-${state?.checked ?? (state && happened(state) ? "unsaid" : "none")}`);
  if (night === today) drawn.classList.add("last");
  return drawn;
}

customElements.define("ev-nights", Nights);
