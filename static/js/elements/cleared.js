/**
 * <ev-cleared>: after everything was deleted this phone forgets it, too. Says so in [data-part="cleared"] only when it
 * is done; until then [data-part="waits"] says that it is still to come.
 */

import { reveal } from "../core/dom.js";
import { meet, owner } from "../offline/session.js";
import { forgetPush } from "../push/subscribe.js";

export class Cleared extends HTMLElement {
  async connectedCallback() {
    await forgetPush().catch(() => {});
    // The server's answer is what empties it: this page alone is no proof that anything was deleted.
    await meet().catch(() => {});
    const empty = (await owner()) === undefined;
    reveal(this, { waits: !empty, cleared: empty });
  }
}

customElements.define("ev-cleared", Cleared);
