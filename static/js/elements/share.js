/** <ev-share data-name="…">: prints the page, and gives its file on where the phone can. The file is the link in the dock. */

import { onTap, part } from "../core/dom.js";
import { t } from "../core/words.js";

const TYPE = "application/pdf";

export class Share extends HTMLElement {
  connectedCallback() {
    const print = part(this, "print");
    print.hidden = false;
    onTap(print, () => globalThis.print());
    const share = part(this, "share");
    if (!share) return;
    const trial = new File(["%PDF"], this.dataset.name, { type: TYPE });
    if (!navigator.canShare?.({ files: [trial] })) return;
    share.hidden = false;
    onTap(share, () => this.#share());
  }

  async #share() {
    try {
      const answer = await fetch(document.querySelector("a[data-part=file]").href);
      if (!answer.ok) throw new Error(`${answer.status}`);
      await navigator.share({ files: [new File([await answer.blob()], this.dataset.name, { type: TYPE })] });
    } catch (error) {
      // Whoever changed their mind needs no word about it.
      if (error.name === "AbortError") return;
      part(this, "told").textContent = t("That did not work here. Save the file instead, and give it on from there.");
    }
  }
}

customElements.define("ev-share", Share);
