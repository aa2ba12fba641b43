/** <ev-try>: begins a fair try, or ends one. The coins fall on the phone, all of them before the first night. */

import { onTap, part, reveal } from "../core/dom.js";
import { makeEvent, tonight } from "../core/event.js";
import { nightPlus } from "../core/night.js";
import { tossed } from "../core/trial.js";
import { uuid7 } from "../core/uuid.js";
import { now } from "../core/clock.js";
import { append } from "../offline/queue.js";
import { owner } from "../offline/session.js";
import { flush } from "../offline/sync.js";

class FairTry extends HTMLElement {
  connectedCallback() {
    // It stands in the dock, where the thumb is.
    const begin = part(document, "begin");
    if (begin) onTap(begin, () => this.#begin());
    const stop = part(this, "stop");
    if (stop) onTap(stop, () => this.#stop(stop.dataset));
  }

  #begin() {
    const chosen = (name) => this.querySelector(`[name="${name}"]:checked`).value;
    const [trial, step, first] = [uuid7(now()), chosen("step"), nightPlus(tonight(), 1)];
    const begun = makeEvent("trial_begun", first, { told: { trial, step, outcome: chosen("outcome") } });
    return this.#save([begun, ...tossed(trial, step, first).map(({ night, told }) => makeEvent("side_tossed", night, { told }))]);
  }

  #stop({ trial, future }) {
    const undone = JSON.parse(future).map(([undoes, night]) => makeEvent("undone", night, { undoes }));
    return this.#save([makeEvent("trial_ended", tonight(), { told: { trial } }), ...undone]);
  }

  /** Kept on the phone first; the page is the server's, and shown anew once it knows. */
  async #save(events) {
    const account = await owner();
    const fine = await append(account, events).then(() => true, () => false);
    reveal(this, { "not-saved": !fine });
    if (!fine) return;
    await flush().catch(() => {});
    location.reload();
  }
}

customElements.define("ev-try", FairTry);
