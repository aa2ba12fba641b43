/** What a change of the answers took out of the routines, until this person has seen it. */

import { call } from "../../core/api.js";
import { fill, onTap, part } from "../../core/dom.js";
import { keep, valueOf } from "../../offline/store.js";

const DISMISSED = "dismissed";

let wired = null;
let told = "";

/** @param {HTMLElement} card @param {{at: string, lines: string[]}} changed */
export async function showChanged(card, changed, account) {
  const seen = (await valueOf(account, "bundle", DISMISSED)) === changed.at;
  card.hidden = seen;
  // Said with no network: the server hears of it once, the next time that it sends it again.
  if (seen && told !== changed.at) tellServer(changed.at);
  fill(card, { lines: changed.lines.join(" ") });
  card.dataset.at = changed.at;
  wired ??= onTap(part(card, "dismiss"), async () => {
    await keep(account, "bundle", DISMISSED, card.dataset.at);
    card.hidden = true;
    tellServer(card.dataset.at);
  }) ?? true;
}

function tellServer(at) {
  told = at;
  call("POST", "/api/v1/changed/dismiss");
}
