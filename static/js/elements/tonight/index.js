/** <ev-tonight>: what this evening holds, and the one button to begin it. Filled from the phone's store alone. */

import { beginRun, reopened } from "../../core/begin.js";
import { now } from "../../core/clock.js";
import { fill, onTap, part, reveal } from "../../core/dom.js";
import { eveningTimes, isEvening } from "../../core/evening.js";
import { makeEvent } from "../../core/event.js";
import { uuid7 } from "../../core/uuid.js";
import { t } from "../../core/words.js";
import { listen } from "../../offline/news.js";
import { append } from "../../offline/queue.js";
import { dropRun } from "../../offline/run.js";
import { check } from "./check.js";
import { showEvening } from "./evening.js";
import { readEvening } from "./read.js";

export class Tonight extends HTMLElement {
  #evening = null;
  #variant = "full";
  #slot = "";
  #stop = () => {};

  connectedCallback() {
    const taps = {
      begin: () => this.#begin(),
      "not-tonight": () => this.#record("run_ended", { run: null, outcome: "not_tonight" }),
      undo: () => this.#undoEnding(),
      "put-away": () => this.#putAway(),
      another: () => this.#another(),
      "wrong-tap": () => this.#record("undone", { undoes: this.#evening.state.checkIn.id }),
    };
    for (const [name, act] of Object.entries(taps)) onTap(part(this, name), act);
    check(part(this, "check"), (kind, fields) => this.#record(kind, fields));
    for (const close of this.querySelectorAll("[data-close]")) onTap(close, () => close.closest("dialog").close());
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
    const { view, bundle, state } = this.#evening;
    const shown = this.#chosen();
    reveal(this, {
      nobody: view === "nobody",
      waiting: view === "waiting",
      "no-profile": view === "no-profile",
      blocked: view === "blocked",
      evening: ["ready", "open"].includes(view),
      settled: view === "settled",
      "old-run": view === "old-run",
      "may-begin": view === "ready" && Boolean(shown?.variant),
      "may-go-on": view === "open" || view === "old-run",
      "may-sign-in": view === "nobody",
      "may-answer": view === "no-profile",
    });
    this.dataset.view = view;
    if (!bundle) return;
    this.#greet(bundle);
    this.#askOfTheNight();
    if (view === "blocked") this.#showStop(bundle, state);
    if (view === "settled") this.#showSettled();
    if (["ready", "open"].includes(view)) showEvening(this, this.#evening, shown, (kind, fields) => this.#record(kind, fields));
  }

  #greet({ account }) {
    const name = account.name;
    fill(this, { greeting: isEvening(now()) ? t("Good evening, {name}", { name }) : t("Hello, {name}", { name }) });
  }

  async #showStop(bundle, state) {
    const { shellCard, showBlocked } = await import("./cards.js");
    const card = bundle.blocked ?? shellCard(this.#evening.cards.stop, bundle.emergency);
    showBlocked(part(this, "blocked"), card, bundle.emergency, Boolean(state.checkIn?.new?.length));
  }

  /** Of the night that is over, and of cramps that are nobody's yet. Most of the time there is nothing to ask. */
  async #askOfTheNight() {
    const { account, recent } = this.#evening;
    const [{ isAsked }, { showStrays }] = await Promise.all([import("./morning.js"), import("./strays.js")]);
    reveal(this, { "ask-morning": isAsked(recent) });
    await showStrays(part(this, "strays"), account, () => this.refresh());
  }

  async #showSettled() {
    const { showSettled } = await import("./settled.js");
    if (this.#evening.view === "settled") showSettled(this, this.#evening);
  }

  /** The routine and the length that were chosen here, as far as tonight still offers them. */
  #chosen() {
    const { slots = [] } = this.#evening;
    const slot = slots.find(({ id }) => id === this.#slot) ?? slots[0];
    if (!slot) return null;
    const name = this.#variant in slot.variants ? this.#variant : Object.keys(slot.variants)[0];
    return { slot, name, variant: slot.variants[name] };
  }

  async #another() {
    const { openSlots } = await import("./slots.js");
    openSlots(part(this, "slots-sheet"), this.#evening.slots, this.#chosen().slot.id, (id) => {
      this.#slot = id;
      this.#show();
    });
  }

  async #begin() {
    const { account, bundle, state, night } = this.#evening;
    const { slot, name, variant } = this.#chosen();
    const id = uuid7(now());
    const { doneBy } = eveningTimes(variant, now());
    const run = beginRun({ id, night, variant: name, slot, steps: bundle.steps, done: state.done, doneBy, wall: Date.now() });
    const started = makeEvent("run_started", night, { run: id, variant: name, routine: slot.id });
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
