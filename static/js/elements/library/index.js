/** <ev-library>: everything to read, on one page. The address's # says which part or entry, so that Back works. */

import { part, reveal } from "../../core/dom.js";
import { listen } from "../../offline/news.js";
import { showEntry } from "./entry.js";
import { entriesOf } from "./find.js";
import { List } from "./list.js";
import { Mine } from "./mine.js";

const PART = /^in-(\w+)$/;

export class Library extends HTMLElement {
  #library = null;
  #list;
  #mine;
  #shown = "";
  #left = { scroll: 0, hash: "", id: "" };
  #cameFromList = false;
  #title = document.title;
  #stop = () => {};

  async connectedCallback() {
    this.#mine = new Mine(part(this, "entry"));
    this.#library = await read();
    if (!this.#library) {
      reveal(this, { waiting: true });
      return;
    }
    this.#list = new List(part(this, "all"), this.#library.words, entriesOf(this.#library));
    part(this, "back").addEventListener("click", (event) => this.#back(event));
    part(this, "up").addEventListener("click", (event) => {
      event.preventDefault();
      this.#go("");
    });
    history.scrollRestoration = "manual";
    this.addEventListener("click", (event) => this.#follow(event));
    addEventListener("hashchange", () => this.#route(true));
    addEventListener("popstate", () => this.#route(true));
    this.#stop = listen((message) => {
      if (["changed", "purged"].includes(message.kind)) this.#refresh();
    });
    this.#route(false);
  }

  disconnectedCallback() {
    this.#stop();
  }

  #entry(id) {
    const { steps, topics } = this.#library;
    if (Object.hasOwn(steps, id)) return steps[id];
    return Object.hasOwn(topics, id) ? topics[id] : undefined;
  }

  /** @param {boolean} moved somebody came here from another place on this page */
  #route(moved) {
    const id = history.state?.shown ?? location.hash.slice(1);
    if (location.hash) history.replaceState({ shown: id }, "", location.pathname);
    if (id === this.#shown && moved) return;
    const entry = this.#entry(id);
    if (entry) this.#open(id, entry);
    else this.#showList(id, moved);
    this.#shown = id;
  }

  #open(id, entry) {
    const all = part(this, "all");
    if (!all.hidden) this.#left = { scroll: scrollY, hash: this.#shown, id };
    this.#cameFromList = !all.hidden;
    const place = part(this, "entry");
    showEntry(place, entry, this.#library.words);
    reveal(place, { mine: false });
    this.#mine.show(id, entry);
    reveal(this, { all: false, entry: true });
    document.title = `${entry.title} · Evenfall`;
    scrollTo(0, 0);
    part(place, "title").focus({ preventScroll: true });
  }

  #showList(hash, moved) {
    const group = this.#library.words.groups.find(({ code }) => code === hash.match(PART)?.[1]) ?? null;
    const back = part(this, "all").hidden && moved && hash === this.#left.hash;
    this.#list.show(group);
    reveal(this, { all: true, entry: false });
    document.title = group ? `${group.word} · Evenfall` : this.#title;
    if (!moved) return;
    // Where one was, with the keyboard too.
    const row = back ? this.querySelector(`a[href="#${CSS.escape(this.#left.id)}"]`) : null;
    scrollTo(0, row ? this.#left.scroll : 0);
    if (row) row.focus({ preventScroll: true });
    else this.#list.focus();
  }

  #back(event) {
    event.preventDefault();
    if (this.#cameFromList) history.back();
    else this.#go("");
  }

  /** What somebody reads here stands in no address: those are kept by browsers, and seen by whoever opens one. */
  #follow(event) {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#go(link.hash.slice(1));
  }

  #go(id) {
    history.pushState(id ? { shown: id } : null, "", location.pathname);
    this.#route(true);
  }

  #refresh() {
    const entry = this.#shown && this.#entry(this.#shown);
    if (entry) this.#mine.show(this.#shown, entry);
  }
}

/** The same for everybody who speaks the page's language; kept by the worker. Null while it cannot be had. */
async function read() {
  const { dataset, lang } = document.documentElement;
  try {
    const answer = await fetch(`${dataset.static}library/${lang}.json`);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

customElements.define("ev-library", Library);
