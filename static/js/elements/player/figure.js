/** The drawn movement in the ring, led by the timetable: what one sees is what one is asked to do now. */

import { part } from "../../core/dom.js";
import { poseAt, sideOf } from "../../core/pose.js";

export class Led {
  #figure;
  #frame = 0;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#figure = part(root, "figure");
  }

  /** @param {{figure?: string|null, picture: string}} step */
  arrive(step) {
    const figure = this.#figure;
    figure.t = 0;
    figure.setAttribute("label", step.picture);
    if (!step.figure) figure.removeAttribute("name");
    else if (figure.getAttribute("name") !== step.figure) figure.setAttribute("name", step.figure);
  }

  /** @param {() => {now: object, ready: boolean, item: object, kind: string, moving: boolean}} read */
  follow(read) {
    cancelAnimationFrame(this.#frame);
    const next = () => {
      const { now, ready, item, kind, moving } = read();
      const side = sideOf(now.segment);
      if (this.#figure.getAttribute("side") !== side) this.#figure.setAttribute("side", side);
      this.#figure.t = ready ? 0 : poseAt(now, item, kind);
      if (moving) this.#frame = requestAnimationFrame(next);
    };
    next();
  }

  stop() {
    cancelAnimationFrame(this.#frame);
  }
}
