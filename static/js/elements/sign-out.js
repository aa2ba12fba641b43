/**
 * <ev-sign-out>: a form that forgets this person on this phone before it tells the server. Asks first when something
 * is unsent: [data-part="ask"] is the dialog, with `count`, `leave` and `stay`. Without a network it forgets all the same.
 */

import { fill, onTap, part } from "../core/dom.js";
import { tn } from "../core/words.js";
import { leaveOffline, purge, unsentOf } from "../offline/purge.js";
import { owner } from "../offline/session.js";
import { flush } from "../offline/sync.js";
import { pushSupported, subscription } from "../push/subscribe.js";

export class SignOut extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#askOrLeave(form);
    });
    // Where there is no network the form itself goes nowhere: its button waits for this.
    this.querySelector("[data-part='sign-out']")?.removeAttribute("disabled");
    onTap(part(this, "leave"), () => this.#leave(form));
    onTap(part(this, "stay"), () => part(this, "ask").close());
  }

  async #askOrLeave(form) {
    const account = await owner();
    if (account) await flush().catch(() => {});
    const unsent = account ? await unsentOf(account) : 0;
    if (!unsent) {
      await this.#leave(form);
      return;
    }
    const ask = part(this, "ask");
    fill(ask, { count: tn("{n} thing is only on this phone. Signing out now loses it.", "{n} things are only on this phone. Signing out now loses them.", unsent) });
    ask.showModal();
  }

  async #leave(form) {
    const account = await owner();
    const endpoint = await this.#forgetPush();
    if (!navigator.onLine) {
      if (account) await leaveOffline(account);
      location.replace("/tonight");
      return;
    }
    if (account) await purge(account);
    const field = form.querySelector('[name="push_endpoint"]');
    if (field) field.value = endpoint;
    form.submit();
  }

  /** The next person on this phone must not get this person's reminders. */
  async #forgetPush() {
    if (!pushSupported() || !(await navigator.serviceWorker.getRegistration())) return "";
    const mine = await subscription();
    await mine?.unsubscribe();
    return mine?.endpoint ?? "";
  }
}

customElements.define("ev-sign-out", SignOut);
