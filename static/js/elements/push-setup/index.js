/**
 * <ev-push-setup>: whether this phone will really ring, and one button to mend it. Holds one [data-state] block for
 * each state of push/standing.js ("asking" besides), buttons [data-act="on|off"], and the parts of reminders/phone.html.
 */

import { onTap, part } from "../../core/dom.js";
import { forget, standing, watchStanding } from "../../push/standing.js";
import { subscribe, unsubscribe } from "../../push/subscribe.js";
import { offerInstall } from "./install.js";
import { showFacts, wireDetail } from "./facts.js";
import { wireTest } from "./trial.js";

export class PushSetup extends HTMLElement {
  connectedCallback() {
    for (const button of this.querySelectorAll('[data-act="on"]')) onTap(button, () => this.#after(subscribe()));
    for (const button of this.querySelectorAll('[data-act="off"]')) onTap(button, () => this.#after(unsubscribe()));
    const facts = part(this, "phone-facts");
    if (facts) {
      wireDetail(facts, () => this.#again());
      wireTest(facts, () => this.#again());
    }
    offerInstall(this);
    watchStanding((found) => this.#show(found));
  }

  /** What the tap led to, and then what the browser and the server say about it together. */
  async #after(acting) {
    const state = await acting.catch(() => "offline");
    if (state === "set") await this.#again();
    else this.#show({ state });
  }

  async #again() {
    forget();
    this.#show(await standing());
  }

  #show(found) {
    // With the most phones on the list, a new link would be refused.
    const state = found.state === "mend" && "full" in this.dataset ? "full" : found.state;
    this.dataset.state = state;
    for (const block of this.querySelectorAll("[data-state]")) block.hidden = !block.dataset.state.split(" ").includes(state);
    if (state === "set") showFacts(this, found);
    this.dispatchEvent(new CustomEvent("push-state", { detail: state, bubbles: true }));
  }
}

customElements.define("ev-push-setup", PushSetup);
