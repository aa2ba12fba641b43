/** The figure of a step: still in a row, moving in its entry. */

/** Sixty pictures are not fetched for somebody who looks at three. @type {WeakMap<Element, (element: Element) => void>} */
const waiting = new WeakMap();
const near = new IntersectionObserver(
  (seen) => {
    for (const { target } of seen.filter(({ isIntersecting }) => isIntersecting)) {
      near.unobserve(target);
      waiting.get(target)?.(target);
    }
  },
  { rootMargin: "100%" },
);

export function whenNear(element, act) {
  waiting.set(element, act);
  near.observe(element);
}

/** Only a decoration: the title stands beside it. */
export function stillOf(figure) {
  const drawn = document.createElement("ev-figure");
  drawn.setAttribute("figure", figure);
  drawn.setAttribute("still", "");
  drawn.setAttribute("aria-hidden", "true");
  return drawn;
}

/** @param {string} label what somebody who cannot see it should know */
export function movingOf(figure, label) {
  const drawn = document.createElement("ev-figure");
  drawn.setAttribute("figure", figure);
  drawn.setAttribute("label", label);
  return drawn;
}
