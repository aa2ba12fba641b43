/**
 * <ev-sign-out>: a form that forgets this person on this phone before it tells the server. Asks first when something
 * is unsent: [data-part="ask"] is the dialog, with `count`, `leave` and `stay`. Without a network it forgets all the same.
 */

import { fill, onTap, part } from "../core/dom.js";
import { tn } from "../core/words.js";
import { leave, unsentOf } from "../offline/purge.js";
import { finishLeaving, owner } from "../offline/session.js";
import { flush } from "../offline/sync.js";
import { forgetPush } from "../push/subscribe.js";

export class SignOut extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#askOrLeave();
    });
    // Where there is no network the form itself goes nowhere: its button waits for this.
    this.querySelector("[data-part='sign-out']")?.removeAttribute("disabled");
    onTap(part(this, "leave"), () => this.#leave());
    onTap(part(this, "stay"), () => part(this, "ask").close());
  }

  async #askOrLeave() {
    const account = await owner();
    if (account) await flush().catch(() => {});
    const unsent = account ? await unsentOf(account) : 0;
    if (!unsent) {
      await this.#leave();
      return;
    }
    const ask = part(this, "ask");
    fill(ask, { count: tn("{n} thing is only on this phone. Signing out now loses it.", "{n} things are only on this phone. Signing out now loses them.", unsent) });
    ask.showModal();
  }

  /** Whether there is a network is for the server to say: Wi-Fi without a way out is none either. */
  async #leave() {
    await forgetPush();
    await leave(await owner());
    location.replace((await finishLeaving()) ? "/" : "/tonight");
  }
}

customElements.define("ev-sign-out", SignOut);
