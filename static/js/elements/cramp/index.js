/** <ev-cramp>: leads through a cramp that is there now. No network, no sign-in, no reading: voice and touch lead. */

import { clone, fill, onTap, part, reveal } from "../../core/dom.js";
import * as cramps from "../../core/cramp.js";
import { countdown, wholeMinutes } from "../../core/format.js";
import { nightState } from "../../core/progress.js";
import { ruledOut } from "../../core/tonight.js";
import { t, tn } from "../../core/words.js";
import { storedBundle } from "../../offline/bundle.js";
import { logCramp, logForgotten, takeBack } from "../../offline/cramps.js";
import { keepCramp, keptCramp } from "../../offline/kept.js";
import { eventsOf } from "../../offline/queue.js";
import { owner } from "../../offline/session.js";
import { Voice } from "./voice.js";

class CrampNow extends HTMLElement {
  #all = [...this.querySelectorAll("[data-step]")].map(({ dataset }) => ({
    id: dataset.step,
    order: Number(dataset.order),
    kind: dataset.kind,
    regions: dataset.regions ? dataset.regions.split(" ") : [],
    seconds: Number(dataset.seconds),
    anyone: dataset.anyone === "yes",
  }));
  #voice = new Voice(part(this, "voice"));
  #cramp = cramps.begun(Date.now());
  /** What the person who is signed in must not do; null while that is not known. */
  #out = null;
  #steps = [];
  #drawn = "";
  /** What was written down of this one, as long as it may be taken back. */
  #logged = null;
  #timer = 0;

  connectedCallback() {
    const kept = keptCramp();
    if (cramps.goesOn(kept, Date.now())) this.#cramp = kept;
    else logForgotten().catch(() => {}); // it is written down the next time
    this.#wire();
    // The first words stand before anything was asked of the phone's store.
    this.#show();
    this.#know().catch(() => {}); // a store that cannot be read knows nobody
    document.addEventListener("visibilitychange", () => !document.hidden && this.#show());
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#voice.hush();
  }

  #wire() {
    const now = () => Date.now();
    const taps = {
      next: () => this.#set(cramps.onward(this.#cramp, this.#steps, now())),
      back: () => this.#set(cramps.back(this.#cramp, now())),
      where: () => part(this, "where-sheet").showModal(),
      voice: () => this.#voice.turn(),
      help: () => this.#set({ ...this.#cramp, help: true }),
      "let-go": () => this.#letGo(cramps.letGo(this.#cramp, now())),
      "take-back": () => this.#takeBack(),
      "still-there": () => this.#set(cramps.stillThere(this.#cramp, this.#steps, now())),
      again: () => this.#set(cramps.begun(now())),
    };
    for (const [name, act] of Object.entries(taps)) onTap(part(this, name), act);
    for (const place of this.querySelectorAll("[data-place]")) onTap(place, () => this.#go(place.dataset.place));
    for (const close of this.querySelectorAll("[data-close]")) onTap(close, () => close.closest("dialog").close());
  }

  /** Whoever is signed in gets all that they may do, as tonight's answers leave it. */
  async #know() {
    const account = await owner();
    const bundle = account && (await storedBundle(account));
    if (!bundle) return;
    this.#out = ruledOut(bundle, nightState(await eventsOf(account, bundle.night)));
    const { emergency } = bundle;
    this.#call("emergency", emergency.number, t("Call {number}", { number: emergency.number ?? "" }));
    this.#call("contact", emergency.contact?.phone, t("Call {name}", { name: emergency.contact?.name ?? "" }));
    this.#show();
  }

  #call(name, number, words) {
    const link = part(this, name);
    link.hidden = !number;
    if (!number) return;
    link.href = `tel:${number.replace(/[^+\d]/g, "")}`;
    fill(link, { words });
  }

  #go(place) {
    part(this, "where-sheet").close();
    const steps = cramps.leading(this.#all, place, this.#out);
    this.#set(cramps.elsewhere(this.#cramp, place, steps, Date.now()));
  }

  #letGo(cramp) {
    this.#logged = null;
    this.#set(cramp);
    return this.#log(cramp);
  }

  /** The sequence goes on whatever becomes of it: a store that is full must not stop a hand in pain. */
  async #log(cramp) {
    this.#logged = await logCramp(cramp).catch(() => null);
    reveal(this, { noted: Boolean(this.#logged) });
  }

  async #takeBack() {
    await takeBack(this.#logged);
    this.#logged = null;
    reveal(this, { noted: false });
  }

  #set(cramp) {
    this.#cramp = cramp;
    keepCramp(cramp.phase === "after" ? null : cramp);
    this.#show();
  }

  #show() {
    clearTimeout(this.#timer);
    const now = Date.now();
    const here = this.#steps[this.#cramp.at]?.id;
    this.#steps = cramps.leading(this.#all, this.#cramp.place, this.#out);
    // What was learnt of this person may take a step out or bring one: the same one stays.
    const same = this.#steps.findIndex(({ id }) => id === here);
    if (same >= 0) this.#cramp = { ...this.#cramp, at: same };
    this.#cramp.at = Math.max(0, Math.min(this.#cramp.at, this.#steps.length - 1));
    const left = cramps.leftOf(this.#cramp, this.#steps, now);
    if (left === 0 && !document.hidden) {
      this.#set(cramps.onward(this.#cramp, this.#steps, now));
      return;
    }
    this.#draw(left, now);
    if (this.#cramp.phase !== "after") this.#timer = setTimeout(() => this.#show(), 1000 - ((now - this.#cramp.since) % 1000) + 5);
  }

  #draw(left, now) {
    const { started, ended } = this.#cramp;
    // For some the only step is to call: the card stands there at once.
    const alone = !this.#steps.length;
    const phase = alone && this.#cramp.phase === "lead" ? "ask" : this.#cramp.phase;
    const help = alone || cramps.needsHelp(this.#cramp, now);
    reveal(this, { step: phase === "lead", ask: phase === "ask", after: phase === "after", alert: help && phase !== "after" });
    reveal(this, { "still-there": !alone, back: !alone, where: !alone });
    reveal(this, { "step-controls": phase === "lead", "ask-controls": phase === "ask", controls: phase !== "after", "after-controls": phase === "after" });
    part(this, "back").disabled = phase === "lead" && this.#cramp.at === 0;
    const minutes = Math.floor((now - started) / 60_000);
    fill(this, {
      since: phase === "after" ? "" : minutes ? tn("{n} minute so far", "{n} minutes so far", minutes) : t("It has just begun"),
      left: left === null ? "" : countdown(left),
      took: ended ? tn("It took about {n} minute.", "It took about {n} minutes.", wholeMinutes((ended - started) / 1000)) : "",
    });
    const drawn = `${phase}/${phase === "lead" ? this.#steps[this.#cramp.at].id : ""}/${help}`;
    if (drawn === this.#drawn) return;
    const first = this.#drawn === "";
    const calls = help && !this.#drawn.endsWith("/true");
    this.#drawn = drawn;
    if (phase === "lead") this.#arrive();
    if (!first) navigator.vibrate?.(calls ? [200, 100, 200] : 80);
    this.#say(calls ? part(this, "alert").querySelector("h2").textContent : this.#words());
    if (!first) scrollTo(0, 0);
  }

  #arrive() {
    const told = this.querySelector(`[data-step="${this.#steps[this.#cramp.at].id}"]`);
    fill(part(this, "step"), { title: told.dataset.title, line: told.dataset.line });
    const figure = part(this, "figure");
    figure.setAttribute("label", told.dataset.picture);
    if (figure.getAttribute("figure") !== told.dataset.figure) figure.setAttribute("figure", told.dataset.figure);
    part(this, "how").replaceChildren(
      ...[...told.querySelectorAll("li")].map(({ textContent }) => {
        const row = clone("cramp-row");
        row.textContent = textContent;
        return row;
      }),
    );
  }

  /** What the screen says, to be heard. */
  #words() {
    const shown = part(this, { lead: "step", ask: "ask", after: "after" }[this.#cramp.phase]);
    return [...shown.querySelectorAll("h1, .lead")].map(({ textContent }) => textContent.trim()).join(" ");
  }

  #say(words) {
    fill(this, { spoken: words });
    this.#voice.say(words);
  }
}

customElements.define("ev-cramp", CrampNow);
