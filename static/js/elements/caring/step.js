/** One step of somebody's evening: what the helper's hands do, and the marks that may be set for them. */

import { clone, fill, onTap, part, reveal } from "../../core/dom.js";
import { uuid7 } from "../../core/uuid.js";
import { now } from "../../core/clock.js";
import { stateWords } from "./words.js";

export class StepSheet {
  #sheet;
  #person = null;
  #step = null;
  #act = async () => false;

  /** @param {HTMLDialogElement} sheet */
  constructor(sheet) {
    this.#sheet = sheet;
    onTap(sheet.querySelector("[data-close]"), () => sheet.close());
    onTap(part(sheet, "step-done"), () => this.#mark("done"));
    onTap(part(sheet, "step-skip"), () => this.#mark("skipped"));
    onTap(part(sheet, "step-undo"), () => this.#act("undo", { id: uuid7(now()), undoes: this.#step.mine }));
  }

  open(person, step, act) {
    [this.#person, this.#act] = [person, act];
    this.#draw(step);
    this.#sheet.showModal();
  }

  /** What is shown follows what was heard; what is shown no more is closed. */
  refresh(people) {
    if (!this.#sheet.open) return;
    const person = people.find(({ id }) => id === this.#person.id);
    const step = person?.steps.find(({ step: id }) => id === this.#step.step);
    if (!step) {
      this.#sheet.close();
      return;
    }
    this.#person = person;
    this.#draw(step);
  }

  #mark(how) {
    return this.#act("mark", { id: uuid7(now()), step: this.#step.step, how });
  }

  #draw(step) {
    const same = this.#step?.step === step.step;
    this.#step = step;
    const sheet = this.#sheet;
    fill(sheet, { "step-title": step.title, "step-line": step.line, "step-told": stateWords(step) });
    part(sheet, "step-how").replaceChildren(...step.how.map(line));
    part(sheet, "step-stop").replaceChildren(...step.stop.map(line));
    part(sheet, "step-stop").parentElement.hidden = !step.stop.length;
    const may = this.#person.can.includes("mark");
    reveal(sheet, { "step-hands": step.helper, "step-marks": may && step.state === "open", "step-undo": may && Boolean(step.mine), "step-figure": Boolean(step.figure) });
    if (same || !step.figure) return;
    const figure = document.createElement("ev-figure");
    figure.setAttribute("figure", step.figure);
    figure.setAttribute("label", step.picture);
    part(sheet, "step-figure").replaceChildren(figure);
  }
}

function line(words) {
  const row = clone("cared-line");
  row.textContent = words;
  return row;
}
