/** <ev-tonight>: what this evening holds, and the one button to begin it. Filled from the phone's store alone. */

import { now } from "../../core/clock.js";
import { drawArc } from "../../core/drawing.js";
import { fill, onTap, part, reveal } from "../../core/dom.js";
import { eveningTimes, isEvening } from "../../core/evening.js";
import { makeEvent } from "../../core/event.js";
import { wallClock, wholeMinutes } from "../../core/format.js";
import { beginRun, reopened } from "../../core/run.js";
import { uuid7 } from "../../core/uuid.js";
import { t, tn } from "../../core/words.js";
import { listen } from "../../offline/news.js";
import { append } from "../../offline/queue.js";
import { dropRun } from "../../offline/run.js";
import { legsCheck } from "./legs.js";
import { readEvening } from "./read.js";
import { showReminder } from "./reminder.js";
import { showSettled } from "./settled.js";
import { showBlocked, showLeftOut, showSteps } from "./steps.js";

export class Tonight extends HTMLElement {
  #evening = null;
  #variant = "full";
  #stop = () => {};

  connectedCallback() {
    onTap(part(this, "begin"), () => this.#begin());
    onTap(part(this, "not-tonight"), () => this.#record("run_ended", { run: null, outcome: "not_tonight" }));
    onTap(part(this, "undo"), () => this.#undoEnding());
    onTap(part(this, "put-away"), () => this.#putAway());
    legsCheck(part(this, "legs"), (kind, fields) => this.#record(kind, fields));
    part(this, "variants").addEventListener("change", (event) => {
      this.#variant = event.target.value;
      this.#show();
    });
    this.#stop = listen((message) => {
      if (["changed", "purged"].includes(message.kind)) this.refresh();
    });
    addEventListener("pageshow", () => this.refresh());
    document.addEventListener("visibilitychange", () => document.hidden || this.refresh());
    this.refresh();
  }

  disconnectedCallback() {
    this.#stop();
  }

  async refresh() {
    this.#evening = await readEvening();
    this.#show();
  }

  #show() {
    const { view, bundle, state, run } = this.#evening;
    reveal(this, {
      nobody: view === "nobody",
      waiting: view === "waiting",
      "no-profile": view === "no-profile",
      blocked: view === "blocked",
      evening: ["ready", "open"].includes(view),
      settled: view === "settled",
      "old-run": view === "old-run",
      "may-begin": view === "ready",
      "may-go-on": view === "open" || view === "old-run",
      "may-sign-in": view === "nobody",
      "may-answer": view === "no-profile",
    });
    this.dataset.view = view;
    if (!bundle) return;
    this.#greet(bundle);
    if (view === "blocked") showBlocked(this, bundle);
    if (view === "settled") showSettled(this, this.#evening);
    if (["ready", "open"].includes(view)) this.#showEvening(bundle, state, run);
  }

  #greet({ account }) {
    const name = account.name;
    fill(this, { greeting: isEvening(now()) ? t("Good evening, {name}", { name }) : t("Hello, {name}", { name }) });
  }

  #showEvening(bundle, state, run) {
    const open = this.#evening.view === "open";
    const variants = bundle.routine.variants;
    const shown = open ? run.variant : this.#variant in variants ? this.#variant : Object.keys(variants)[0];
    const variant = variants[shown] ?? variants.full;
    const items = open ? run.items : variant.items;
    const minutes = wholeMinutes(variant.seconds);
    const left = items.filter((item) => !state.done.includes(item.step));
    const seconds = left.reduce((sum, item) => sum + item.seconds, 0);
    const times = eveningTimes({ ...variant, seconds }, now());
    fill(this, {
      sentence: open ? t("Your routine is waiting.") : tn("{n} minute, then rest.", "{n} minutes, then rest.", minutes),
      "begin-at": times.late ? t("Now") : times.begin,
      "done-by": times.doneBy,
      "lights-out": wallClock(bundle.routine.lights_out),
      "steps-title": tn("{n} step", "{n} steps", items.length),
    });
    for (const choice of part(this, "variants").querySelectorAll("input")) {
      const offered = variants[choice.value];
      choice.closest("label").hidden = !offered;
      choice.checked = choice.value === shown;
      if (offered) part(choice.closest("label"), "minutes").textContent = t("{n} min", { n: wholeMinutes(offered.seconds) });
    }
    reveal(this, { variants: !open, "not-tonight": true, advice: Boolean(bundle.advice) });
    if (bundle.advice) fill(part(this, "advice"), { title: bundle.advice.title, body: bundle.advice.body });
    drawArc(part(this, "arc"), "tall", items.length - left.length, items.length);
    showSteps(part(this, "steps"), items, bundle.steps, state);
    showLeftOut(this, bundle.left_out);
    part(this, "legs").show(state, open);
    showReminder(part(this, "reminder"), bundle.reminder);
  }

  async #begin() {
    const { account, bundle, state, night } = this.#evening;
    const id = uuid7(now());
    const variant = this.#variant in bundle.routine.variants ? this.#variant : Object.keys(bundle.routine.variants)[0];
    const { doneBy } = eveningTimes(bundle.routine.variants[variant], now());
    const run = beginRun({ id, night, variant, bundle, done: state.done, doneBy, wall: Date.now() });
    const started = makeEvent("run_started", night, { run: id, variant, routine: bundle.routine.id });
    if (await this.#saved(() => append(account, [started], run))) location.assign("/player");
  }

  #record(kind, fields) {
    const { account, night } = this.#evening;
    return this.#saved(() => append(account, [makeEvent(kind, night, fields)]));
  }

  async #undoEnding() {
    const { account, night, state, run } = this.#evening;
    const event = makeEvent("undone", night, { undoes: state.ending.id });
    const mine = run?.ended?.event === state.ending.id ? reopened(run, Date.now()) : undefined;
    await this.#saved(() => append(account, [event], mine));
  }

  async #putAway() {
    await dropRun(this.#evening.account);
    await this.refresh();
  }

  /** The sync line says what went wrong; here it must only not look as if it had worked. */
  async #saved(write) {
    const fine = await write().then(() => true, () => false);
    reveal(this, { "not-saved": !fine });
    return fine;
  }
}

customElements.define("ev-tonight", Tonight);
