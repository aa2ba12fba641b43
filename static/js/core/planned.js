/**
 * The evening's bundle with what this phone told since it came: the routines as they stand now, with or without a
 * network. Nothing gets in that the bundle does not offer; what only the server can judge waits, and is `pending`.
 */

import { clockAfter } from "./evening.js";
import { fitted, lawful, total } from "./edit.js";
import { byName, isOff, plans, slotFor, takenBack } from "./plans.js";

const DAY_MIN = 1440;
const REST_MIN = 5;
const WEEK = [0, 1, 2, 3, 4, 5, 6];
const TIRED_SHARE = 2 / 3;
const OWN = ["title", "how", "kind", "position", "regions", "sides", "helper", "traits", "seconds", "hold", "reps", "figure", "photo", "by"];

/** @param {any} bundle @param {import("./plans.js").PlanEvent[]} events @param {string} night */
export function withPlans(bundle, events, night) {
  if (!bundle?.slots?.length) return bundle;
  const told = { ...plans(events), undone: takenBack(events) };
  const marks = marksOf(bundle.marks, told);
  const own = ownOf(bundle.own_steps, told);
  const offered = ([id]) => !isOff(marks.off, id, night) && (!bundle.catalogue[id].own || (own[id] && !own[id].pending));
  const catalogue = Object.fromEntries(Object.entries(bundle.catalogue).filter(offered));
  const now = { ...bundle, marks, own_steps: own, catalogue };
  const known = slotsOf(bundle.slots, told).map((slot) => listed(slot, now, told));
  // One that the server has not put together yet leads nobody through tonight.
  const tonights = slotFor(night, known.filter(({ main, variants }) => main || Object.keys(variants).length));
  const slots = known.map((slot) => ({ ...slot, tonight: slot.id === tonights.id }));
  return { ...now, slots };
}

function marksOf({ favourites, off }, { marks, undone }) {
  const plain = Object.fromEntries([...undone.values()].filter(({ kind }) => kind === "step_marked").map(({ step }) => [step, { mark: "plain" }]));
  const now = { favourites: new Set(favourites), off: { ...off } };
  for (const [step, { mark, until = null }] of Object.entries({ ...plain, ...marks })) {
    now.favourites.delete(step);
    delete now.off[step];
    if (mark === "favourite") now.favourites.add(step);
    if (mark === "off") now.off[step] = until;
  }
  return { favourites: [...now.favourites].sort(), off: now.off };
}

/** What was told here and not judged there yet is `pending`: its ticks may rule it out. */
function ownOf(known, { own, undone }) {
  const now = { ...known };
  for (const { kind, step, told } of undone.values()) {
    if (kind === "own_step_saved" && !(step in own) && step in now && same(now[step], told)) delete now[step];
  }
  for (const [id, told] of Object.entries(own)) {
    if (!told) delete now[id];
    else if (!(id in now) || !same(now[id], told)) now[id] = { ...told, out: null, pending: true };
  }
  return now;
}

function same(one, other) {
  const key = (step) => JSON.stringify(OWN.map((name) => (Array.isArray(step[name]) && name !== "how" ? [...step[name]].sort() : step[name] ?? null)));
  return key(one) === key(other);
}

/** The main one first, the others by name. */
function slotsOf(known, { slots: told, undone }) {
  const main = known.find((slot) => slot.main);
  const gone = ({ id, name }) => [...undone.values()].some((event) => event.slot === id && event.kind === "slot_saved" && event.told.name === name && !(id in told));
  const kept = known.filter((slot) => slot.main || !(told[slot.id] === null || gone(slot)));
  const changed = kept.map((slot) => (told[slot.id] ? changedSlot(slot, told[slot.id], main) : slot));
  const news = Object.entries(told).filter(([id, slot]) => slot && !known.some((one) => one.id === id));
  const fresh = news.map(([id, slot]) => changedSlot({ id, main: false, edited: null, asked: [], variants: {}, thin: {}, left_out: [], pending: true }, slot, main));
  return [changed.find((slot) => slot.main), ...[...changed.filter((slot) => !slot.main), ...fresh].sort(byName)];
}

function changedSlot(slot, told, main) {
  const as = { ...slot, ...told, nights: slot.main ? WEEK : told.nights };
  if (slot.usual && slot.minutes === told.minutes && slot.gentle === told.gentle) return as;
  const usual = told.minutes ? told.minutes * 60 : told.gentle ? Math.floor(main.usual * TIRED_SHARE) : main.usual;
  return { ...as, usual };
}

/** A suggestion that the bundle does not have has to wait for the server. */
function listed(slot, now, told) {
  const asked = askedOf(slot, told);
  const without = withoutOff(slot, now);
  if (asked === slot.asked) return without;
  if (!asked.length) return { ...without, asked, edited: null, pending: true };
  const variants = { ...without.variants, full: variantOf(asked, slot, now) };
  return { ...without, asked, edited: told.edits[slot.id], pending: false, variants };
}

/** The list that holds; the slot's own where nothing newer was told. */
function askedOf(slot, { lists, edits, undone }) {
  const edit = edits[slot.id];
  if (edit !== undefined) return edit === slot.edited || (!lists[slot.id] && !slot.asked.length) ? slot.asked : lists[slot.id] ?? [];
  return slot.edited && undone.has(slot.edited) ? [] : slot.asked;
}

/** What was switched off a moment ago is not led tonight. */
function withoutOff(slot, now) {
  const stays = ({ step }) => step in now.catalogue;
  if (Object.values(slot.variants).every(({ items }) => items.every(stays))) return slot;
  const variants = Object.entries(slot.variants).map(([name, variant]) => [name, timed(variant.items.filter(stays), now)]);
  return { ...slot, variants: Object.fromEntries(variants) };
}

function variantOf(asked, slot, now) {
  const led = Object.fromEntries(Object.entries(now.catalogue).filter(([id]) => id in now.steps));
  const items = fitted(lawful(asked, led), led, slot.usual);
  return timed(items.map((item) => decorated(item, now.catalogue[item.step])), now);
}

export function decorated(item, { rep_seconds, sides, pattern, why }) {
  return { ...item, rep_seconds, sides, pattern, why };
}

/** When to begin and when it is done, backward from lights out, as core/build/evening.py says it. */
export function timed(items, { routine }) {
  const seconds = total(items);
  const [hour, minute] = routine.lights_out.split(":").map(Number);
  const begin = hour * 60 + minute - REST_MIN - Math.ceil(seconds / 60);
  const mark = (((begin - (((begin % 5) + 5) % 5)) % DAY_MIN) + DAY_MIN) % DAY_MIN;
  const text = clockAfter("00:00", mark * 60);
  return { items, seconds, begin: text, done_by: clockAfter(text, seconds) };
}
