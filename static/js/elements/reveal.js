/** <ev-reveal>: a password field and a button that shows what was typed: shaky hands and tired eyes mistype. */

import { onTap } from "../core/dom.js";

export class Reveal extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input");
    const button = this.querySelector("button");
    button.hidden = false;
    onTap(button, () => {
      const shown = field.type === "password";
      field.type = shown ? "text" : "password";
      button.setAttribute("aria-pressed", String(shown));
    });
  }
}

customElements.define("ev-reveal", Reveal);
