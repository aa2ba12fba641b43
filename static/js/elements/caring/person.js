/** One person on a caregiver's page. */

import { clone, fill, icon, onTap, part, reveal } from "../../core/dom.js";
import { nightName } from "../../core/format.js";
import { t, tn } from "../../core/words.js";
import { heardWords, modeWords, nightWords, ownWords, scopeWords, stateWords } from "./words.js";

const SNOOZES = [10, 20, 30, 60];
const OWN = [0, 10, 20, 30, 45, 60, 90];
const ICONS = { done: "check", skipped: "skip", open: "moon" };

/** @param {any} person @param {(what: string, body: object) => Promise<unknown>} act @param {(step: any) => void} open */
export function personCard(person, act, open) {
  const card = clone("cared");
  const [heard, more] = heardWords(person.heard);
  card.dataset.person = person.id;
  card.dataset.heard = person.heard;
  fill(card, { letter: person.name.slice(0, 1).toUpperCase(), name: person.name, heard, "heard-more": more, "taken-words": takenWords(person.taken), "leave-whom": ` ${person.name}` });
  const can = (what) => person.can.includes(what);
  reveal(card, { taken: person.taken, "got-it": can("got_it"), "got-it-more": can("got_it"), "give-back": can("give_back"), later: can("later"), evening: person.steps.length > 0, history: person.nights.length > 0 });
  onTap(part(card, "got-it"), () => act("turn", { on: true }));
  onTap(part(card, "give-back"), () => act("turn", { on: false }));
  fill(card, { "later-words": t("Remind {name} once more in", { name: person.name }) });
  part(card, "minutes").replaceChildren(...SNOOZES.map((minutes) => minutesButton(minutes, act)));
  part(card, "steps").replaceChildren(...person.steps.map((step) => stepRow(step, open)));
  part(card, "nights").replaceChildren(...person.nights.map(nightRow));
  part(card, "gets").replaceChildren(...person.scopes.map((scope) => factRow(scopeWords(scope))));
  fill(card, { lapses: person.lapses_on ? t("It ends by itself on {day}, unless {name} renews it.", { day: nightName(person.lapses_on), name: person.name }) : "" });
  wireOwn(card, person, act);
  onTap(part(card, "leave"), () => act("leave", undefined));
  return card;
}

function takenWords(taken) {
  if (!taken) return "";
  return taken === "you" ? t("You have got it tonight.") : t("Somebody has got it tonight.");
}

function minutesButton(minutes, act) {
  const button = clone("cared-minutes");
  button.textContent = tn("{n} minute", "{n} minutes", minutes);
  onTap(button, () => act("later", { minutes }));
  return button;
}

function stepRow(step, open) {
  const row = clone("cared-step");
  row.dataset.step = step.step;
  part(row, "icon").replaceChildren(icon(step.helper && step.state === "open" ? "hand" : ICONS[step.state]));
  fill(row, { title: step.title, state: stateWords(step) });
  onTap(part(row, "open"), () => open(step));
  return row;
}

function nightRow(night) {
  const row = clone("cared-night");
  fill(row, { night: nightName(night.night), said: nightWords(night), notes: night.note ?? "" });
  return row;
}

function factRow(words) {
  const row = clone("cared-fact");
  fill(row, { words });
  return row;
}

/** How this caregiver is told. A summary has no hour of its own. */
function wireOwn(card, person, act) {
  const tell = (change) => act("own", { own_minutes: person.own_minutes, mode: person.mode, ...change });
  part(card, "modes").hidden = person.modes.length < 2;
  part(card, "own").hidden = person.mode !== "each" || !person.scopes.includes("reminders");
  const choices = (name, values, chosen, words, change) =>
    values.map((value) => choice(`${name}-${person.id}`, words(value), value === chosen, () => tell(change(value))));
  part(card, "mode-choices").replaceChildren(...choices("mode", person.modes, person.mode, modeWords, (mode) => ({ mode })));
  part(card, "own-choices").replaceChildren(...choices("own", OWN, person.own_minutes, ownWords, (own_minutes) => ({ own_minutes })));
}

function choice(name, words, checked, chosen) {
  const tile = clone("cared-choice");
  const input = tile.querySelector("input");
  Object.assign(input, { name, checked });
  input.addEventListener("change", chosen);
  fill(tile, { words });
  return tile;
}
