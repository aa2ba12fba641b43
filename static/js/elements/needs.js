/**
 * <ev-needs>: the page that stands in for one that cannot be had without the server says which that is. A template for
 * each, by the beginning of its address.
 */

import { part } from "../core/dom.js";

export class Needs extends HTMLElement {
  connectedCallback() {
    const here = [...this.querySelectorAll("template")].find(({ dataset }) => location.pathname.startsWith(dataset.at));
    if (here) part(this, "what").textContent = here.content.textContent;
  }
}

customElements.define("ev-needs", Needs);
