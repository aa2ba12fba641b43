/**
 * <ev-needs>: the page that stands in for one that cannot be had without the server says which that is. A template for
 * each, by the beginning of its address.
 */

import { part } from "../core/dom.js";

export class Needs extends HTMLElement {
  connectedCallback() {
    const fits = [...this.querySelectorAll("template")].filter(({ dataset }) => location.pathname.startsWith(dataset.at));
    // The one that says most of the address: /reminders stands before all that is below it.
    const [here] = fits.sort((one, other) => other.dataset.at.length - one.dataset.at.length);
    if (here) part(this, "what").textContent = here.content.textContent;
  }
}

customElements.define("ev-needs", Needs);
