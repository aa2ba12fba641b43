/** The picture of a step of one's own: a photo, which needs a network, or one of the drawn figures. */

import { onTap, part, reveal } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { openPick } from "./pick.js";
import { pictureOf } from "./rows.js";

const LIMIT_MS = 60_000;

export class Photo {
  #form;
  #fault;
  #chosen = { photo: null, figure: null };

  /** @param {HTMLFormElement} form @param {HTMLDialogElement} sheet @param {(words: string) => void} fault */
  constructor(form, sheet, library, fault) {
    this.#form = form;
    this.#fault = fault;
    const field = form.elements.photo;
    field.addEventListener("change", () => field.files.length && this.#send(field));
    onTap(part(form, "figure"), () => openPick(sheet, [{ heading: "", rows: figures(library) }], (id) => this.#figure(library.steps[id].figure), { search: true }));
    onTap(part(form, "no-picture"), () => this.show(null, null));
    for (const close of sheet.querySelectorAll("[data-close]")) onTap(close, () => sheet.close());
  }

  get told() {
    return this.#chosen;
  }

  show(photo, figure) {
    this.#chosen = { photo, figure };
    const place = part(this.#form, "picture");
    place.replaceChildren(...(photo || figure ? [pictureOf({ photo: photo && `/photos/${photo}`, figure, kind: "stretch" })] : []));
    reveal(this.#form, { picture: Boolean(photo || figure), "no-picture": Boolean(photo || figure) });
    this.#fault("");
  }

  async #figure(figure) {
    this.show(null, figure);
    return null;
  }

  /** Everything else on the page stays as it was written, whatever comes of the photo. */
  async #send(field) {
    const body = new FormData();
    body.append("photo", field.files[0]);
    this.#fault(t("Sending the photo…"));
    const answer = await fetch("/api/v1/photos", { method: "POST", body, credentials: "same-origin", signal: AbortSignal.timeout(LIMIT_MS) }).catch(() => null);
    const told = await answer?.json().catch(() => null);
    field.value = "";
    if (answer?.status === 201) this.show(told.photo, null);
    else this.#fault(told?.detail ?? t("A photo needs a network. You can save the step now and add the photo later."));
  }
}

/** Each figure once, by the name of a step that it belongs to. */
function figures({ steps }) {
  const seen = new Set();
  const drawn = Object.entries(steps).filter(([, { figure }]) => figure && !seen.has(figure) && seen.add(figure));
  return drawn
    .map(([id, { title, line, figure, kind }]) => ({ id, title, line, minutes: "", picture: { figure, kind } }))
    .sort((a, b) => a.title.localeCompare(b.title));
}
