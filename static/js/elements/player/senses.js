/** The breath as sound and as touch, each only if this phone's person switched it on. */

import { onTap, part } from "../../core/dom.js";
import { deviceValue, setDeviceValue } from "../../offline/store.js";

const KEPT = "breath";
const TOUCHES = { inhale: [60], exhale: [40, 120, 40] };

export class Senses {
  #on = { sound: false, touch: false };
  #tones = null;

  constructor(root) {
    const boxes = ["sound", "touch"].map((name) => part(root, name));
    // Where nothing can buzz, nothing is offered.
    boxes[1].closest("label").hidden = !navigator.vibrate;
    for (const box of boxes) {
      onTap(box, async () => {
        this.#on = { ...this.#on, [box.name]: box.checked };
        if (box.name === "sound") await this.#wake();
        await setDeviceValue(KEPT, this.#on).catch(() => {});
      });
    }
    this.#remember(boxes);
  }

  /** A breath, or a part of one, begins. `ms`: how long it still takes; nought while it rests. */
  begin(kind, ms) {
    if (this.#on.sound) this.#tones?.tone(kind, ms / 1000);
    if (this.#on.touch && ms > 0 && TOUCHES[kind]) navigator.vibrate?.(TOUCHES[kind]);
  }

  stop() {
    this.#tones?.hush();
  }

  async #remember(boxes) {
    this.#on = { ...this.#on, ...(await deviceValue(KEPT).catch(() => null)) };
    for (const box of boxes) box.checked = this.#on[box.name];
    // The page was opened anew: the first tap anywhere may let the sound begin.
    if (this.#on.sound) addEventListener("pointerdown", () => this.#wake(), { once: true });
  }

  async #wake() {
    if (!this.#on.sound) return this.stop();
    this.#tones ??= await import("./tones.js");
    return this.#tones.wake();
  }
}
