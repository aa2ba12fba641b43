/** What the pages that change routines share: the newest reading, and how a change is kept before it is said. */

import { fill, reveal } from "../../core/dom.js";
import { makeEvent, tonight } from "../../core/event.js";
import { listen } from "../../offline/news.js";
import { append } from "../../offline/queue.js";
import { readRoutines } from "./read.js";

export class Planning extends HTMLElement {
  now = { view: "waiting" };
  #turn = 0;
  #stop = () => {};

  /** Reads, and reads again with all news. */
  follow() {
    this.#stop = listen(({ kind }) => ["changed", "purged"].includes(kind) && this.refresh());
    addEventListener("pageshow", () => this.refresh());
    return this.refresh();
  }

  disconnectedCallback() {
    this.#stop();
  }

  async refresh() {
    this.#turn += 1;
    const mine = this.#turn;
    const now = await readRoutines();
    // A slower answer to an earlier question must not stand last.
    if (mine !== this.#turn) return;
    const before = this.now;
    this.now = now;
    this.took(before);
  }

  /** @returns {Promise<object|null>} the event; null, and the page says so, when it could not be kept */
  async keep(kind, fields) {
    const event = makeEvent(kind, tonight(), fields);
    const fine = await append(this.now.account, [event]).then(() => true, () => false);
    reveal(this, { "not-saved": !fine });
    return fine ? event : null;
  }

  /** @returns {Promise<boolean>} */
  async save(kind, fields, words) {
    if (!(await this.keep(kind, fields))) return false;
    await this.refresh();
    fill(this, { spoken: words });
    return true;
  }
}
