/** Puts the arc and the ring of arc.js into an <svg> that the page already has. */

import { arc, ring } from "./arc.js";
import { svg } from "./dom.js";

/** @param {SVGElement} picture */
export function drawArc(picture, size, done, steps) {
  const shape = arc(size, done, steps);
  const [x, y] = shape.sun;
  const set = (name, attributes) => {
    const element = picture.querySelector(`.${name}`);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  };
  set("halo", { cx: x, cy: y });
  set("sun", { cx: x, cy: y });
  set("horizon", { d: shape.horizon });
  set("path", { d: shape.path || "M0 0" });
  set("past", { d: shape.past || "M0 0" });
  const radius = size === "mini" ? 3.5 : 4;
  const dots = shape.ticks.map(([cx, cy]) => svg("circle", { class: "tick", cx, cy, r: radius }));
  picture.querySelector(".ticks").replaceChildren(...dots);
}

/** @param {SVGElement} place a <g> */
export function drawRing(place, pieces, full, share) {
  const shape = ring(pieces, full, share);
  place.replaceChildren(
    ...shape.tracks.map((d) => svg("path", { class: "track", d })),
    ...shape.lit.map((d) => svg("path", { class: "lit", d })),
    ...(shape.head ? [svg("circle", { class: "sun", cx: shape.head[0], cy: shape.head[1], r: 10 })] : []),
  );
}
