/** The card of an entry that is this person's own: favourite, switched off and on again. Each tap is one fact. */

import { fill, icon, onTap, part, reveal } from "../../core/dom.js";
import { makeEvent, tonight } from "../../core/event.js";
import { nightPlus } from "../../core/night.js";
import { t } from "../../core/words.js";
import { append } from "../../offline/queue.js";
import { readMine, stateOf } from "./state.js";

const WEEK = 7;

export class Mine {
  #root;
  #id = "";
  #entry;
  #account;
  #favourite = false;

  /** @param {HTMLElement} root the entry */
  constructor(root) {
    this.#root = root;
    const card = part(root, "mine");
    onTap(part(card, "favourite"), () => this.#tell(this.#favourite ? "plain" : "favourite"));
    onTap(part(card, "switch-off"), () => this.#ask(part(card, "how-long").hidden));
    onTap(part(card, "off-week"), () => this.#tell("off", nightPlus(tonight(), WEEK)));
    onTap(part(card, "off-open"), () => this.#tell("off"));
    onTap(part(card, "switch-on"), () => this.#tell("plain"));
  }

  /** @param {string} id @param {any} entry */
  async show(id, entry) {
    if (id !== this.#id) this.#ask(false);
    this.#id = id;
    this.#entry = entry;
    const mine = await readMine();
    // Another entry may have been opened meanwhile.
    if (id !== this.#id) return;
    this.#account = mine.account;
    if (entry.urgency) this.#showCalls(mine.bundle?.emergency);
    // What a cramp needs is not chosen ahead; a bundle of an older Evenfall knows no marks.
    const shown = Boolean(mine.bundle?.marks) && "kind" in entry && entry.when !== "cramp";
    reveal(this.#root, { mine: shown });
    if (shown) this.#showCard(stateOf(id, mine));
  }

  #showCard({ text, icon: name, favourite, off, may }) {
    const card = part(this.#root, "mine");
    this.#favourite = favourite;
    fill(card, { state: text });
    part(card, "state-icon").replaceChildren(icon(name));
    part(card, "favourite").setAttribute("aria-pressed", String(favourite));
    reveal(card, {
      "state-row": text !== "",
      favourite: !off && (may || favourite),
      "switch-off": !off && may,
      "switch-on": off,
      "not-saved": false,
    });
    card.hidden = !text && !may;
  }

  #showCalls(emergency) {
    const help = part(this.#root, "help");
    call(part(help, "emergency"), emergency?.number, t("Call {number}", { number: emergency?.number ?? "" }));
    const contact = emergency?.contact;
    call(part(help, "contact"), contact?.phone, t("Call {name}", { name: contact?.name ?? "" }));
    fill(help, { "call-when": whenToCall(this.#entry.urgency === "emergency", Boolean(emergency?.number)) });
  }

  #ask(open) {
    const card = part(this.#root, "mine");
    reveal(card, { "how-long": open });
    part(card, "switch-off").setAttribute("aria-expanded", String(open));
  }

  async #tell(mark, until = null) {
    const id = this.#id;
    const event = makeEvent("step_marked", tonight(), { step: id, told: { mark, until } });
    const fine = await append(this.#account, [event]).then(() => true, () => false);
    if (id !== this.#id) return;
    reveal(part(this.#root, "mine"), { "not-saved": !fine });
    if (!fine) return;
    this.#ask(false);
    await this.show(id, this.#entry);
    // The button that was pressed may be gone now.
    const here = document.activeElement;
    if (here === document.body || !here?.checkVisibility()) part(this.#root, mark === "off" ? "switch-on" : "favourite").focus();
  }
}

function whenToCall(now, known) {
  if (known) return now ? "" : t("If it suddenly gets much worse:");
  return now ? t("Call your local emergency number.") : t("If it suddenly gets much worse, call your local emergency number.");
}

/** @param {HTMLElement} link @param {string|null|undefined} number */
function call(link, number, words) {
  link.hidden = !number;
  if (!number) return;
  link.href = `tel:${number.replace(/[^+\d]/g, "")}`;
  fill(link, { words });
}
