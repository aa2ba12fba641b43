/** <ev-routines>: all routines of this person, which one is tonight's, and a sheet to name, plan, add or remove one. */

import { clone, fill, onTap, part, reveal } from "../../core/dom.js";
import { nightDate, wholeMinutes } from "../../core/format.js";
import { t, tn } from "../../core/words.js";
import { Planning } from "./planning.js";
import { stepOf } from "./read.js";
import { SlotForm } from "./slot-form.js";
import { lastChange, lastWords } from "./undo.js";

const MOST = 10;
const ANY_MONDAY = Date.UTC(2026, 10, 16);
const DAY_MS = 86_400_000;

export class Routines extends Planning {
  #form;

  connectedCallback() {
    this.#form = new SlotForm(part(this, "slot-sheet"), (slot, told) => this.save("slot_saved", { slot, told }, t("Saved: {name}.", { name: told.name })));
    onTap(part(this, "add"), () => this.#form.open(null, this.now.bundle.slots));
    onTap(part(this, "undo"), () => this.#undo());
    this.follow();
  }

  took() {
    const { view, bundle } = this.now;
    const ready = view === "ready";
    reveal(this, { nobody: view === "nobody", waiting: view === "waiting", "no-profile": view === "no-profile", routines: ready, "undo-row": ready });
    this.dataset.view = view;
    if (!ready) return;
    const { slots } = bundle;
    const here = slots.find((slot) => slot.tonight);
    fill(this, { sentence: slots.length > 1 ? t("Tonight it is: {name}.", { name: nameOf(here) }) : t("One routine, every night.") });
    reveal(this, { add: slots.length < MOST, most: slots.length >= MOST });
    const rows = part(this, "list");
    const held = document.activeElement?.dataset.slot;
    rows.replaceChildren(...slots.map((slot) => this.#row(slot, slots)));
    if (held) rows.querySelector(`[data-slot="${CSS.escape(held)}"]`)?.focus();
    const last = this.#last();
    fill(this, { "undo-words": last ? lastWords(last, this.now.stored, (id) => stepOf(id, bundle, { steps: {} }).title) : t("Nothing to undo yet.") });
    reveal(this, { undo: Boolean(last) });
  }

  #row(slot, slots) {
    const row = clone("routine-row");
    const full = slot.variants.full?.seconds;
    const minutes = slot.pending || !full ? "" : tn("{n} minute", "{n} minutes", wholeMinutes(full));
    const gentle = slot.gentle ? t("gentle") : "";
    fill(row, {
      name: nameOf(slot),
      when: [nightsWords(slot, slots), minutes, gentle].filter(Boolean).join(" · "),
      state: stateWords(slot),
    });
    reveal(row, { tonight: slot.tonight, state: stateWords(slot) !== "" });
    const open = part(row, "plan");
    part(row, "change").href = `/routine/edit?slot=${encodeURIComponent(slot.id)}`;
    part(row, "change").setAttribute("aria-label", t("Change the steps: {name}", { name: nameOf(slot) }));
    open.setAttribute("aria-label", t("Name and nights: {name}", { name: nameOf(slot) }));
    open.dataset.slot = slot.id;
    onTap(open, () => this.#form.open(slot, slots));
    return row;
  }

  #last() {
    const { events, night } = this.now;
    return lastChange(events, night, ({ kind }) => kind === "slot_saved");
  }

  #undo() {
    const last = this.#last();
    return last && this.save("undone", { undoes: last.event.id }, t("Undone."));
  }
}

function nameOf({ name }) {
  return name || t("Your routine");
}

function stateWords(slot) {
  if (slot.pending) return t("It is put together as soon as this phone is online.");
  return slot.asked.length ? t("You put it together by hand.") : "";
}

/** @param {any} slot @param {any[]} slots */
function nightsWords(slot, slots) {
  if (slot.main) return slots.length > 1 ? t("Every other night") : t("Every night");
  if (!slot.nights.length) return t("When you choose it");
  return slot.nights.map((day) => nightDate(new Date(ANY_MONDAY + day * DAY_MS).toISOString().slice(0, 10), { weekday: "short" })).join(", ");
}

customElements.define("ev-routines", Routines);
