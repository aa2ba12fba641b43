/** The library as a list to search: plain values in, plain values out. */

/**
 * @typedef {{id: string, step: boolean, group: string, position: string|null, regions: string[], title: string,
 *   line: string, icon: string, figure: string|null, order: number, urgency: number, name: string, text: string}} Found
 */

const URGENCIES = ["emergency", "same_day", "soon"];
export const ICONS = {
  moving: "stretch",
  rest: "breathing",
  cramp: "cramp",
  red_flag: "note",
  trigger: "eye",
  hydration: "drop",
  daytime: "sun",
  comfort: "hand",
  ask_team: "people",
  measure: "check",
  evidence: "why",
  warm_cool: "heat",
  lying: "positioning",
  habits: "hygiene",
};

/** Accents and capitals do not matter to somebody who types in the dark. */
export function plainly(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** @returns {Found[]} in the order of the page */
export function entriesOf({ steps, topics, words }) {
  const place = new Map(words.groups.map(({ code }, index) => [code, index]));
  const found = [
    ...Object.entries(steps).map(([id, step]) => entryOf(id, step, words, true)),
    ...Object.entries(topics).map(([id, topic]) => entryOf(id, topic, words, false)),
  ];
  return found.sort(
    (a, b) =>
      place.get(a.group) - place.get(b.group) ||
      Number(b.step) - Number(a.step) ||
      a.urgency - b.urgency ||
      a.order - b.order ||
      a.title.localeCompare(b.title),
  );
}

function entryOf(id, entry, words, step) {
  const group = words.groups.find(({ code }) => code === entry.group)?.word ?? "";
  const regions = entry.regions.map((code) => words.regions[code]);
  const told = [entry.title, entry.line, entry.what, group, ...regions, step ? words.positions[entry.position] : ""];
  return {
    id,
    step,
    group: entry.group,
    position: step ? entry.position : null,
    regions: entry.regions,
    title: entry.title,
    line: entry.line,
    icon: step ? entry.kind : ICONS[entry.group],
    figure: step ? entry.figure : null,
    // A topic without a place of its own comes after those that have one.
    order: entry.order || (step ? 0 : 999),
    urgency: entry.urgency ? URGENCIES.indexOf(entry.urgency) : 0,
    name: plainly(entry.title),
    text: plainly(told.join(" ")),
  };
}

/**
 * @param {Found[]} entries
 * @param {{words: string, group: string|null, position: string|null, region: string|null}} wanted
 */
export function search(entries, { words, group, position, region }) {
  const parts = plainly(words).split(/\s+/).filter(Boolean);
  const fitting = entries.filter(
    (entry) =>
      (!group || entry.group === group) &&
      (!position || entry.position === position) &&
      (!region || entry.regions.includes(region)) &&
      parts.every((part) => entry.text.includes(part)),
  );
  if (!parts.length) return fitting;
  const inTitle = (entry) => parts.every((part) => entry.name.includes(part));
  return [...fitting.filter(inTitle), ...fitting.filter((entry) => !inTitle(entry))];
}
