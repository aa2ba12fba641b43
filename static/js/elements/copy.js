/** <ev-copy>: copies the value of its field or the text of its [data-part="text"], and says that it did. */

import { onTap, part } from "../core/dom.js";
import { t } from "../core/words.js";

export class Copy extends HTMLElement {
  connectedCallback() {
    onTap(this.querySelector("button"), () => this.#copy());
  }

  async #copy() {
    const field = this.querySelector("input");
    const text = field?.value ?? part(this, "text").textContent.trim();
    const told = part(this, "told");
    try {
      await navigator.clipboard.writeText(text);
      told.textContent = t("Copied.");
    } catch {
      field?.select();
      told.textContent = t("Please copy it by hand.");
    }
  }
}

customElements.define("ev-copy", Copy);
