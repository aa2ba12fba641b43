/** The form for a step of one's own. Faults are said at their fields; nothing that was written is lost. */

import { fill, onTap, part, reveal } from "../../core/dom.js";
import { t, tn } from "../../core/words.js";
import { Photo } from "./photo.js";
import { longWords, secondsWords } from "./say.js";

// The bounds of routines/core/own.py.
const STEPS = {
  reps: { marks: Array.from({ length: 20 }, (_, i) => i + 1), start: 5, words: (n) => tn("{n} time", "{n} times", n) },
  hold: { marks: Array.from({ length: 13 }, (_, i) => i * 5), start: 0, words: (n) => (n ? secondsWords(n) : t("No hold")) },
  seconds: { marks: [30, 45, 60, 90, 120, 150, 180, 240, 300, 360, 420, 480, 540, 600], start: 120, words: longWords },
};
const MOST_LINES = 8;
const LONGEST_LINE = 200;
const CHOICES = ["kind", "position", "sides", "helper"];
const LISTS = ["regions", "traits"];

export class OwnForm {
  #form;
  #save;
  #photo;
  #counts = {};

  /** @param {HTMLFormElement} form @param {(told: object) => Promise<boolean>} save */
  constructor(form, sheet, library, save) {
    this.#form = form;
    this.#save = save;
    this.#photo = new Photo(form, sheet, library, (words) => this.#fault("photo", words));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    form.addEventListener("change", ({ target }) => target.name === "amount" && this.#amount());
    for (const group of form.querySelectorAll("[data-step-by]")) {
      for (const button of group.querySelectorAll("[data-by]")) button.addEventListener("click", () => this.#step(group.dataset.stepBy, Number(button.dataset.by)));
    }
  }

  /** @param {any} own null for a new one */
  open(own) {
    this.#form.reset();
    const { elements } = this.#form;
    elements.title.value = own?.title ?? "";
    elements.how.value = own?.how.join("\n") ?? "";
    elements.by.value = own?.by ?? "";
    if (own) for (const name of CHOICES) elements[name].value = own[name];
    for (const name of LISTS) for (const tick of elements[name]) tick.checked = Boolean(own?.[name].includes(tick.value));
    elements.amount.value = own?.seconds ? "minutes" : "times";
    for (const [name, { marks, start }] of Object.entries(STEPS)) this.#counts[name] = marks.findLast((mark) => mark <= (own?.[name] ?? start)) ?? marks[0];
    for (const name of Object.keys(STEPS)) this.#step(name, 0);
    this.#amount();
    this.#photo.show(own?.photo ?? null, own?.figure ?? null);
    for (const place of this.#form.querySelectorAll("[data-fault]")) this.#fault(place.dataset.fault, "");
  }

  #amount() {
    const times = this.#form.elements.amount.value === "times";
    reveal(this.#form, { "times-part": times, "minutes-part": !times });
  }

  #step(name, by) {
    const { marks, words } = STEPS[name];
    const next = marks[marks.indexOf(this.#counts[name]) + by];
    if (next !== undefined) this.#counts[name] = next;
    fill(this.#form.querySelector(`[data-step-by="${name}"]`), { value: words(this.#counts[name]) });
  }

  async #send() {
    const told = this.#told();
    const faults = faultsOf(told);
    for (const name of ["title", "how", "kind", "position", "regions", "traits"]) this.#fault(name, faults[name] ?? "");
    const [first] = Object.keys(faults);
    if (first) {
      const field = this.#form.elements[first];
      (field instanceof RadioNodeList || field.length ? field[0] : field).focus();
      return;
    }
    if (!(await this.#save(told))) this.#fault("title", t("That was not saved. Please try again."));
  }

  #told() {
    const { elements } = this.#form;
    const ticked = (name) => [...elements[name]].filter(({ checked }) => checked).map(({ value }) => value);
    const times = elements.amount.value === "times";
    return {
      title: plain(elements.title.value),
      how: elements.how.value.split("\n").map(plain).filter(Boolean),
      ...Object.fromEntries(CHOICES.map((name) => [name, elements[name].value])),
      ...Object.fromEntries(LISTS.map((name) => [name, ticked(name)])),
      seconds: times ? null : this.#counts.seconds,
      hold: times ? this.#counts.hold : null,
      reps: times ? this.#counts.reps : null,
      ...this.#photo.told,
      by: plain(elements.by.value),
    };
  }

  #fault(name, words) {
    const place = this.#form.querySelector(`[data-fault="${name}"]`);
    fill(place, { fault: words });
    place.hidden = words === "";
    const field = this.#form.elements[name];
    if (field instanceof Element && words) field.setAttribute("aria-invalid", "true");
    else if (field instanceof Element) field.removeAttribute("aria-invalid");
  }
}

/** What the server would refuse, said before it is sent: routines/core/own.py. In the order of the page. */
function faultsOf(told) {
  const faults = {};
  if (!told.title) faults.title = t("Give it a name.");
  if (told.how.length > MOST_LINES) faults.how = t("Please use no more than eight lines.");
  if (told.how.some((line) => line.length > LONGEST_LINE)) faults.how = t("One line is too long. Break it in two.");
  if (!told.kind) faults.kind = t("Please tap one.");
  if (!told.position) faults.position = t("Please tap one.");
  if (!told.regions.length) faults.regions = t("Please tap at least one.");
  if (told.traits.includes("bed_edge") && told.position !== "bed") faults.traits = t("You ticked the edge of the bed, but it is not done in bed.");
  return faults;
}

/** Without what no keyboard types, which the server refuses. */
function plain(text) {
  return text.replace(/\p{Cc}|\p{Cs}/gu, " ").trim();
}
