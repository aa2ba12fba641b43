/** The run in progress. It owns a copy of its items, so that neither a new bundle nor an update can change it. */

import { RUN, opened, sealed } from "./rows.js";
import { keep, valueOf, write } from "./store.js";

/**
 * @typedef {{id: string, night: string, variant: string, routine: string, doneBy: string, items: object[],
 *   steps: Record<string, object>, index: number, marks: {event: string, step: string, index: number, how: string}[],
 *   ended: {event: string, outcome: string, mark: string|null}|null, state: "running"|"paused", anchor: number, elapsed: number,
 *   seen: number}} Run
 * anchor: wall-clock ms at which `elapsed` ms of the step were behind (when running); seen: last sign of life.
 */

/** @returns {Promise<Run|undefined>} */
export async function currentRun(account) {
  return opened(account, await valueOf(account, "run", RUN));
}

export async function keepRun(account, run) {
  return keep(account, "run", RUN, await sealed(account, RUN, run));
}

export function dropRun(account) {
  return write(account, ["run"], (tx) => tx.objectStore("run").delete(RUN));
}
