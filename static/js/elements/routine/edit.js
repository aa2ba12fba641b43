/** <ev-routine-edit>: one routine, changed by plain buttons. Every change is kept on this phone before the page says so. */

import { fill, onTap, part } from "../../core/dom.js";
import { NotDone, add, swap } from "../../core/edit.js";
import { tonight } from "../../core/event.js";
import { wholeMinutes } from "../../core/format.js";
import { nightPlus } from "../../core/night.js";
import { t } from "../../core/words.js";
import { keepWords } from "../../offline/wording.js";
import { movedWords, nextList } from "./acts.js";
import { listOf, roomOf } from "./list.js";
import { Panel } from "./panel.js";
import { Planning } from "./planning.js";
import { library, stepOf } from "./read.js";
import { Rows } from "./rows.js";
import { changeWords, markWords, refusalWords, totalWords } from "./say.js";
import { openAdd, openSwap } from "./sheets.js";
import { pickRow, showEdit } from "./show.js";
import { lastChange, lastWords } from "./undo.js";

const WEEK = 7;

export class RoutineEdit extends Planning {
  #words = { steps: {}, words: {} };
  #list = { items: [], rest: [], seconds: 0, budget: 0 };
  #slot = null;
  #selected = "";
  #line = Promise.resolve();
  // What was just done, in the words in which it was said.
  #said = new Map();
  #rows;
  #panel;

  async connectedCallback() {
    this.#rows = new Rows(part(this, "rows"), (id) => this.#open(this.#selected === id ? "" : id));
    this.#panel = new Panel(part(this, "panel"), (act) => this.#act(act));
    const taps = { add: () => this.#add(), undo: () => this.#undo(), restore: () => part(this, "restore-sheet").showModal(), "restore-yes": () => this.#restore() };
    for (const [name, act] of Object.entries(taps)) onTap(part(this, name), act);
    onTap(part(this, "off-week"), () => this.#off(nightPlus(tonight(), WEEK)));
    onTap(part(this, "off-open"), () => this.#off(null));
    for (const close of this.querySelectorAll("[data-close]")) onTap(close, () => close.closest("dialog").close());
    this.#words = await library();
    this.follow();
  }

  took() {
    const { bundle } = this.now;
    const wanted = new URLSearchParams(location.search).get("slot");
    this.#slot = bundle?.slots.find(({ id }) => id === wanted) ?? bundle?.slots.find((slot) => slot.tonight) ?? null;
    if (this.#slot) this.#list = listOf(this.#slot, bundle);
    this.#show();
  }

  #show() {
    const { items } = this.#list;
    if (!items.some(({ step }) => step === this.#selected)) this.#selected = "";
    const last = this.#last();
    showEdit(this, { ...this.now, slot: this.#slot, list: this.#list, step: (id) => this.#step(id), last }, (step, act) => this.#resting(step, act));
    if (!this.#slot) return;
    const item = items.find(({ step }) => step === this.#selected);
    const { marks, catalogue } = this.now.bundle;
    if (item) this.#panel.show(item, catalogue[item.step], this.#step(item.step).line, marks.favourites.includes(item.step));
    this.#rows.show(items.map((one) => pickRow(one, this.#step(one.step), catalogue[one.step], marks)), this.#selected, this.#panel.element);
  }

  #step(id) {
    return stepOf(id, this.now.bundle, this.#words);
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

  #one(act) {
    const { items } = this.#list;
    const index = items.findIndex(({ step }) => step === this.#selected);
    if (index < 0) return null;
    if (act === "swap") return this.#swap(index);
    if (act === "off") return part(this, "off-sheet").showModal();
    if (act === "favourite") return this.#favourite(this.#selected);
    const next = items[index + 1] ?? items[index - 1];
    const focus = act === "out" ? () => this.#rows.focus(next.step) : undefined;
    const words = movedWords(act, this.#title(this.#selected));
    return this.#change(() => nextList(act, this.#list, index, this.now.bundle.catalogue), focus, words);
  }

  /** @returns {Promise<string|null>} why it was not done */
  async #change(work, focus, said = null) {
    const before = this.#list.items;
    try {
      const items = work();
      const told = { items: [...items, ...this.#list.rest] };
      const words = said ?? changeWords(before, items, this.#title);
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
    const used = fields.told?.items?.map(({ step }) => step) ?? [];
    const event = await this.keep(kind, fields);
    if (!event) return t("That was not saved. Please try again.");
    this.#said.set(event.id, words);
    await keepWords(this.now.account, used, this.#words.steps).catch(() => {});
    this.#panel.tell("");
    await this.refresh();
    focus();
    this.#speak(`${words} ${totalWords(this.#list.seconds, this.#list.budget)}.`);
    return null;
  }

  #swap(index) {
    const { catalogue } = this.now.bundle;
    openSwap(this, this.#here, index, (id) => this.#change(() => swap(this.#list.items, index, id, catalogue, roomOf(this.#list)), () => this.#goTo(id)));
  }

  #add() {
    const { catalogue } = this.now.bundle;
    openAdd(this, this.#here, (id) => this.#change(() => add(this.#list.items, id, catalogue, roomOf(this.#list)), () => this.#goTo(id)));
  }

  get #here() {
    return { list: this.#list, bundle: this.now.bundle, step: (id) => this.#step(id), kinds: this.#words.words.kinds ?? {} };
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
    const liked = this.now.bundle.marks.favourites.includes(step);
    return this.#mark(step, { mark: liked ? "plain" : "favourite", until: null });
  }

  #mark(step, told, focus) {
    return this.#save("step_marked", { step, told }, markWords(told, this.#title(step)), focus);
  }

  #resting(step, act) {
    if (act === "on") return this.#mark(step, { mark: "plain", until: null }, () => part(this, "heading").focus());
    const items = [...this.#list.items, ...this.#list.rest.filter((one) => one.step !== step)];
    if (!items.length) return this.#speak(refusalWords({ code: "last_one" }, 0));
    return this.#save("routine_edited", { slot: this.#slot.id, told: { items } }, t("Taken out: {step}.", { step: this.#title(step) }), () => part(this, "heading").focus());
  }

  #restore() {
    part(this, "restore-sheet").close();
    return this.#save("routine_edited", { slot: this.#slot.id, told: { items: null } }, t("You took the suggestion again."));
  }

  #last() {
    if (!this.#slot) return null;
    const { events, night, stored } = this.now;
    const found = lastChange(events, night, ({ kind, slot }) => kind === "step_marked" || (kind === "routine_edited" && slot === this.#slot.id));
    return found && { ...found, words: this.#said.get(found.event.id) ?? lastWords(found, stored, this.#title) };
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
