/** Groups of numbers to tap: each one answer. A second tap on the same takes it back. */

import { onTap } from "./dom.js";

/** @param {ParentNode} root @param {(said: Record<string, number|null>) => Promise<unknown>} tell */
export function wireNumbers(root, tell) {
  for (const group of root.querySelectorAll("[data-numbers]")) {
    for (const button of group.querySelectorAll("[data-value]")) {
      const value = Number(button.dataset.value);
      onTap(button, () => tell({ [group.dataset.numbers]: isPressed(button) ? null : value }));
    }
  }
}

/** @param {ParentNode} root @param {Record<string, any>} answers */
export function showNumbers(root, answers) {
  for (const group of root.querySelectorAll("[data-numbers]")) {
    const told = answers[group.dataset.numbers];
    for (const button of group.querySelectorAll("[data-value]")) button.setAttribute("aria-pressed", String(Number(button.dataset.value) === told));
  }
}

function isPressed(button) {
  return button.getAttribute("aria-pressed") === "true";
}
