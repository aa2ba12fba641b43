/**
 * What a set of events says about one night. The order and grouping of their arrival do not matter.
 *
 * @typedef {{id: string, kind: string, night: string, at: string, offset: number, run?: string|null,
 *   routine?: string, variant?: string, step?: string, outcome?: string, undoes?: string, legs?: string,
 *   tired?: boolean, hot?: boolean, new?: string[], hurt?: boolean,
 *   reminder?: string, until?: string, zone?: string, keep?: boolean, told?: Record<string, any>, by?: string}} NightEvent
 * @typedef {{begun: boolean, done: string[], skipped: string[], hurt: string[], outcome: string|null, settled: boolean,
 *   checked: string|null, ending: NightEvent|null, checkIn: NightEvent|null, snoozed: Record<string, string>}} NightState
 */

/** @param {Iterable<NightEvent>} events all of one night @returns {NightState} */
export function nightState(events) {
  const standing = standingOf(events);
  const done = steps(standing, "step_done");
  const skipped = steps(standing, "step_skipped").filter((step) => !done.includes(step));
  const ending = newest(standing, "run_ended");
  const checkIn = newest(standing, "check_in");
  return {
    begun: standing.some((event) => event.kind === "run_started"),
    done,
    skipped,
    hurt: steps(standing.filter((event) => event.hurt), "step_skipped"),
    outcome: ending?.outcome ?? null,
    settled: ending !== null,
    checked: checkIn?.legs ?? null,
    ending,
    checkIn,
    snoozed: snoozes(standing),
  };
}

/** For each reminder that was asked to ring later, when: the newest wish. */
function snoozes(standing) {
  const wishes = standing.filter((event) => event.kind === "reminder_snoozed");
  const ids = new Set(wishes.map((event) => event.reminder));
  return Object.fromEntries([...ids].map((id) => [id, newest(wishes.filter((event) => event.reminder === id), "reminder_snoozed").until]));
}

/** The events that nobody has undone. An undo cannot itself be undone: marking again makes a new event. */
export function standingOf(events) {
  const told = merged(events);
  const undone = new Set(told.filter((event) => event.kind === "undone").map((event) => event.undoes));
  return told.filter((event) => !undone.has(event.id));
}

/** @param {Iterable<NightEvent>} events @returns {Map<string, NightEvent[]>} */
export function byNight(events) {
  const told = new Map();
  for (const event of events) {
    if (told.has(event.night)) told.get(event.night).push(event);
    else told.set(event.night, [event]);
  }
  return told;
}

/** Each id once. Should one id come with two bodies, the same one wins everywhere. */
export function merged(events) {
  const byId = new Map();
  for (const event of events) {
    const known = byId.get(event.id);
    if (!known || canonical(event) < canonical(known)) byId.set(event.id, event);
  }
  return [...byId.values()];
}

/** One spelling for one fact: keys sorted at every depth, nothing between them. */
export function canonical(event) {
  return JSON.stringify(event, (_key, value) => (isPlain(value) ? Object.fromEntries(Object.entries(value).sort(byKey)) : value));
}

function isPlain(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function byKey([one], [other]) {
  return one < other ? -1 : 1;
}

function steps(events, kind) {
  return [...new Set(events.filter((event) => event.kind === kind).map((event) => event.step))].sort();
}

function newest(events, kind) {
  return events.reduce((best, event) => (event.kind === kind && (!best || later(event, best)) ? event : best), null);
}

function later(event, other) {
  const apart = Date.parse(event.at) - Date.parse(other.at);
  return apart > 0 || (apart === 0 && event.id > other.id);
}
