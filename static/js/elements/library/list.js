/** The list: its parts, or what was searched for in all of it or in one part, and how many. */

import { clone, fill, icon, onTap, part, reveal } from "../../core/dom.js";
import { tn } from "../../core/words.js";
import { ICONS, search } from "./find.js";
import { stillOf, whenNear } from "./picture.js";

// Long enough that a screen reader is not interrupted by every letter.
const TYPING_MS = 200;
const FOLDS = { position: "positions", region: "regions" };
const NOTHING = { words: "", position: null, region: null };

export class List {
  #root;
  #words;
  #entries;
  #group = null;
  #wanted = { ...NOTHING };
  #timer = 0;
  #heading;

  constructor(root, words, entries) {
    this.#root = root;
    this.#words = words;
    this.#entries = entries;
    this.#heading = part(root, "heading").textContent;
    const form = part(root, "search");
    this.#field.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#want({ words: this.#field.value }), TYPING_MS);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#field.blur(); // the phone's keyboard covers what was found
    });
    for (const [name, words] of Object.entries(FOLDS)) this.#makeChips(name, words);
    for (const name of ["reset", "reset-empty"]) onTap(part(root, name), () => this.#reset());
    this.#makeOverview();
  }

  get #field() {
    return part(this.#root, "search").querySelector("input");
  }

  /** All of it, or one part. @param {{code: string, word: string}|null} group */
  show(group) {
    const changed = this.#group !== (group?.code ?? null);
    this.#group = group?.code ?? null;
    fill(this.#root, { heading: group?.word ?? this.#heading });
    reveal(this.#root, { up: Boolean(group), lead: !group });
    const within = this.#entries.filter((entry) => !group || entry.group === group.code);
    reveal(this.#root, { "fold-position": within.some(({ position }) => position), "fold-region": within.some(({ regions }) => regions.length) });
    if (changed) this.#field.value = "";
    // The browser may bring back what was typed before.
    this.#want(changed ? NOTHING : { words: this.#field.value });
  }

  focus() {
    part(this.#root, "heading").focus({ preventScroll: true });
  }

  #makeChips(name, words) {
    const fold = part(this.#root, `fold-${name}`);
    part(fold, "chips").replaceChildren(
      ...[["", fold.dataset.any], ...Object.entries(this.#words[words])].map(([code, word]) => {
        const chip = clone("library-chip");
        chip.textContent = word;
        chip.dataset.code = code;
        chip.addEventListener("click", () => {
          this.#want({ [name]: code || null });
          fold.open = false;
          fold.querySelector("summary").focus();
        });
        return chip;
      }),
    );
  }

  #makeOverview() {
    for (const { code, word, part: place } of this.#words.groups) {
      const row = clone("library-way");
      fill(row, { word, number: String(this.#entries.filter(({ group }) => group === code).length) });
      part(row, "icon").replaceChildren(icon(ICONS[code]));
      part(row, "open").href = `#in-${code}`;
      part(this.#root, place).append(row);
    }
  }

  #want(change) {
    Object.assign(this.#wanted, change);
    for (const name of Object.keys(FOLDS)) this.#showChoice(name);
    const found = search(this.#entries, { ...this.#wanted, group: this.#group });
    const some = Object.values(this.#wanted).some(Boolean);
    const listed = some || this.#group !== null;
    reveal(this.#root, {
      overview: !listed,
      results: listed && found.length > 0,
      empty: found.length === 0,
      reset: some && found.length > 0,
    });
    fill(this.#root, { count: listed ? tn("{n} found", "{n} found", found.length) : tn("{n} entry", "{n} entries", found.length) });
    part(this.#root, "results").replaceChildren(...(listed ? this.#sections(found) : []));
  }

  /** What was searched for stands in the order of how well it fits, else under its headings. */
  #sections(found) {
    if (this.#group || this.#wanted.words.trim()) return [section("", found)];
    return this.#words.groups
      .map(({ code, word }) => [word, found.filter((entry) => entry.group === code)])
      .filter(([, rows]) => rows.length)
      .map(([word, rows]) => section(word, rows));
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

  #reset() {
    clearTimeout(this.#timer);
    this.#field.value = "";
    this.#want(NOTHING);
    // The button that was pressed is gone now.
    this.focus();
  }
}

function section(word, found) {
  const made = clone("library-group");
  fill(made, { group: word });
  part(made, "group").hidden = !word;
  const rows = part(made, "rows");
  rows.classList.toggle("pictured-rows", found.some(({ figure }) => figure));
  rows.replaceChildren(...found.map(row));
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
