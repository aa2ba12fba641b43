/** <ev-caring>: tonight of everybody whom this account helps, as far as each of them wants it. From the phone's store. */

import { clone, fill, onTap, part, reveal } from "../../core/dom.js";
import { t, tn } from "../../core/words.js";
import { act, refreshCaring, storedCaring } from "../../offline/caring.js";
import { listen } from "../../offline/news.js";
import { owner } from "../../offline/session.js";
import { personCard } from "./person.js";
import { StepSheet } from "./step.js";
import { heardWords } from "./words.js";

const AGAIN_MS = 60_000;

export class Caring extends HTMLElement {
  #stop = () => {};
  #timer = 0;
  #sheet = new StepSheet(part(this, "step-sheet"));
  #drawn = "";
  #asked = "";
  #look = () => !document.hidden && this.#ask();

  connectedCallback() {
    this.#stop = listen((message) => ["changed", "caring", "purged"].includes(message.kind) && this.refresh());
    document.addEventListener("visibilitychange", this.#look);
    this.#timer = setInterval(this.#look, AGAIN_MS);
    this.refresh();
  }

  disconnectedCallback() {
    this.#stop();
    clearInterval(this.#timer);
    document.removeEventListener("visibilitychange", this.#look);
  }

  async #ask() {
    const unknown = (await refreshCaring().catch(() => "unknown")) === "unknown";
    reveal(this, { "as-it-was": unknown && this.#drawn !== "" });
    if (unknown && !this.#drawn) fill(this, { sentence: t("Nothing of it is on this phone yet."), more: t("It comes as soon as there is a network.") });
  }

  async refresh() {
    const account = await owner();
    const kept = account && (await storedCaring(account));
    reveal(this, { nobody: !account, record: Boolean(account) });
    // Whose phone this is may be learnt after the page stands.
    if (account && account !== this.#asked) {
      this.#asked = account;
      this.#ask();
    }
    if (!kept) return;
    const drawn = JSON.stringify(kept);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#say(kept.people);
    part(this, "over").replaceChildren(...kept.over.map((one) => this.#over(one)));
    const open = new Set([...this.querySelectorAll("[data-person]:has(details[open])")].map((card) => card.dataset.person));
    part(this, "people").replaceChildren(...kept.people.map((person) => this.#card(person, kept.night, open.has(person.id))));
    this.#sheet.refresh(kept.people);
  }

  #say(people) {
    const one = people.length === 1 ? people[0] : null;
    fill(this, {
      sentence: one ? `${one.name}: ${heardWords(one.heard)[0]}` : people.length ? tn("{n} person lets you in.", "{n} people let you in.", people.length) : t("Nobody lets you in now."),
      more: people.length ? "" : t("When somebody sends you a link, it opens here."),
    });
  }

  #card(person, night, wasOpen) {
    const doing = (what, body) => this.#act(person.id, what, body && what !== "own" ? { night, ...body } : body);
    const card = personCard(person, doing, (step) => this.#sheet.open(person, step, doing));
    if (wasOpen) for (const details of card.querySelectorAll("details")) details.open = true;
    return card;
  }

  async #act(person, what, body) {
    const { done, why } = await act(person, what, body);
    const card = this.querySelector(`[data-person="${CSS.escape(person)}"]`);
    if (!card) return done;
    reveal(card, { fault: !done });
    fill(card, { fault: done ? "" : why || t("That did not reach the server. Please try again.") });
    return done;
  }

  #over({ id, name, how }) {
    const notice = clone("cared-over");
    fill(notice, { words: how === "ended" ? t("{name} has ended what was shared with you.", { name }) : t("What {name} shared with you has ended by itself.", { name }) });
    onTap(part(notice, "read"), () => this.#act(id, "leave", undefined));
    return notice;
  }
}

customElements.define("ev-caring", Caring);
