/** How Evenfall gets onto the Home Screen of this phone. The other ways stay folded. */

import { onTap, part } from "../../core/dom.js";
import { standsAlone, whichPlatform } from "../../push/platform.js";

let offer = null;

/** @param {HTMLElement} root */
export function offerInstall(root) {
  const help = part(root, "install-help");
  if (!help) return;
  help.hidden = standsAlone();
  const mine = help.querySelector(`[data-platform="${whichPlatform()}"]`);
  help.prepend(mine);
  mine.open = true;
  const button = part(help, "install");
  addEventListener("beforeinstallprompt", (event) => {
    // Kept for the tap below: a question that comes by itself is one that nobody asked for.
    event.preventDefault();
    offer = event;
    button.hidden = false;
  });
  addEventListener("appinstalled", () => {
    help.hidden = true;
  });
  onTap(button, async () => {
    await offer?.prompt();
    // It can be used once.
    offer = null;
    button.hidden = true;
  });
}
