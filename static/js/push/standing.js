/** Whether this phone will really ring: asked anew while somebody looks, and mended where no tap is needed. */

import { call } from "../core/api.js";
import { isCrowded, needsInstall, pushSupported, renew, sameKey, stayRemoved, subscription, tellServer, unwanted } from "./subscribe.js";

/**
 * @typedef {{state: import("./subscribe.js").PushState, endpoint?: string, detail?: boolean, nextDue?: string|null,
 *   ahead?: string|null, lastAccepted?: string|null, opened?: string|null}} Standing
 * `nextDue`: of one's own routine, as the server has it written down; `ahead`: as its rules say, where nothing is
 */

// Words about the reminder are true within ten seconds of any change, as long as somebody can read them: so an answer
// that does not come is said before the next look.
const LOOK_MS = 6_000;
const PATIENCE_MS = 2_500;
const SHARED_MS = 1_000;

/** @type {{public_key: string, key_id: string}|null} */
let serverKey = null;
/** @type {Promise<Standing>|null} */
let asking = null;

/** Several parts of a page that ask at once get one answer. @returns {Promise<Standing>} */
export function standing() {
  asking ??= look()
    .catch(() => ({ state: "offline" }))
    .finally(() => setTimeout(forget, SHARED_MS));
  return asking;
}

/** After this phone changed something itself, the next question is a new one. */
export function forget() {
  asking = null;
}

/** @returns {Promise<Standing>} */
async function look({ mended = false } = {}) {
  if (needsInstall()) return { state: "install" };
  if (!pushSupported()) return { state: "unsupported" };
  if (Notification.permission === "denied") return { state: "denied" };
  if (Notification.permission !== "granted") return { state: "off" };
  const mine = await subscription();
  if (!mine) return { state: unwanted() ?? (isCrowded() ? "full" : "mend") };
  const { endpoint } = mine;
  const opened = document.documentElement.dataset.opened === "reminder";
  const told = await call("POST", "/api/v1/push/status", { body: opened ? { endpoint, opened } : { endpoint } });
  if (told.status !== 200) return { state: "offline" };
  delete document.documentElement.dataset.opened;
  if (!(await keyOf(told.data.key_id))) return { state: "offline" };
  const state = await mend(mine, told.data);
  // When it rings next the server says only to a phone that it knows. A third time would go round and round.
  if (state) return state === "set" && !mended ? look({ mended: true }) : { state };
  const { detail, ahead, next_due: nextDue, last_accepted_at: lastAccepted, opened_at: openedAt } = told.data;
  return { state: "set", endpoint, detail, nextDue, ahead, lastAccepted, opened: openedAt };
}

/** What can be mended without a tap. @returns {Promise<import("./subscribe.js").PushState|null>} null: nothing was wrong */
async function mend(mine, { gone, known, removed }) {
  if (removed) return stayRemoved(mine);
  if (gone || !sameKey(mine, serverKey.public_key)) return withoutTap(await renew({ anew: gone }));
  return known ? null : tellServer(mine, serverKey.key_id);
}

/** The key itself is fetched once, and again when the server signs with another. */
async function keyOf(id) {
  if (serverKey?.key_id === id) return serverKey;
  const answer = await call("GET", "/api/v1/push/key");
  serverKey = answer.status === 200 ? answer.data : null;
  return serverKey;
}

/** Some browsers subscribe only after a tap: then that is what is missing. */
function withoutTap(state) {
  return state === "no-service" ? "mend" : state;
}

/**
 * Tells now, and whenever it may have changed, for as long as the page lives.
 * @param {(standing: Standing) => unknown} show
 */
export function watchStanding(show) {
  let turn = 0;
  const again = async () => {
    if (document.hidden) return;
    turn += 1;
    const mine = turn;
    // What was true at the last look must not stand while nobody answers; and a late answer not over a newer one.
    const tell = (found) => mine === turn && show(found);
    const waiting = setTimeout(tell, PATIENCE_MS, { state: "offline" });
    const found = await standing();
    clearTimeout(waiting);
    tell(found);
  };
  const anew = () => {
    forget();
    again();
  };
  for (const event of ["online", "offline"]) addEventListener(event, anew);
  document.addEventListener("visibilitychange", anew);
  navigator.permissions
    ?.query({ name: "notifications" })
    .then((permission) => permission.addEventListener("change", anew))
    .catch(() => {});
  setInterval(again, LOOK_MS);
  again();
}
