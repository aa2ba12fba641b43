/** <ev-sync-line>: says, always and truly, what is saved where. */

import { part, reveal } from "../core/dom.js";
import { statusWords, watchStatus } from "../offline/status.js";

// A tap that is sent at once would flicker through three sentences, and a screen reader would read them all.
const CALM_MS = 300;

export class SyncLine extends HTMLElement {
  #stop = () => {};
  #timer = 0;

  connectedCallback() {
    this.#stop = watchStatus((status) => this.#tell(status));
  }

  disconnectedCallback() {
    this.#stop();
    clearTimeout(this.#timer);
  }

  /** Good news may wait for calm; what is not sent or not saved is said at once, or "All saved" would stand untrue. */
  #tell(status) {
    clearTimeout(this.#timer);
    const calm = status.state === "saved" || (status.state === "sending" && this.dataset.state !== "saved");
    if (!calm) this.#show(status);
    else this.#timer = setTimeout(() => this.#show(status), CALM_MS);
  }

  #show(status) {
    const { icon, text } = statusWords(status);
    for (const drawn of this.querySelectorAll("[data-icon]")) drawn.hidden = drawn.dataset.icon !== icon;
    const words = part(this, "words");
    if (words.textContent !== text) words.textContent = text;
    this.dataset.state = status.state;
    reveal(this, { "sign-in": status.signedOut, look: status.state === "refused" });
  }
}

customElements.define("ev-sync-line", SyncLine);
