/**
 * <ev-figure figure="calf_towel_bed" label="…">: a drawn movement. It goes, holds and comes back while it can be
 * seen; it is still for people who asked for less movement, and with the attribute `still`. `side="left"` shows the
 * left side of the body. Without a label it is a decoration. A player takes over by setting the property `t`, and
 * gives back with null.
 */

import { draw, swing } from "../core/figure.js";

const less = matchMedia("(prefers-reduced-motion: reduce)");
const drawings = new Map();

/** A drawing that did not come is asked for again the next time. */
function drawingOf(name) {
  if (!drawings.has(name)) {
    const asked = fetch(new URL(`../../figures/${name}.json`, import.meta.url)).then((answer) => {
      if (!answer.ok) throw new Error(`no figure ${name}`);
      return answer.json();
    });
    asked.catch(() => drawings.delete(name));
    drawings.set(name, asked);
  }
  return drawings.get(name);
}

export class Figure extends HTMLElement {
  static observedAttributes = ["figure", "name", "side", "label", "still"];

  #drawn = null;
  #taken = null;
  #seen = false;
  #frame = 0;
  #last = 0;
  #shown = 0;
  #look = () => this.#play();
  #watch = new IntersectionObserver((entries) => {
    this.#seen = entries.at(-1).isIntersecting;
    this.#play();
  });

  connectedCallback() {
    this.#name();
    this.#watch.observe(this);
    document.addEventListener("visibilitychange", this.#look);
    less.addEventListener("change", this.#look);
    this.#load();
  }

  disconnectedCallback() {
    this.#watch.disconnect();
    document.removeEventListener("visibilitychange", this.#look);
    less.removeEventListener("change", this.#look);
    this.#stop();
  }

  attributeChangedCallback(name) {
    if (!this.isConnected) return;
    if (name === "label") this.#name();
    if (name === "figure" || name === "name") this.#load();
    if (name === "side") this.#drawn?.turn(this.getAttribute("side"));
    if (name === "still") this.#play();
  }

  /** Where the movement is, 0 to 1, while somebody else leads it; else null. */
  get t() {
    return this.#taken;
  }

  set t(value) {
    this.#taken = value;
    this.#play();
  }

  #name() {
    const label = this.getAttribute("label");
    const say = label ? { role: "img", "aria-label": label, "aria-hidden": "false" } : { "aria-hidden": "true" };
    for (const [key, value] of Object.entries(say)) this.setAttribute(key, value);
  }

  /** Both names are used: `name` beside a player, `figure` in a list. */
  get #id() {
    return this.getAttribute("figure") ?? this.getAttribute("name");
  }

  async #load() {
    const name = this.#id;
    this.#stop();
    this.#drawn = null;
    try {
      const drawing = name && (await drawingOf(name));
      if (name !== this.#id) return;
      this.#drawn = drawing ? draw(drawing) : null;
    } catch {
      // The words beside it say the same.
    }
    this.replaceChildren(...(this.#drawn ? [this.#drawn.picture] : []));
    this.hidden = !this.#drawn;
    this.#shown = 0;
    this.#drawn?.turn(this.getAttribute("side"));
    this.#play();
  }

  #play() {
    this.#stop();
    if (!this.#drawn) return;
    if (less.matches || this.hasAttribute("still")) this.#drawn.still();
    else if (this.#taken !== null) this.#drawn.show(this.#taken);
    else {
      this.#drawn.show(swing(this.#shown));
      if (this.#drawn.moves && this.#seen && !document.hidden) this.#start();
    }
  }

  #start() {
    this.#last = 0;
    const next = (now) => {
      this.#shown += this.#last ? now - this.#last : 0;
      this.#last = now;
      this.#drawn.show(swing(this.#shown));
      this.#frame = requestAnimationFrame(next);
    };
    this.#frame = requestAnimationFrame(next);
  }

  #stop() {
    cancelAnimationFrame(this.#frame);
  }
}

customElements.define("ev-figure", Figure);
