/** <ev-own-steps>: the steps that somebody was given by their physiotherapist. The address's # says which one is open. */

import { clone, fill, onTap, part, reveal } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { OwnForm } from "./own-form.js";
import { Planning } from "./planning.js";
import { library } from "./read.js";
import { pictureOf } from "./rows.js";
import { lastChange, lastWords } from "./undo.js";

const MOST = 60;
const LETTERS = 16;

export class OwnSteps extends Planning {
  #form;
  #open = "";

  async connectedCallback() {
    this.#form = new OwnForm(part(this, "form"), part(this, "figure-sheet"), await library(), (told) => this.#told(told));
    onTap(part(this, "undo"), () => this.#undo());
    onTap(part(this, "back"), () => this.#leave());
    onTap(part(this, "remove"), () => this.#remove());
    addEventListener("hashchange", () => this.#route());
    await this.follow();
    this.#route();
  }

  took(before) {
    this.#show();
    if (before.view !== "ready" && this.now.view === "ready") this.#route();
  }

  /** What is being written is left alone, whatever arrives meanwhile. */
  #route() {
    const { view, bundle } = this.now;
    const id = location.hash.slice(1);
    const known = view === "ready" && (id === "new" || id in bundle.own_steps);
    const before = this.#open;
    this.#open = known ? id : "";
    if (this.#open && this.#open !== before) this.#form.open(bundle.own_steps[id] ?? null);
    this.#show();
    if (this.#open === before) return;
    scrollTo(0, 0);
    part(this, this.#open ? "form-heading" : "heading").focus({ preventScroll: true });
  }

  #show() {
    const { view, bundle } = this.now;
    const ready = view === "ready";
    const writing = ready && this.#open !== "";
    reveal(this, {
      nobody: view === "nobody",
      waiting: view === "waiting",
      "no-profile": view === "no-profile",
      all: ready && !writing,
      form: writing,
      "list-dock": ready && !writing,
      "form-dock": writing,
      remove: writing && this.#open !== "new",
    });
    this.dataset.view = view;
    if (!ready) return;
    const steps = Object.entries(bundle.own_steps).sort(([, a], [, b]) => a.title.localeCompare(b.title));
    fill(this, { "form-heading": this.#open === "new" ? t("A step of your own") : t("Change your step") });
    reveal(this, { none: !steps.length });
    part(this, "list").replaceChildren(...steps.map(([id, step]) => ownRow(id, step, bundle.catalogue[id])));
    const last = this.#last();
    fill(this, { "undo-words": last ? lastWords(last, this.now.stored, (id) => id) : t("Nothing to undo yet.") });
    reveal(this, { undo: Boolean(last) });
  }

  /** @param {object} told without `removed` @returns {Promise<boolean>} */
  async #told(told) {
    const { own_steps: known } = this.now.bundle;
    if (this.#open === "new" && Object.keys(known).length >= MOST) return false;
    const step = this.#open === "new" ? ownId() : this.#open;
    if (!(await this.save("own_step_saved", { step, told: { ...told, removed: false } }, t("Saved: {name}.", { name: told.title })))) return false;
    this.#leave();
    return true;
  }

  async #remove() {
    const { out: _out, pending: _pending, ...told } = this.now.bundle.own_steps[this.#open];
    const fields = { step: this.#open, told: { ...told, removed: true } };
    if (await this.save("own_step_saved", fields, t("Removed: {name}.", { name: told.title }))) this.#leave();
  }

  #leave() {
    if (location.hash) history.pushState(null, "", location.pathname);
    this.#route();
  }

  #last() {
    const { events, night } = this.now;
    return lastChange(events, night, ({ kind }) => kind === "own_step_saved");
  }

  #undo() {
    const last = this.#last();
    return last && this.save("undone", { undoes: last.event.id }, t("Undone."));
  }
}

/** @param {any} step @param {any} offered what the catalogue says, when the step may be done tonight */
function ownRow(id, step, offered) {
  const row = clone("own-row");
  const waits = t("We look at it as soon as this phone is online.");
  fill(row, {
    title: step.title,
    by: step.by ? t("From {who}", { who: step.by }) : "",
    state: step.pending ? waits : step.out ? t("Left out tonight: {reason}", { reason: step.out }) : "",
  });
  const photo = offered?.photo ?? (step.photo && `/photos/${step.photo}`);
  part(row, "picture").replaceChildren(pictureOf({ figure: step.figure, photo, kind: step.kind }));
  part(row, "open").href = `#${id}`;
  return row;
}

function ownId() {
  const random = crypto.getRandomValues(new Uint8Array(LETTERS));
  return `own_${[...random].map((byte) => (byte % 36).toString(36)).join("")}`;
}

customElements.define("ev-own-steps", OwnSteps);
