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
  const button = part(help, "install");
  button.after(mine);
  mine.open = true;
  addEventListener("beforeinstallprompt", (event) => {
    // Kept for the tap below: a question that comes by itself is one that nobody asked for.
    event.preventDefault();
    offer = event;
    button.hidden = false;
  });
  addEventListener("appinstalled", () => {
    help.hidden = true;
  });
  // Nothing else helps an iPhone: then it must not wait folded.
  root.addEventListener("push-state", ({ detail }) => {
    if (detail === "install") help.open = true;
  });
  onTap(button, async () => {
    await offer?.prompt();
    // It can be used once.
    offer = null;
    button.hidden = true;
  });
}
