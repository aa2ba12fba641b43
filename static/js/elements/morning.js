/** <ev-morning>: how the night was. One tap is enough, more if wanted; any night by a button. From the phone's store alone. */

import { TIMES, hourOf, placed, sleepOf } from "../core/diary.js";
import { clone, fill, onTap, part, reveal } from "../core/dom.js";
import { lastNight, makeEvent, tonight } from "../core/event.js";
import { nightName } from "../core/format.js";
import { journalOf, questionsOf } from "../core/journal.js";
import { nightPlus } from "../core/night.js";
import { byNight } from "../core/progress.js";
import { t } from "../core/words.js";
import { listen } from "../offline/news.js";
import { append, eventsOf, eventsSince } from "../offline/queue.js";
import { owner } from "../offline/session.js";
import { showNumbers, wireNumbers } from "../core/numbers.js";
import { crampWords, morningWords, sleepWords } from "../core/journal-words.js";

const LISTED = 14;
const QUESTIONS_DAYS = 90;

class Morning extends HTMLElement {
  #account = null;
  #night = "";
  #journal = { evening: {}, morning: {}, cramps: [] };
  /** The newest entry of this visit, which Undo names. */
  #last = null;
  #stop = () => {};

  connectedCallback() {
    this.#night = nightOfHash() ?? lastNight();
    wireNumbers(this, (said) => this.#tell(said));
    onTap(part(this, "undo"), () => this.#undo());
    onTap(part(this, "another"), () => this.#choose());
    onTap(part(this, "ask"), () => this.#ask());
    for (const input of this.querySelectorAll("[data-hour]")) input.addEventListener("change", () => this.#tellHours());
    for (const name of ["note", "only-me"]) part(this, name).addEventListener("change", () => this.#tellNote());
    part(this, "older").max = lastNight();
    part(this, "older").addEventListener("change", ({ target }) => target.value && target.value <= lastNight() && this.#go(target.value));
    for (const close of this.querySelectorAll("[data-close]")) onTap(close, () => close.closest("dialog").close());
    this.#stop = listen((message) => ["changed", "purged"].includes(message.kind) && this.refresh());
    addEventListener("pageshow", () => this.refresh());
    this.refresh();
  }

  disconnectedCallback() {
    this.#stop();
  }

  async refresh() {
    this.#account = await owner();
    reveal(this, { nobody: !this.#account, diary: Boolean(this.#account), "may-leave": Boolean(this.#account) });
    if (!this.#account) return;
    const [events, recent] = await Promise.all([eventsOf(this.#account, this.#night), eventsSince(this.#account, nightPlus(lastNight(), -QUESTIONS_DAYS))]);
    this.#journal = journalOf(events);
    this.#show(questionsOf(recent));
  }

  #show(questions) {
    const { morning, cramps } = this.#journal;
    fill(this, { night: t("The night of {night}", { night: nightName(this.#night) }), sleep: sleepWords(sleepOf(morning)) });
    showNumbers(this, morning);
    for (const name of TIMES) write(this.querySelector(`[data-hour="${name}"]`), morning[name] ? hourOf(morning[name]) : "");
    write(part(this, "note"), morning.note ?? "");
    // Nobody else, unless somebody said so: of an older note nobody was asked.
    part(this, "only-me").checked = morning.only_me !== false;
    reveal(this, { "cramps-part": cramps.length > 0, "undo-row": Boolean(this.#last) });
    this.#list("cramps", "cramp-line", cramps.map((cramp) => [cramp.id, crampWords(cramp), this.#night]));
    this.#list("questions", "question-line", questions.map(({ id, text, night }) => [id, text, night]));
  }

  #list(name, row, entries) {
    part(this, name).replaceChildren(
      ...entries.map(([id, words, night]) => {
        const line = clone(row);
        fill(line, { words });
        onTap(part(line, "remove"), () => this.#save(makeEvent("undone", night, { undoes: id }), null));
        return line;
      }),
    );
  }

  #tell(said) {
    return this.#save(makeEvent("morning_told", this.#night, { told: said }), t("Saved. That is enough; more if you like."));
  }

  /** With whom it is for: what is only kept for oneself stays so when the words change. */
  #tellNote() {
    const note = part(this, "note").value.trim() || null;
    return this.#tell({ note, only_me: note && part(this, "only-me").checked });
  }

  /** All of them are put on their days anew: which day one is on follows from the others. */
  #tellHours() {
    const hours = Object.fromEntries(TIMES.map((name) => [name, this.querySelector(`[data-hour="${name}"]`).value]));
    const times = placed(this.#night, hours);
    return this.#tell(Object.fromEntries(TIMES.map((name) => [name, times[name] ?? null])));
  }

  async #ask() {
    const text = part(this, "question").value.trim();
    if (!text) return;
    const told = part(this, "off-paper").checked ? { text, only_me: true } : { text };
    const kept = await this.#save(makeEvent("question_noted", tonight(), { told }), t("Your question is kept."));
    if (kept) part(this, "question").value = "";
  }

  async #undo() {
    const { id, night } = this.#last;
    await this.#save(makeEvent("undone", night, { undoes: id }), null);
  }

  /** @param {string|null} words what is said of it; null: nothing that could be undone */
  async #save(event, words) {
    const fine = await append(this.#account, [event]).then(() => true, () => false);
    reveal(this, { "not-saved": !fine });
    if (fine) this.#last = words ? event : null;
    fill(this, { saved: (fine && words) || "" });
    await this.refresh();
    return fine;
  }

  async #choose() {
    const last = lastNight();
    const told = byNight(await eventsSince(this.#account, nightPlus(last, 1 - LISTED)));
    part(this, "list").replaceChildren(
      ...Array.from({ length: LISTED }, (_, ago) => {
        const night = nightPlus(last, -ago);
        const row = clone("night-choice");
        fill(row, { night: nightName(night), told: morningWords(journalOf(told.get(night) ?? []).morning) || t("Nothing said yet") });
        onTap(part(row, "choose"), () => this.#go(night));
        return row;
      }),
    );
    part(this, "nights-sheet").showModal();
  }

  #go(night) {
    this.#night = night;
    this.#last = null;
    part(this, "nights-sheet").close();
    scrollTo(0, 0);
    return this.refresh();
  }
}

/** What somebody is writing in is left alone. */
function write(input, value) {
  if (input !== document.activeElement && input.value !== value) input.value = value;
}

/** Another page leads to one night. It is never sent anywhere: what stands behind # stays on the phone. */
function nightOfHash() {
  const night = /^#(\d{4}-\d\d-\d\d)$/.exec(location.hash)?.[1];
  return night && night <= lastNight() ? night : null;
}

customElements.define("ev-morning", Morning);
