/**
 * <ev-stop>: the form that stops everyone. The wish is kept on this phone first, so that it waits where there is no
 * network; [data-part="waits"] says so, and takes it back. `data-at`: only on pages whose address begins so.
 * `data-account`: for whom the server made this page.
 */

import { onTap, part, rest, reveal } from "../core/dom.js";
import { listen } from "../offline/news.js";
import { owner } from "../offline/session.js";
import { doNotStop, stopWaits, wishToStop } from "../offline/stop.js";
import { flush } from "../offline/sync.js";

export class Stop extends HTMLElement {
  #unlisten = () => {};
  #waited = false;

  connectedCallback() {
    this.#unlisten = listen(() => this.#show());
    part(this, "ask").addEventListener("submit", (event) => {
      event.preventDefault();
      rest(event.submitter, this.#stop(event.submitter));
    });
    onTap(part(this, "not"), async () => {
      this.#waited = false;
      await doNotStop(await this.#whose());
      await this.#show();
    });
    this.#show();
  }

  disconnectedCallback() {
    this.#unlisten();
  }

  /** The owner of this phone, unless the page is somebody else's who signed in since. */
  async #whose() {
    const account = await owner();
    return account === (this.dataset.account ?? account) ? account : undefined;
  }

  async #stop(button) {
    const form = part(this, "ask");
    const wish = { ending: button.value, elsewhere: new FormData(form).get("elsewhere") === "y" };
    try {
      const account = await this.#whose();
      if (!account) throw new Error("nobody is known here yet");
      await wishToStop(account, wish);
    } catch {
      // A phone that keeps nothing, or not for them yet: then the page itself goes to the server.
      form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "ending", value: button.value }));
      form.submit();
      return;
    }
    this.#waited = true;
    await flush().catch(() => {});
    await this.#show();
  }

  async #show() {
    const account = await this.#whose().catch(() => undefined);
    const { at } = this.dataset;
    if (at) this.hidden = !account || !location.pathname.startsWith(at);
    const waits = Boolean(account) && (await stopWaits(account).catch(() => false));
    if (this.#waited && !waits) {
      location.replace("/people");
      return;
    }
    this.#waited = waits;
    reveal(this, { ask: !waits, waits });
  }
}

customElements.define("ev-stop", Stop);
