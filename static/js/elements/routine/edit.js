/** <ev-routine-edit>: one routine, changed by plain buttons. Every change is kept on this phone before the page says so. */

import { fill, onTap, part, reveal } from "../../core/dom.js";
import { NotDone, add, longerOrShorter, move, remove, setDose, swap } from "../../core/edit.js";
import { makeEvent, tonight } from "../../core/event.js";
import { wholeMinutes } from "../../core/format.js";
import { nightPlus } from "../../core/night.js";
import { t } from "../../core/words.js";
import { listen } from "../../offline/news.js";
import { append } from "../../offline/queue.js";
import { keepWords } from "../../offline/wording.js";
import { listOf, roomOf } from "./list.js";
import { Panel, stepped } from "./panel.js";
import { byKind, openPick } from "./pick.js";
import { library, readRoutines, stepOf } from "./read.js";
import { Rows } from "./rows.js";
import { changeWords, markWords, refusalWords, totalWords } from "./say.js";
import { pickRow, showEdit } from "./show.js";
import { lastChange, lastWords } from "./undo.js";

const WEEK = 7;

export class RoutineEdit extends HTMLElement {
  #now = { view: "waiting" };
  #words = { steps: {}, words: {} };
  #list = { items: [], rest: [], seconds: 0, budget: 0 };
  #slot = null;
  #selected = "";
  #turn = 0;
  #line = Promise.resolve();
  #rows;
  #panel;
  #stop = () => {};

  async connectedCallback() {
    this.#rows = new Rows(part(this, "rows"), (id) => this.#open(this.#selected === id ? "" : id));
    this.#panel = new Panel(part(this, "panel"), (act) => this.#act(act));
    const taps = { add: () => this.#add(), undo: () => this.#undo(), restore: () => part(this, "restore-sheet").showModal(), "restore-yes": () => this.#restore() };
    for (const [name, act] of Object.entries(taps)) onTap(part(this, name), act);
    onTap(part(this, "off-week"), () => this.#off(nightPlus(tonight(), WEEK)));
    onTap(part(this, "off-open"), () => this.#off(null));
    for (const close of this.querySelectorAll("[data-close]")) onTap(close, () => close.closest("dialog").close());
    this.#words = await library();
    this.#stop = listen(({ kind }) => ["changed", "purged"].includes(kind) && this.refresh());
    addEventListener("pageshow", () => this.refresh());
    this.refresh();
  }

  disconnectedCallback() {
    this.#stop();
  }

  async refresh() {
    this.#turn += 1;
    const mine = this.#turn;
    const now = await readRoutines();
    // A slower answer to an earlier question must not stand last.
    if (mine !== this.#turn) return;
    this.#now = now;
    const wanted = new URLSearchParams(location.search).get("slot");
    this.#slot = now.bundle?.slots.find(({ id }) => id === wanted) ?? now.bundle?.slots.find((slot) => slot.tonight) ?? null;
    if (this.#slot) this.#list = listOf(this.#slot, now.bundle);
    this.#show();
  }

  #show() {
    const { items } = this.#list;
    if (!items.some(({ step }) => step === this.#selected)) this.#selected = "";
    const last = this.#last();
    showEdit(this, { ...this.#now, slot: this.#slot, list: this.#list, step: (id) => this.#step(id), last }, (step, act) => this.#resting(step, act));
    if (!this.#slot) return;
    const item = items.find(({ step }) => step === this.#selected);
    const { marks, catalogue } = this.#now.bundle;
    if (item) this.#panel.show(item, catalogue[item.step], this.#step(item.step).line, marks.favourites.includes(item.step));
    this.#rows.show(items.map((one) => pickRow(one, this.#step(one.step), catalogue[one.step], marks)), this.#selected, this.#panel.element);
  }

  #step(id) {
    return stepOf(id, this.#now.bundle, this.#words);
  }

  #title = (id) => this.#step(id).title;

  #open(id) {
    this.#selected = id;
    this.#panel.tell("");
    this.#show();
  }

  /** One after the other: each change builds on what the one before it left. */
  #act(name) {
    this.#line = this.#line.then(() => this.#one(name));
    return this.#line;
  }

  #one(name) {
    const { items } = this.#list;
    const index = items.findIndex(({ step }) => step === this.#selected);
    if (index < 0) return null;
    const { catalogue } = this.#now.bundle;
    const room = roomOf(this.#list);
    const acts = {
      earlier: () => this.#change(() => this.#moved(index, -1)),
      later: () => this.#change(() => this.#moved(index, 1)),
      shorter: () => this.#change(() => longerOrShorter(items, index, -1, catalogue, room)),
      longer: () => this.#change(() => longerOrShorter(items, index, 1, catalogue, room)),
      out: () => this.#out(index),
      swap: () => this.#swap(index),
      off: () => part(this, "off-sheet").showModal(),
      favourite: () => this.#favourite(items[index].step),
    };
    const [what, by] = name.split("-");
    return (acts[name] ?? (() => this.#change(() => this.#stepped(index, what, by === "more" ? 1 : -1))))();
  }

  #moved(index, by) {
    const { items } = this.#list;
    const { catalogue } = this.#now.bundle;
    try {
      return move(items, index, by, catalogue);
    } catch (refused) {
      const [one, other] = [items[index], items[index + by]].map((item) => catalogue[item?.step]?.when);
      throw refused.code === "back_up" && one !== other ? new NotDone("order") : refused;
    }
  }

  #stepped(index, what, by) {
    const { items } = this.#list;
    const { catalogue } = this.#now.bundle;
    const next = stepped(items[index], catalogue[items[index].step], what, by);
    if (!next) throw new NotDone(by > 0 ? "most" : "least");
    return setDose(items, index, next, catalogue, roomOf(this.#list));
  }

  /** @returns {Promise<string|null>} why it was not done */
  async #change(work, focus) {
    const before = this.#list.items;
    try {
      const items = work();
      const told = { items: [...items, ...this.#list.rest] };
      const words = changeWords(before, items, this.#title);
      return await this.#save("routine_edited", { slot: this.#slot.id, told }, words, focus);
    } catch (refused) {
      if (!(refused instanceof NotDone)) throw refused;
      const words = refusalWords(refused, wholeMinutes(this.#list.budget));
      this.#panel.tell(words);
      this.#speak(words);
      return words;
    }
  }

  async #save(kind, fields, words, focus = () => {}) {
    const { account } = this.#now;
    const used = fields.told?.items?.map(({ step }) => step) ?? [];
    const fine = await append(account, [makeEvent(kind, tonight(), fields)]).then(() => true, () => false);
    reveal(this, { "not-saved": !fine });
    if (!fine) return t("That was not saved. Please try again.");
    await keepWords(account, used, this.#words.steps).catch(() => {});
    this.#panel.tell("");
    await this.refresh();
    focus();
    this.#speak(`${words} ${totalWords(this.#list.seconds, this.#list.budget)}.`);
    return null;
  }

  #out(index) {
    const { items } = this.#list;
    const next = items[index + 1] ?? items[index - 1];
    return this.#change(() => remove(items, index), () => this.#rows.focus(next.step));
  }

  #swap(index) {
    const { items } = this.#list;
    const { catalogue } = this.#now.bundle;
    const old = items[index].step;
    const others = catalogue[old].alike.filter((id) => id in catalogue && !items.some(({ step }) => step === id));
    const sheet = part(this, "swap-sheet");
    fill(sheet, { old: this.#title(old) });
    openPick(sheet, [{ heading: "", rows: others.map((id) => this.#choice(id)) }], (id) =>
      this.#change(() => swap(this.#list.items, index, id, catalogue, roomOf(this.#list)), () => this.#goTo(id)),
    );
  }

  #add() {
    const { items } = this.#list;
    const { catalogue } = this.#now.bundle;
    const groups = byKind(catalogue, items.map(({ step }) => step), (id) => this.#choice(id), this.#words.words.kinds ?? {});
    openPick(part(this, "add-sheet"), groups, (id) => this.#change(() => add(this.#list.items, id, catalogue, roomOf(this.#list)), () => this.#goTo(id)), { search: true });
  }

  #choice(id) {
    const offered = this.#now.bundle.catalogue[id];
    const [seconds, hold, reps] = offered.doses[0];
    return { ...pickRow({ step: id, seconds, hold, reps }, this.#step(id), offered, this.#now.bundle.marks), line: this.#step(id).line };
  }

  /** After the sheet has closed, which gives the focus back to the button that opened it. */
  #goTo(id) {
    this.#open(id);
    setTimeout(() => this.#rows.focus(id));
  }

  #off(until) {
    part(this, "off-sheet").close();
    const { items } = this.#list;
    const index = items.findIndex(({ step }) => step === this.#selected);
    const next = items[index + 1] ?? items[index - 1];
    return this.#mark(this.#selected, { mark: "off", until }, () => next && this.#rows.focus(next.step));
  }

  #favourite(step) {
    const liked = this.#now.bundle.marks.favourites.includes(step);
    return this.#mark(step, { mark: liked ? "plain" : "favourite", until: null });
  }

  #mark(step, told, focus) {
    return this.#save("step_marked", { step, told }, markWords(told, this.#title(step)), focus);
  }

  #resting(step, act) {
    if (act === "on") return this.#mark(step, { mark: "plain", until: null }, () => part(this, "heading").focus());
    const items = [...this.#list.items, ...this.#list.rest.filter((one) => one.step !== step)];
    return this.#save("routine_edited", { slot: this.#slot.id, told: { items } }, t("Taken out: {step}.", { step: this.#title(step) }), () => part(this, "heading").focus());
  }

  #restore() {
    part(this, "restore-sheet").close();
    return this.#save("routine_edited", { slot: this.#slot.id, told: { items: null } }, t("You took the suggestion again."));
  }

  #last() {
    if (!this.#slot) return null;
    const { events, night, stored } = this.#now;
    const found = lastChange(events, night, ({ kind, slot }) => kind === "step_marked" || (kind === "routine_edited" && slot === this.#slot.id));
    return found && { ...found, words: lastWords(found, stored, this.#title) };
  }

  #undo() {
    const last = this.#last();
    if (!last) return null;
    return this.#save("undone", { undoes: last.event.id }, t("Undone."));
  }

  #speak(words) {
    fill(this, { spoken: words });
  }
}

customElements.define("ev-routine-edit", RoutineEdit);
