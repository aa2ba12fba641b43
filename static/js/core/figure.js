/**
 * A drawn movement: the shapes of figures/<id>.json as SVG, and its samples mixed for any moment between them.
 * The numbers of two neighbouring samples of one shape stand in the same order, so that they can be mixed as they are.
 */

import { svg } from "./dom.js";

const GO_MS = 3000;
const HOLD_MS = 2500;
const WORDS = /[a-zA-Z]|-?\d+/g;

/** Where a movement is that goes, holds and comes back, again and again: 0 is the start, 1 the end. */
export function swing(ms) {
  const at = ms % (GO_MS + HOLD_MS + GO_MS);
  if (at < GO_MS) return smooth(at / GO_MS);
  if (at < GO_MS + HOLD_MS) return 1;
  return smooth(1 - (at - GO_MS - HOLD_MS) / GO_MS);
}

const smooth = (share) => share * share * (3 - 2 * share);

/** Between which two samples t lies, and how far on. */
export function between(at, t) {
  const place = Math.max(0, at.findLastIndex((begin) => begin <= t));
  const start = Math.min(place, at.length - 2);
  return [start, (t - at[start]) / (at[start + 1] - at[start])];
}

/** A path's words; numbers as numbers. */
const wordsOf = (path) => path.match(WORDS).map((word) => (/[a-zA-Z]/.test(word) ? word : Number(word)));

/** @returns {string} */
export function mixed(first, second, share) {
  return first.map((word, place) => (typeof word === "number" ? (word + (second[place] - word) * share).toFixed(1) : word)).join(" ");
}

/** @param {{ box: number[], at: number[], side?: string, shapes: [string, string[]][] }} drawing */
export function draw(drawing) {
  const picture = svg("svg", { class: "figure", viewBox: drawing.box.join(" "), "aria-hidden": "true" });
  const moving = [];
  const shapes = drawing.shapes.map(([look, paths]) => {
    const path = svg("path", { class: look, d: paths[0] });
    if (paths.length > 1) moving.push([path, paths.map(wordsOf)]);
    return path;
  });
  picture.append(...shapes);
  const all = (look) => shapes.filter((shape) => shape.classList.contains(look));
  const [glows, ghosts] = [all("glow"), all("ghost")];

  function pose(t, ghost) {
    const [place, share] = moving.length ? between(drawing.at, t) : [0, 0];
    for (const [path, samples] of moving) path.setAttribute("d", mixed(samples[place], samples[place + 1], share));
    for (const glow of glows) glow.setAttribute("opacity", t.toFixed(2));
    for (const shape of ghosts) shape.setAttribute("display", ghost ? "inline" : "none");
  }

  return {
    picture,
    moves: moving.length > 0,
    /** The pose at t, without a ghost. */
    show: (t) => pose(Math.min(1, Math.max(0, t)), false),
    /** The end, with the start behind it: for paper, and for people who asked for less movement. */
    still: () => pose(1, true),
    /** Shows the other side of the body. @param {string} side left, right, or nothing: as drawn */
    turn: (side) => picture.classList.toggle("mirrored", Boolean(side) && side !== (drawing.side ?? "right")),
  };
}
