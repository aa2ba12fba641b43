/**
 * <ev-push-setup>: whether this phone will really ring, and one button to mend it. Holds one [data-state] block for
 * each state of push/subscribe.js ("install" and "asking" besides) and buttons [data-act="on|off"].
 */

import { onTap } from "../core/dom.js";
import { needsInstall, reconcile, subscribe, unsubscribe } from "../push/subscribe.js";

export class PushSetup extends HTMLElement {
  connectedCallback() {
    for (const button of this.querySelectorAll('[data-act="on"]')) onTap(button, () => this.#become(subscribe()));
    for (const button of this.querySelectorAll('[data-act="off"]')) onTap(button, () => this.#become(unsubscribe()));
    // The settings of the browser may have been changed while the page was away.
    document.addEventListener("visibilitychange", () => document.hidden || this.#become(reconcile()));
    this.#become(reconcile());
  }

  async #become(promise) {
    this.#show(needsInstall() ? "install" : await promise.catch(() => "offline"));
  }

  #show(state) {
    this.dataset.state = state;
    for (const block of this.querySelectorAll("[data-state]")) block.hidden = !block.dataset.state.split(" ").includes(state);
    this.dispatchEvent(new CustomEvent("push-state", { detail: state, bubbles: true }));
  }
}

customElements.define("ev-push-setup", PushSetup);
