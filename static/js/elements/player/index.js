/** <ev-player>: leads through the run, one step per screen. All it knows of time and place is in the stored run. */

import { onTap, part, rest, reveal } from "../../core/dom.js";
import { makeEvent } from "../../core/event.js";
import { nightState } from "../../core/progress.js";
import * as runs from "../../core/run.js";
import { cardsOf, ruledOut } from "../../core/tonight.js";
import { storedBundle } from "../../offline/bundle.js";
import { append, eventsOf } from "../../offline/queue.js";
import { currentRun, keepRun } from "../../offline/run.js";
import { owner } from "../../offline/session.js";
import { listen } from "../../offline/news.js";
import { StayAwake } from "./awake.js";
import { showFinish } from "./finish.js";
import { StepScreen } from "./screen.js";

const KINDS = { done: "step_done", skipped: "step_skipped", hurt: "step_skipped" };

export class Player extends HTMLElement {
  /** @type {import("../../offline/run.js").Run|undefined} */
  #run;
  #account = "";
  #screen = new StepScreen(this, { remember: (run) => this.#saving || this.#keep(run, false), doubt: () => this.#ask() });
  #awake = new StayAwake((held) => reveal(this, { "may-dim": !held }));
  // While a mark is being written, a mere sign of life must not be written over it.
  #saving = false;
  #stop = () => {};

  connectedCallback() {
    this.#wire();
    this.#stop = listen((message) => this.#hear(message));
    addEventListener("pageshow", (event) => event.persisted && this.#load());
    document.addEventListener("visibilitychange", () => this.#seenOrLoad());
    for (const name of ["done", "skip", "hurts"]) rest(part(this, name));
    this.#load();
  }

  disconnectedCallback() {
    this.#stop();
    this.#screen.stop();
    this.#awake.release();
  }

  #wire() {
    const taps = {
      done: () => this.#mark("done"),
      skip: () => this.#mark("skipped"),
      back: () => this.#keep(runs.arrive(this.#run, Math.max(0, this.#run.index - 1), Date.now())),
      pause: () => this.#pauseOrGoOn(),
      hurts: () => this.#mark("hurt"),
      why: async () => (await import("./why.js")).openWhy(part(this, "why-sheet"), this.#run),
      undo: () => this.#undo(),
      "finish-undo": () => this.#undo(),
      stop: () => part(this, "stop-sheet").showModal(),
      "too-tired": () => this.#end("too_tired"),
      "fell-asleep": () => this.#end("fell_asleep"),
      "still-here": () => this.#stillHere(),
      "there-asleep": () => this.#end("fell_asleep"),
      "there-tired": () => this.#end("too_tired"),
    };
    for (const [name, act] of Object.entries(taps)) onTap(part(this, name), act);
    for (const close of this.querySelectorAll("[data-close]")) onTap(close, () => close.closest("dialog").close());
    // Only an answer closes it: the Escape key is not one.
    part(this, "there-sheet").addEventListener("cancel", (event) => event.preventDefault());
  }

  async #load() {
    this.#account = await owner();
    const kept = this.#account && (await currentRun(this.#account));
    const run = kept && (kept.ended ? kept : await this.#safe(kept));
    // Nothing to go on with, or somebody should be called first: Tonight says which.
    if (!run) {
      location.replace("/tonight");
      return;
    }
    if (run !== kept) await keepRun(this.#account, run);
    this.#run = run;
    if (runs.inDoubt(run, Date.now())) await this.#ask();
    else this.#show();
  }

  /** The run as tonight's answers leave it; null when nothing of it may go on. */
  async #safe(run) {
    const [bundle, events] = await Promise.all([storedBundle(this.#account), eventsOf(this.#account, run.night)]);
    const state = nightState(events);
    if (bundle?.blocked || cardsOf(state).stop) return null;
    // What hurt in this very run was told and can be taken back here.
    const own = run.marks.filter(({ how }) => how === "hurt").map(({ step }) => step);
    const out = Object.entries(ruledOut(bundle ?? {}, state)).filter(([step]) => !own.includes(step));
    return runs.without(run, Object.fromEntries(out), Date.now());
  }

  #hear({ kind, fromServer }) {
    if (kind === "purged") location.replace("/tonight");
    if (fromServer) this.#follow();
    if (kind === "activity" && this.#run?.ended) showFinish(this, this.#account, this.#run);
  }

  /** Answers given elsewhere meanwhile hold for the steps that are still to come. */
  async #follow() {
    const before = this.#run;
    if (!before || before.ended || this.#saving) return;
    const run = await this.#safe(before);
    if (!run) location.replace("/tonight");
    // A tap was faster: the next news, or the next look, finds it.
    else if (run !== before && this.#run === before && !this.#saving) await this.#keep(run);
  }

  /** Out of sight: leave a sign of life, from which a later look can tell how long nobody was there. */
  async #seenOrLoad() {
    if (!document.hidden) await this.#load();
    else if (this.#run && !this.#saving && !this.#run.ended && !runs.inDoubt(this.#run, Date.now())) await this.#keep(runs.seenAt(this.#run, Date.now()), false);
  }

  async #ask() {
    await this.#keep(runs.heldAtLastSight(this.#run, Date.now()));
    const sheet = part(this, "there-sheet");
    if (!sheet.open) sheet.showModal();
  }

  async #stillHere() {
    part(this, "there-sheet").close();
    await this.#keep(runs.resumed(this.#run, Date.now()));
  }

  #pauseOrGoOn() {
    const wall = Date.now();
    return this.#keep(this.#run.state === "paused" ? runs.resumed(this.#run, wall) : runs.paused(this.#run, wall));
  }

  async #mark(how) {
    const run = this.#run;
    const before = runs.markOf(run);
    const told = before?.how === how || (how !== "hurt" && before?.how === "done");
    const event = told ? null : this.#fact(KINDS[how], { step: run.items[run.index].step, ...(how === "hurt" && { hurt: true }) });
    let next = runs.marked(run, event && { event: event.id, how }, Date.now());
    const events = event ? [event] : [];
    if (runs.isLast(run)) {
      const ending = this.#fact("run_ended", { outcome: "done" });
      events.push(ending);
      next = runs.endedWith(next, { event: ending.id, outcome: "done", mark: event?.id ?? null }, Date.now());
    }
    await this.#save(events, next);
  }

  async #end(outcome) {
    for (const sheet of this.querySelectorAll("dialog[open]")) sheet.close();
    const ending = this.#fact("run_ended", { outcome });
    await this.#save([ending], runs.endedWith(this.#run, { event: ending.id, outcome, mark: null }, Date.now()));
  }

  /** Takes back what the last tap did: a mark, an ending, or both where the last Done made both. */
  async #undo() {
    const { ended, marks } = this.#run;
    const taken = ended ? [ended.event, ended.mark].filter(Boolean) : [marks.at(-1).event];
    const back = ended && !ended.mark ? runs.reopened(this.#run, Date.now()) : runs.undone(this.#run, Date.now());
    await this.#save(taken.map((undoes) => makeEvent("undone", this.#run.night, { undoes })), back);
  }

  /** Everything of a run belongs to the night that was stamped when it began. */
  #fact(kind, fields) {
    return makeEvent(kind, this.#run.night, { run: this.#run.id, ...fields });
  }

  async #save(events, next) {
    this.#saving = true;
    const fine = await append(this.#account, events, next).then(() => true, () => false);
    this.#saving = false;
    reveal(this, { "not-saved": !fine });
    if (!fine) return;
    this.#run = next;
    this.#show();
  }

  async #keep(run, show = true) {
    this.#run = run;
    if (show) this.#show();
    await keepRun(this.#account, run).catch(() => reveal(this, { "not-saved": true }));
  }

  #show() {
    const ended = Boolean(this.#run.ended);
    reveal(this, { step: !ended, "where-in-evening": !ended, finish: ended, "main-control": !ended, controls: !ended, "finish-controls": ended });
    this.dataset.state = ended ? "ended" : this.#run.state;
    if (ended) {
      this.#screen.stop();
      this.#awake.release();
      showFinish(this, this.#account, this.#run);
      return;
    }
    this.#screen.show(this.#run);
    if (this.#run.state === "running") this.#awake.hold();
    else this.#awake.release();
  }
}

customElements.define("ev-player", Player);
