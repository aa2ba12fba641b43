/** The evening itself: its sentence, its times, its length, its steps, and what there is to know about it. */

import { without } from "../../core/begin.js";
import { now } from "../../core/clock.js";
import { drawArc } from "../../core/drawing.js";
import { fill, part, reveal } from "../../core/dom.js";
import { eveningTimes } from "../../core/evening.js";
import { wallClock, wholeMinutes } from "../../core/format.js";
import { t, tn } from "../../core/words.js";
import { showLeftOut, showSteps } from "./steps.js";

const NOTHING = { items: [], seconds: 0, begin: "22:00" };

/** @param {(kind: string, fields: object) => Promise<unknown>} record writes a fact of tonight */
export function showEvening(root, evening, { slot, name, variant }, record) {
  const { bundle, state, run, out, view, cards } = evening;
  const open = view === "open";
  const fitted = open && without(run, out, 0);
  const items = open ? (fitted?.items ?? []) : (variant ?? NOTHING).items;
  const left = items.filter((item) => !state.done.includes(item.step));
  const seconds = left.reduce((sum, item) => sum + item.seconds, 0);
  const times = eveningTimes({ ...(variant ?? NOTHING), seconds }, now());
  fill(root, {
    sentence: sentence(open, items, variant),
    "begin-at": times.late ? t("Now") : times.begin,
    "done-by": times.doneBy,
    "lights-out": wallClock(bundle.routine.lights_out),
    "steps-title": tn("{n} step", "{n} steps", items.length),
  });
  showLengths(part(root, "variants"), slot.variants, open ? run.variant : name);
  reveal(root, { times: items.length > 0, variants: !open && Boolean(variant), "step-list": items.length > 0 });
  if (open) reveal(root, { "may-go-on": items.length > 0 });
  showAdvices(part(root, "advices"), bundle, cards.advice);
  drawArc(part(root, "arc"), "tall", items.length - left.length, items.length);
  showSteps(part(root, "steps"), items, { ...bundle.steps, ...(open && run.steps) }, state);
  showLeftOut(root, slot.left_out);
  part(root, "check").show(state, open);
  showTrial(part(root, "trial"), evening, slot);
  showTold(part(root, "told-more"), evening, record);
  showNotes(root, evening, slot, name);
  showRinging(root, evening, record);
}

/** What the coin said of tonight; of the nights to come nothing. */
function showTrial(notice, { side, bundle }, slot) {
  notice.hidden = !side;
  if (!side) return;
  const step = bundle.steps[side.step]?.title ?? t("A step of that time");
  const there = Object.values(slot.variants).some(({ items }) => items.some((item) => item.step === side.step));
  const left = side.side === "with" && !there;
  fill(notice, {
    side: side.side === "with" ? t("Tonight with: {step}", { step }) : t("Tonight without: {step}", { step }),
    "side-more": left ? t("It is left out tonight. That is fine; the night counts as the coin fell.") : t("The night counts as the coin fell, whatever you do."),
  });
}

let told = null;

/** What lies behind it is only fetched when somebody opens it. */
async function showTold(place, { recent, night }, record) {
  told = [place, recent.filter((event) => event.night === night), record];
  if (!place.dataset.wired) place.addEventListener("toggle", showOpen);
  place.dataset.wired = "yes";
  await showOpen();
}

async function showOpen() {
  if (told[0].open) (await import("./told.js")).showTold(...told);
}

async function showRinging(root, evening, record) {
  const { showReminder } = await import("./reminder.js");
  await showReminder(root, evening, record);
}

function sentence(open, items, variant) {
  if (!items.length) return t("Nothing of your routine fits tonight. Rest is fine too.");
  if (open) return t("Your routine is waiting.");
  return tn("{n} minute, then rest.", "{n} minutes, then rest.", wholeMinutes(variant.seconds));
}

async function showAdvices(place, { advices = [], emergency }, codes) {
  place.hidden = !advices.length && !codes.length;
  if (place.hidden) return;
  const { shellCard, showAdvice } = await import("./cards.js");
  showAdvice(place, advices.length ? advices : codes.map((code) => shellCard(code, emergency)));
}

function showLengths(choices, variants, shown) {
  for (const choice of choices.querySelectorAll("input")) {
    const offered = variants[choice.value];
    choice.closest("label").hidden = !offered;
    choice.checked = choice.value === shown;
    if (offered) part(choice.closest("label"), "minutes").textContent = t("{n} min", { n: wholeMinutes(offered.seconds) });
  }
}

/** Which routine this is, and what there is to know about it. Each says one thing and stops nothing. */
async function showNotes(root, { bundle, slots, account, view }, slot, name) {
  const thin = slot.tonight && name === "full" ? bundle.thin : null;
  const editable = Boolean(bundle.slots?.length);
  reveal(root, {
    "which-routine": slots.length > 1 && view === "ready",
    "asks-more": Boolean(bundle.asks_more),
    thin: Boolean(thin),
    "change-routine": editable,
  });
  fill(root, { "slot-name": slot.name || t("Your routine"), "thin-words": thin ?? "" });
  if (editable) part(root, "change-routine").href = `/routine/edit?slot=${encodeURIComponent(slot.id)}`;
  const card = part(root, "changed");
  if (!bundle.changed) card.hidden = true;
  else (await import("./changed.js")).showChanged(card, bundle.changed, account);
}
