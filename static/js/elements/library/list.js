/** The list: what was searched for, under its headings, and how many. */

import { clone, fill, icon, onTap, part, reveal } from "../../core/dom.js";
import { tn } from "../../core/words.js";
import { search } from "./find.js";
import { stillOf, whenNear } from "./picture.js";

// Long enough that a screen reader is not interrupted by every letter.
const TYPING_MS = 200;
const DIMENSIONS = { group: "groups", position: "positions", region: "regions" };

export class List {
  #root;
  #library;
  #entries;
  #wanted = { words: "", group: null, position: null, region: null };
  #timer = 0;

  constructor(root, library, entries) {
    this.#root = root;
    this.#library = library;
    this.#entries = entries;
    const form = part(root, "search");
    const field = form.querySelector("input");
    field.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#want({ words: field.value }), TYPING_MS);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      field.blur(); // the phone's keyboard covers what was found
    });
    for (const [name, words] of Object.entries(DIMENSIONS)) this.#makeChips(name, words);
    for (const name of ["reset", "reset-empty"]) onTap(part(root, name), () => this.#reset());
    // The browser may bring back what was typed before.
    this.#want({ words: field.value });
  }

  #makeChips(name, words) {
    const fold = part(this.#root, `fold-${name}`);
    const known = this.#library.words[words];
    const choices = Array.isArray(known) ? known.map(({ code, word }) => [code, word]) : Object.entries(known);
    part(fold, "chips").replaceChildren(
      ...[[null, fold.dataset.any], ...choices].map(([code, word]) => {
        const chip = clone("library-chip");
        chip.textContent = word;
        chip.dataset.code = code ?? "";
        chip.addEventListener("click", () => {
          this.#want({ [name]: code });
          fold.open = false;
          fold.querySelector("summary").focus();
        });
        return chip;
      }),
    );
  }

  #want(change) {
    Object.assign(this.#wanted, change);
    for (const name of Object.keys(DIMENSIONS)) this.#showChoice(name);
    const found = search(this.#entries, this.#wanted);
    const some = Object.values(this.#wanted).some(Boolean);
    reveal(this.#root, { empty: found.length === 0, results: found.length > 0, reset: some && found.length > 0 });
    fill(this.#root, { count: tn("{n} found", "{n} found", found.length) });
    // What was searched for stands in the order of how well it fits, else under its headings.
    const groups = this.#wanted.words.trim() ? [["", found]] : this.#grouped(found);
    part(this.#root, "results").replaceChildren(...groups.map(([word, rows]) => section(word, rows)));
  }

  #showChoice(name) {
    const fold = part(this.#root, `fold-${name}`);
    const wanted = this.#wanted[name] ?? "";
    for (const chip of fold.querySelectorAll(".chip")) {
      const pressed = chip.dataset.code === wanted;
      chip.setAttribute("aria-pressed", String(pressed));
      if (pressed) fill(fold, { chosen: chip.textContent });
    }
    fold.classList.toggle("on", wanted !== "");
  }

  #grouped(found) {
    return this.#library.words.groups
      .map(({ code, word }) => [word, found.filter((entry) => entry.group === code)])
      .filter(([, rows]) => rows.length);
  }

  #reset() {
    clearTimeout(this.#timer);
    const field = part(this.#root, "search").querySelector("input");
    field.value = "";
    this.#want({ words: "", group: null, position: null, region: null });
    // The button that was pressed is gone now.
    part(this.#root, "heading").focus();
  }
}

function section(word, found) {
  const made = clone("library-group");
  fill(made, { group: word });
  part(made, "group").hidden = !word;
  part(made, "rows").replaceChildren(...found.map(row));
  return made;
}

function row({ id, title, line, figure, icon: name }) {
  const made = clone("library-row");
  fill(made, { title, line });
  part(made, "open").href = `#${id}`;
  if (figure) whenNear(part(made, "thumb"), (thumb) => thumb.append(stillOf(figure)));
  else part(made, "thumb").append(icon(name));
  return made;
}
