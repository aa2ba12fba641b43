/** The steps as rows that open. A row stays the same element while its step stays, so that nobody loses their place. */

import { clone, fill, icon, onTap, part } from "../../core/dom.js";

export class Rows {
  #list;
  #select;
  #rows = new Map();

  /** @param {HTMLElement} list @param {(id: string) => void} select */
  constructor(list, select) {
    this.#list = list;
    this.#select = select;
  }

  /** @param {{id: string, title: string, amount: string, minutes: string, picture: object, favourite: string}[]} rows */
  show(rows, selected, panel) {
    const here = document.activeElement;
    const held = here && this.#list.contains(here) ? here.closest("li") : null;
    const before = held?.getBoundingClientRect().top;
    const wanted = rows.map((row) => this.#row(row, row.id === selected));
    place(this.#list, wanted, held);
    for (const [id, row] of this.#rows) if (!wanted.includes(row)) this.#rows.delete(id);
    const open = this.#rows.get(selected);
    if (open && panel.parentElement !== open) open.append(panel);
    panel.hidden = !open;
    // What is under the thumb stays under the thumb.
    if (held?.isConnected) scrollBy({ top: held.getBoundingClientRect().top - before, behavior: "instant" });
  }

  focus(id) {
    const row = this.#rows.get(id);
    row?.scrollIntoView({ block: "nearest" });
    if (row) part(row, "open").focus();
  }

  #row({ id, picture, ...words }, open) {
    let row = this.#rows.get(id);
    if (!row) {
      row = clone("edit-row");
      part(row, "picture").replaceChildren(pictureOf(picture));
      onTap(part(row, "open"), () => this.#select(id));
      this.#rows.set(id, row);
    }
    fill(row, words);
    row.classList.toggle("open", open);
    part(row, "open").setAttribute("aria-expanded", String(open));
    return row;
  }
}

/** Moves the others round the one that has the focus: an element that is moved loses it. */
function place(list, wanted, held) {
  for (const row of [...list.children]) if (!wanted.includes(row)) row.remove();
  const at = held?.isConnected ? wanted.indexOf(held) : -1;
  wanted.slice(0, Math.max(at, 0)).forEach((row) => list.insertBefore(row, held));
  wanted.slice(at + 1).forEach((row) => list.append(row));
}

/** Only a decoration: the title stands beside it. */
export function pictureOf({ figure, photo, kind }) {
  if (photo) {
    const image = new Image();
    image.alt = "";
    image.addEventListener("error", () => image.replaceWith(pictureOf({ figure, kind })), { once: true });
    image.src = photo;
    return image;
  }
  if (!figure) return icon(kind);
  const drawn = document.createElement("ev-figure");
  drawn.setAttribute("figure", figure);
  drawn.setAttribute("still", "");
  return drawn;
}
