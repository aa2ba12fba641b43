/** <ev-waiting>: what is only on this phone. What the server did not take is tried again, kept as a file, or let go. */

import { clone, fill, onTap, part, reveal } from "../../core/dom.js";
import { clockTime, nightDate, nightName } from "../../core/format.js";
import { t, tn } from "../../core/words.js";
import { storedBundle } from "../../offline/bundle.js";
import { askToKeep, isKept } from "../../offline/lasting.js";
import { listen } from "../../offline/news.js";
import { owner } from "../../offline/session.js";
import { flush } from "../../offline/sync.js";
import { discard, refusedOf, tryAgain, waitingOf } from "../../offline/tray.js";
import { saveAsFile } from "./file.js";
import { isReadable, whatItWas, whyNot } from "./words.js";

export class Waiting extends HTMLElement {
  #account = "";
  #refused = [];
  #asked = [];
  #turn = 0;
  #stop = () => {};

  connectedCallback() {
    onTap(part(this, "save"), () => saveAsFile(this.#refused));
    onTap(part(this, "again-all"), () => this.#again(this.#refused.filter(isReadable)));
    onTap(part(this, "keep"), () => this.#keep());
    onTap(part(this, "discard-now"), () => this.#discard());
    onTap(part(this, "stay"), () => part(this, "ask").close());
    this.#stop = listen(() => this.refresh());
    this.refresh();
  }

  disconnectedCallback() {
    this.#stop();
  }

  async refresh() {
    const turn = (this.#turn += 1);
    this.#account = (await owner()) ?? "";
    const account = this.#account;
    reveal(this, { nobody: !account, overview: account });
    this.#showKept(await isKept());
    if (!account) return;
    const [refused, waiting, bundle] = await Promise.all([refusedOf(account), waitingOf(account), storedBundle(account)]);
    if (turn !== this.#turn) return;
    this.#showWaiting(waiting, refused.length);
    this.#showRefused(refused, bundle?.steps ?? {});
    this.dataset.state = "ready";
  }

  #showWaiting({ number, since }, refused) {
    const sentence = number ? tn("{n} entry waits to be sent.", "{n} entries wait to be sent.", number) : t("Nothing waits to be sent.");
    fill(this, {
      heading: refused ? tn("{n} entry was not taken.", "{n} entries were not taken.", refused) : sentence,
      number: refused ? sentence : "",
      since: number ? t("The oldest is from {when}. It all goes by itself as soon as the server answers.", { when: dayAndTime(since) }) : "",
    });
  }

  #showRefused(refused, steps) {
    const same = JSON.stringify(refused) === JSON.stringify(this.#refused);
    this.#refused = refused;
    reveal(this, { refused: refused.length > 0, "again-all": refused.filter(isReadable).length > 1 });
    // A row that is drawn anew would lose the focus of who stands on its button.
    if (same) return;
    part(this, "list").replaceChildren(...refused.map((one) => this.#row(one, steps)));
  }

  #row(one, steps) {
    const row = clone("refused-row");
    const what = whatItWas(one, steps);
    fill(row, { what, when: whenItWas(one), why: whyNot(one.problem) });
    for (const name of ["again", "discard"]) fill(part(row, name), { about: what });
    reveal(row, { again: isReadable(one) });
    onTap(part(row, "again"), () => this.#again([one]));
    onTap(part(row, "discard"), () => this.#ask([one], what));
    return row;
  }

  async #again(entries) {
    this.#say("");
    const ids = entries.map(({ id }) => id);
    await tryAgain(this.#account, ids);
    const state = await flush().catch(() => "unreachable");
    await this.refresh();
    const back = this.#refused.filter(({ id }) => ids.includes(id)).length;
    this.#say(this.#result(state, back));
  }

  #result(state, back) {
    if (state !== "sent") return t("It waits on this phone until the server answers.");
    return back ? t("The server still does not take it.") : t("The server has taken it.");
  }

  #ask(entries, what) {
    this.#asked = entries.map(({ id }) => id);
    const ask = part(this, "ask");
    fill(ask, { "ask-what": what });
    ask.showModal();
  }

  async #discard() {
    part(this, "ask").close();
    await discard(this.#account, this.#asked);
    await this.refresh();
    this.#say(t("It is gone from this phone."));
    flush().catch(() => {});
  }

  /** The row that was acted on may be gone, and the focus with it: it goes on to the words about it. */
  #say(words) {
    const said = part(this, "said");
    said.textContent = words;
    if (words && !this.contains(document.activeElement)) part(this, "heading").focus();
  }

  async #keep() {
    const kept = await askToKeep();
    this.#showKept(kept);
    if (!kept) fill(this, { kept: t("The browser did not promise it. It often does once Evenfall is installed on the home screen.") });
  }

  #showKept(kept) {
    fill(this, { kept: kept ? t("This browser has promised to keep it.") : t("This browser has not promised to keep it. It may clear it when space runs short.") });
    reveal(this, { keep: !kept });
  }
}

function whenItWas({ event, made }) {
  if (!event) return dayAndTime(made);
  return t("{night}, told at {time}", { night: nightName(event.night), time: clockTime(Date.parse(event.at)) });
}

function dayAndTime(instant) {
  const local = new Date(instant - new Date(instant).getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  return `${nightDate(local, { weekday: "long", day: "numeric", month: "long" })}, ${clockTime(instant)}`;
}

customElements.define("ev-waiting", Waiting);
