/** The sheet for one routine: its name, its nights, its minutes, whether it is gentle. What is wrong is said at the field. */

import { fill, onTap, part, reveal } from "../../core/dom.js";
import { t } from "../../core/words.js";

const EVERY_NIGHT = [0, 1, 2, 3, 4, 5, 6];
const NAME_MAX = 40;

export class SlotForm {
  #sheet;
  #form;
  #save;
  #slot = null;
  #names = [];

  /** @param {HTMLDialogElement} sheet @param {(slot: string, told: object) => Promise<boolean>} save */
  constructor(sheet, save) {
    this.#sheet = sheet;
    this.#form = sheet.querySelector("form");
    this.#save = save;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    for (const button of sheet.querySelectorAll("[data-idea]")) onTap(button, () => this.#take(button));
    for (const close of sheet.querySelectorAll("[data-close]")) onTap(close, () => sheet.close());
    onTap(part(sheet, "remove"), () => this.#remove());
  }

  /** @param {any} slot null for a new one */
  open(slot, slots) {
    this.#slot = slot;
    this.#names = slots.filter(({ id }) => id !== slot?.id).map(({ name }) => name.toLowerCase());
    const { name, nights, minutes, gentle } = this.#form.elements;
    fill(this.#sheet, { "form-title": slot ? t("Name and nights") : t("A new routine") });
    reveal(this.#sheet, { ideas: !slot, remove: Boolean(slot) && !slot.main, "nights-part": !slot?.main, "gentle-part": !slot?.main });
    name.value = slot?.name ?? "";
    for (const day of nights) day.checked = Boolean(slot?.nights.includes(Number(day.value)));
    minutes.value = slot?.minutes ? nearest(minutes, slot.minutes) : "";
    gentle.checked = Boolean(slot?.gentle);
    this.#fault("");
    this.#sheet.showModal();
    this.#sheet.scrollTo(0, 0);
  }

  /** A suggestion fills the fields; nothing is saved yet. */
  #take({ dataset, textContent }) {
    const { name, nights, gentle } = this.#form.elements;
    name.value = textContent.trim();
    const days = dataset.idea.split("").map(Number);
    for (const day of nights) day.checked = days.includes(Number(day.value));
    gentle.checked = "gentle" in dataset;
    this.#fault("");
  }

  async #send() {
    const { name, nights, minutes, gentle } = this.#form.elements;
    const called = name.value.trim();
    const fault = this.#wrong(called);
    this.#fault(fault);
    if (fault) {
      name.focus();
      return;
    }
    const days = [...nights].filter((day) => day.checked).map((day) => Number(day.value));
    const told = { name: called, nights: this.#slot?.main ? EVERY_NIGHT : days, minutes: minutes.value ? Number(minutes.value) : null, gentle: gentle.checked, removed: false };
    if (await this.#save(this.#slot?.id ?? crypto.randomUUID(), told)) this.#sheet.close();
    else this.#fault(t("That was not saved. Please try again."));
  }

  #wrong(name) {
    if (!name) return t("Give it a name.");
    if (name.length > NAME_MAX) return t("Make the name shorter.");
    return this.#names.includes(name.toLowerCase()) ? t("Another routine has this name.") : "";
  }

  async #remove() {
    const { id, name, nights, minutes, gentle } = this.#slot;
    if (await this.#save(id, { name, nights, minutes, gentle, removed: true })) this.#sheet.close();
  }

  #fault(words) {
    const place = this.#form.querySelector('[data-fault="slot-name"]');
    fill(place, { fault: words });
    place.hidden = words === "";
    const { name } = this.#form.elements;
    if (words) name.setAttribute("aria-invalid", "true");
    else name.removeAttribute("aria-invalid");
  }
}

/** Of the lengths that can be chosen here, the one that is nearest. */
function nearest(radios, minutes) {
  const offered = [...radios].map(({ value }) => Number(value)).filter(Boolean);
  return String(offered.reduce((best, one) => (Math.abs(one - minutes) < Math.abs(best - minutes) ? one : best)));
}
