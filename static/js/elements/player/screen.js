/** Draws the step that the run stands at, once a second, from the wall clock. */

import { fill, icon, part, reveal } from "../../core/dom.js";
import { drawArc, drawRing } from "../../core/drawing.js";
import { countdown, wholeMinutes } from "../../core/format.js";
import { at, planOf } from "../../core/plan.js";
import { elapsedOf, inDoubt, seenAt } from "../../core/run.js";
import { t, tn } from "../../core/words.js";
import { Led } from "./figure.js";
import { Pacer } from "./pacer.js";
import { lineOf, markWords, placeWords, upNext } from "./words.js";

// Nothing is moved, warmed or pressed.
const PAINLESS = ["hygiene", "breathing"];

/** Where a run stands. Steps before or after it may leave, so neither the place nor the step says it alone. */
const whereabouts = ({ id, index, items }) => `${id}/${index}/${items[index].step}/${items.length}`;

export class StepScreen {
  #root;
  #remember;
  #doubt;
  #timer = 0;
  #drawn = "";
  #run;
  #plan;
  #pacer;
  #led;

  /**
   * @param {HTMLElement} root
   * @param {{remember: (run: object) => unknown, doubt: () => unknown}} told at every transition; when nobody may be there
   */
  constructor(root, { remember, doubt }) {
    this.#root = root;
    this.#remember = remember;
    this.#doubt = doubt;
  }

  stop() {
    clearTimeout(this.#timer);
    this.#led?.stop();
    this.#pacer?.stop();
    this.#drawn = "";
  }

  show(run) {
    const arrived = this.#drawn === "" || whereabouts(this.#run) !== whereabouts(run);
    this.#run = run;
    this.#plan = planOf(run.items[run.index]);
    if (arrived) this.#arrive();
    this.#showMarks();
    this.#tick();
  }

  #arrive() {
    const { items, index, steps, doneBy } = this.#run;
    const item = items[index];
    const step = steps[item.step];
    this.#drawn = "";
    this.#pacer ??= new Pacer(part(this.#root, "pacer"), part(this.#root, "senses"));
    this.#led ??= new Led(this.#root);
    this.#pacer.stop();
    fill(this.#root, {
      place: t("Step {n} of {all}", { n: index + 1, all: items.length }),
      "done-by": t("done by {time}", { time: doneBy }),
      title: step.title,
      line: lineOf(step, { ready: true }),
      next: upNext(this.#run),
    });
    reveal(this.#root, { ring: !item.pattern, pacer: Boolean(item.pattern), "about-left": Boolean(item.pattern), senses: Boolean(item.pattern), hurts: !PAINLESS.includes(step.kind) });
    drawArc(part(this.#root, "arc"), "mini", index, items.length);
    part(this.#root, "picture").replaceChildren(placed(icon(step.icon)));
    this.#led.arrive(step);
    scrollTo(0, 0);
    this.#say(`${step.title}. ${step.start ?? ""} ${step.line} ${upNext(this.#run)}`);
    part(this.#root, "back").disabled = index === 0;
  }

  #showMarks() {
    const paused = this.#run.state === "paused";
    reveal(this.#root, { "pause-face": !paused, "go-on-face": paused });
    const last = this.#run.marks.at(-1);
    reveal(this.#root, { "undo-row": Boolean(last) });
    fill(this.#root, { marked: last ? markWords(last, this.#run.steps[last.step]) : "" });
  }

  #tick() {
    clearTimeout(this.#timer);
    const wall = Date.now();
    // A page that slept wakes here.
    if (inDoubt(this.#run, wall)) {
      this.#doubt();
      return;
    }
    const elapsed = elapsedOf(this.#run, wall);
    const now = at(this.#plan, elapsed);
    const ready = elapsed < 0;
    this.#draw(now, ready ? -elapsed : now.remaining, ready);
    if (!this.#run.items[this.#run.index].pattern) this.#led.follow(() => this.#moment());
    if (this.#run.state === "paused" || now.over) return;
    const left = ready ? -elapsed : now.remaining;
    this.#timer = setTimeout(() => this.#tick(), (left % 1000 || 1000) + 5);
  }

  /** Where the movement stands at this very moment. */
  #moment() {
    const { items, index, steps, state } = this.#run;
    const elapsed = elapsedOf(this.#run, Date.now());
    const now = at(this.#plan, elapsed);
    return { now, ready: elapsed < 0, item: items[index], kind: steps[items[index].step].kind, moving: state === "running" && !now.over };
  }

  #draw(now, left, ready) {
    const item = this.#run.items[this.#run.index];
    const paused = this.#run.state === "paused";
    fill(this.#root, { line: lineOf(this.#run.steps[item.step], { ready, over: now.over }) });
    const words = placeWords(now, { ready, paused, item });
    fill(this.#root, { side: words.side, where: words.where });
    reveal(this.#root, { dot: Boolean(words.side && words.where) });
    if (item.pattern) {
      this.#pacer.show(now, { ready, still: paused });
      const minutes = wholeMinutes((this.#plan.total * (1 - now.whole)) / 1000);
      fill(this.#root, { "about-left": now.over ? "" : tn("About {n} minute left", "About {n} minutes left", minutes) });
    } else {
      fill(this.#root, { count: now.over ? "" : countdown(left) });
      part(this.#root, "count").setAttribute("aria-label", tn("{n} second left", "{n} seconds left", Math.ceil(left / 1000)));
      const { pieces, full, share } = pieceOf(now, ready);
      drawRing(part(this.#root, "pieces"), pieces, full, share);
    }
    this.#transition(`${this.#run.index}/${ready ? "ready" : now.over ? "over" : now.index}`, words, item);
  }

  /** A new hold, rest or side: told once by word and touch, and kept as a sign of life. */
  #transition(key, words, item) {
    if (this.#drawn === key) return;
    const first = this.#drawn === "";
    this.#drawn = key;
    if (first) return;
    if (!item.pattern) {
      this.#say(`${words.side} ${words.where}`.trim());
      navigator.vibrate?.(60);
    }
    if (this.#run.state !== "running") return;
    this.#run = seenAt(this.#run, Date.now());
    this.#remember(this.#run);
  }

  #say(words) {
    part(this.#root, "spoken").textContent = words;
  }
}

/** Which pieces the ring has, and how far it is lit. */
function pieceOf({ segment, fraction, over }, ready) {
  const pieces = segment.kind === "hold" || segment.kind === "rest" ? segment.of : 1;
  if (ready || segment.kind === "change") return { pieces, full: 0, share: 0 };
  if (over) return { pieces, full: pieces, share: 0 };
  if (segment.kind === "rest") return { pieces, full: segment.n - 1, share: 0 };
  return { pieces, full: (segment.n ?? 1) - 1, share: fraction };
}

/** The icon as the picture in the upper half of the ring, until the drawn figure is there. */
function placed(drawing) {
  const box = { class: "figure-icon", x: 95, y: 48, width: 130, height: 130, fill: "none", stroke: "currentColor" };
  const line = { "stroke-width": 1.2, "stroke-linecap": "round", "stroke-linejoin": "round" };
  for (const [name, value] of Object.entries({ ...box, ...line })) drawing.setAttribute(name, String(value));
  return drawing;
}
