/** The breathing circle: the word sits in the breath, which grows and sinks with it. Still under reduced motion. */

import { part } from "../../core/dom.js";
import { t } from "../../core/words.js";
import { Senses } from "./senses.js";
import { breathWord } from "./words.js";

const SMALL = 0.64;
const FULL = 1;

export class Pacer {
  #root;
  #senses;
  #shown = "";

  constructor(root, switches) {
    this.#root = root;
    this.#senses = new Senses(switches);
  }

  stop() {
    this.#shown = "";
    this.#senses.stop();
  }

  show(now, { ready, still }) {
    const { segment, remaining, index, over } = now;
    const word = still ? t("Paused") : ready ? t("Get ready") : over ? t("Rest") : breathWord(segment.kind);
    const key = `${word}/${index}/${over}`;
    if (key === this.#shown) return;
    this.#shown = key;
    part(this.#root, "breath").textContent = word;
    const ms = still || ready || over ? 0 : remaining;
    this.#move(segment.kind, ms);
    this.#senses.begin(segment.kind, ms);
  }

  /** Sets where the circle goes and how long it takes: a reload in the middle of a breath joins it there. */
  #move(kind, ms) {
    const air = part(this.#root, "air");
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const small = kind === "exhale" || kind === "rest" || ms === 0;
    air.style.transition = `transform ${ms}ms linear`;
    air.style.transform = `scale(${small ? SMALL : FULL})`;
  }
}
