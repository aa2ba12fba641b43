/** Why this phone itself left a step out: the sentences of routines/words.py. */

import { t } from "../../core/words.js";

/** @param {string} code a flag of tonight, or "hurt" */
export function because(code) {
  const words = {
    dvt_signs: t("You said that one leg is newly swollen, warm or red."),
    chest_pain_or_breathless: t("You said that you have chest pain or are short of breath."),
    fever_or_infection: t("You said that you may have a fever or an infection."),
    new_unexplained_weakness: t("You said that a weakness is new."),
    dizzy_tonight: t("You said that you are dizzy or close to fainting."),
    spasm_medicine_missed: t("Something is different with your spasm medicine or your pump."),
    sudden_worsening: t("You said that your legs are suddenly much worse."),
    hurt: t("It hurt lately. It rests for some nights."),
  };
  return words[code] ?? t("One of your answers speaks against it.");
}
