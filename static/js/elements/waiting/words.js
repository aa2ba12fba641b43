/** An entry of the tray in plain words: what it was, and why the server did not take it. */

import { t } from "../../core/words.js";

/** @param {import("../../offline/tray.js").Refused} refused @param {Record<string, {title: string}>} steps */
export function whatItWas({ event }, steps) {
  if (!event) return t("An entry that cannot be read any more");
  const step = steps[event.step]?.title ?? t("A step of that time");
  switch (event.kind) {
    case "run_started":
      return t("A routine was begun");
    case "step_done":
      return t("{step}: done", { step });
    case "step_skipped":
      return t("{step}: skipped", { step });
    case "run_ended":
      return ending(event.outcome);
    case "undone":
      return t("Something was taken back");
    case "check_in":
      return evening(event);
    case "slot_saved":
      return t("A routine of yours: {name}", { name: event.told?.name ?? "" });
    case "routine_edited":
      return t("A change in a routine");
    case "step_marked":
      return t("{step}: favourite, or switched off or on", { step });
    case "own_step_saved":
      return t("Your own step: {name}", { name: event.told?.title ?? "" });
    default:
      return t("An entry");
  }
}

function ending(outcome) {
  const words = {
    done: t("The routine was done"),
    too_tired: t("Too tired that evening"),
    fell_asleep: t("Fell asleep that evening"),
    not_tonight: t("Not that evening"),
  };
  return words[outcome] ?? t("An entry");
}

function evening({ legs }) {
  const how = { quiet: t("Quiet"), some: t("Some jumps"), rough: t("Rough") }[legs];
  return how ? t("Legs that evening: {how}", { how }) : t("How that evening was");
}

const TIME = ["night", "at", "offset", "age_ms"];
const ANSWERS = ["legs", "tired", "hot", "new", "hurt", "outcome"];
const ROUTINE = ["run", "routine", "variant", "slot", "told", "items"];

/** @param {{type: string, detail?: string, fields?: string[]}} problem */
export function whyNot({ type, detail, fields = [] }) {
  const kind = type.split("/").pop();
  if (kind === "unreadable") return t("This phone has lost the key to it. Nobody can read or send it any more.");
  if (kind === "conflict") return t("Another entry with the same number is there already. That one stays.");
  const any = (names) => fields.some((field) => names.includes(field));
  if (any(TIME)) return t("Its date or time cannot be right. Please look at the clock of this phone.");
  if (any(["kind"])) return t("The server does not know this kind of entry yet. It may take it later.");
  if (any(["step"])) return t("The server does not know this step.");
  if (any(ANSWERS)) return t("The server could not read the answer in it.");
  if (any(ROUTINE)) return t("The server could not read what it says about a routine.");
  return detail || t("The server did not take it, and did not say why.");
}

export function isReadable({ event }) {
  return event !== null;
}
