/** Where the drawn movement stands at a moment of the timetable: 0 is its start, 1 its end. Pure. */

/** To go into a position, or out of it, without haste. */
const GO_S = 3;
/** Steps that only last: these go on moving, the others are lain or sat in. */
const MOVING = ["massage", "range_of_motion", "activation", "weight_bearing"];

/**
 * @param {{segment: import("./plan.js").Segment, fraction: number, over: boolean}} now
 * @param {{rep_seconds: number}} item @param {string} kind of the step
 */
export function poseAt({ segment, fraction, over }, item, kind) {
  const seconds = segment.seconds * fraction;
  const going = Math.min(1, seconds / Math.min(GO_S, segment.seconds / 2));
  switch (segment.kind) {
    case "hold":
      return over ? 0 : eased(going);
    case "rest":
      return 1 - eased(going);
    case "move":
      return over ? 0 : toAndFro(seconds, item.rep_seconds);
    case "time":
      return MOVING.includes(kind) && !over ? toAndFro(seconds, 2 * GO_S) : eased(going);
    default:
      return 0;
  }
}

/** Which side is shown: the one whose turn it is, or is about to be. */
export function sideOf({ side }) {
  return side === "left" || side === "right" ? side : "";
}

function toAndFro(seconds, period) {
  return (1 - Math.cos((2 * Math.PI * seconds) / Math.max(2, period))) / 2;
}

function eased(share) {
  return share * share * (3 - 2 * share);
}
