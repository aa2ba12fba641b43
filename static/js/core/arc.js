/** The evening arc and the hold ring, as numbers and path strings. The light goes down from begin to lights out. */

const CURVES = {
  tall: { points: [[40, 38], [150, 20], [282, 36], [352, 107]], ground: 116, dip: 94 },
  mini: { points: [[24, 20], [150, 14], [280, 20], [352, 52]], ground: 60, dip: 38 },
};

/** @param {"tall"|"mini"} size @param {number} done steps behind @param {number} steps */
export function arc(size, done, steps) {
  const { points, ground, dip } = CURVES[size];
  const where = steps ? Math.min(done / steps, 1) : 0;
  const ticks = [];
  for (let i = 1; i < steps; i += 1) if (i !== done) ticks.push(point(points, i / steps));
  return {
    sun: point(points, where),
    past: where > 0 ? trace(points, 0, where) : "",
    path: where < 1 ? trace(points, where, 1) : "",
    horizon: `M0 ${ground} Q195 ${dip} 390 ${ground}`,
    ticks,
  };
}

function point(p, t) {
  const weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
  return [0, 1].map((axis) => round(weights.reduce((sum, weight, i) => sum + weight * p[i][axis], 0)));
}

function trace(p, from, to) {
  const dots = Array.from({ length: 25 }, (_, k) => point(p, from + ((to - from) * k) / 24).join(" "));
  return `M${dots.join(" ")}`;
}

const MIDDLE = 160;
const RADIUS = 150;
const GAP = 12;

/**
 * One turn is one side, one piece is one hold.
 * @param {number} pieces @param {number} full pieces behind @param {number} part of the piece that runs
 */
export function ring(pieces, full, part) {
  const span = 360 / pieces;
  const gap = pieces > 1 ? Math.min(GAP, span / 3) : 0;
  const tracks = [];
  const lit = [];
  let head = null;
  for (let i = 0; i < pieces; i += 1) {
    const from = i * span + gap / 2;
    const to = (i + 1) * span - gap / 2;
    tracks.push(piece(from, to));
    const share = i < full ? 1 : i === full ? part : 0;
    if (share > 0) lit.push(piece(from, from + (to - from) * share));
    if (i === full) head = onRing(from + (to - from) * share);
  }
  return { tracks, lit, head };
}

function piece(from, to) {
  const end = to - from >= 360 ? from + 359.99 : to;
  const large = end - from > 180 ? 1 : 0;
  return `M${onRing(from).join(" ")}A${RADIUS} ${RADIUS} 0 ${large} 1 ${onRing(end).join(" ")}`;
}

function onRing(degrees) {
  const angle = (degrees * Math.PI) / 180;
  return [round(MIDDLE + RADIUS * Math.sin(angle)), round(MIDDLE - RADIUS * Math.cos(angle))];
}

function round(value) {
  return Math.round(value * 100) / 100;
}
