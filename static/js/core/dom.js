/** Filling the page's own templates. Nothing here makes HTML out of text. */

const SVG = "http://www.w3.org/2000/svg";

/** @param {ParentNode} root @param {string} name @returns {HTMLElement} */
export function part(root, name) {
  return root.querySelector(`[data-part="${name}"]`);
}

/** The first element of <template id>. @returns {HTMLElement} */
export function clone(id) {
  return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

/** Writes each value into the part of that name. */
export function fill(root, values) {
  for (const [name, value] of Object.entries(values)) {
    const element = part(root, name);
    if (element && element.textContent !== value) element.textContent = value;
  }
}

/** Shows each part whose value is true and hides the others. */
export function reveal(root, values) {
  for (const [name, shown] of Object.entries(values)) {
    const element = part(root, name);
    if (element) element.hidden = !shown;
  }
}

/** @returns {SVGElement} */
export function svg(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** An icon of <template id="icons">; a step whose icon is not drawn yet gets the moon. */
export function icon(name) {
  const drawn = document.getElementById("icons").content;
  const found = drawn.querySelector(`[data-icon="${CSS.escape(name ?? "")}"]`) ?? drawn.querySelector('[data-icon="moon"]');
  return found.querySelector("svg").cloneNode(true);
}

const ABSORB_MS = 500;

/**
 * Acts on a click, and takes a second one within half a second for tremor, not for a wish. A resting control says so
 * with aria-disabled, which unlike `disabled` keeps the focus where it is.
 * @param {HTMLElement} control @param {(event: Event) => unknown} act
 */
export function onTap(control, act) {
  control.addEventListener("click", async (event) => {
    if (control.getAttribute("aria-disabled") === "true") {
      event.preventDefault();
      return;
    }
    const acted = (async () => act(event))();
    await rest(control, acted.catch(() => {}));
    await acted;
  });
}

/** For half a second, and until `acted`, the control takes no tap: a double tap on one page must not reach the next. */
export async function rest(control, acted = Promise.resolve()) {
  control.setAttribute("aria-disabled", "true");
  await Promise.all([acted, new Promise((done) => setTimeout(done, ABSORB_MS))]);
  control.removeAttribute("aria-disabled");
}
