/** <ev-library>: everything to read, on one page. The address's # says which entry, so that Back works. */

import { part, reveal } from "../../core/dom.js";
import { listen } from "../../offline/news.js";
import { showEntry } from "./entry.js";
import { entriesOf } from "./find.js";
import { List } from "./list.js";
import { Mine } from "./mine.js";

export class Library extends HTMLElement {
  #library = null;
  #mine;
  #shown = "";
  #left = { scroll: 0, id: "" };
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
    new List(part(this, "all"), this.#library, entriesOf(this.#library));
    part(this, "back").addEventListener("click", (event) => this.#back(event));
    history.scrollRestoration = "manual";
    addEventListener("hashchange", () => this.#route());
    this.#stop = listen((message) => {
      if (["changed", "purged"].includes(message.kind)) this.#refresh();
    });
    this.#route();
  }

  disconnectedCallback() {
    this.#stop();
  }

  #entry(id) {
    const { steps, topics } = this.#library;
    if (Object.hasOwn(steps, id)) return steps[id];
    return Object.hasOwn(topics, id) ? topics[id] : undefined;
  }

  #route() {
    const id = location.hash.slice(1);
    const entry = this.#entry(id);
    if (entry) this.#open(id, entry);
    else this.#list();
  }

  #open(id, entry) {
    if (!this.#shown) {
      this.#left = { scroll: scrollY, id };
      this.#cameFromList = !part(this, "all").hidden;
    }
    this.#shown = id;
    const place = part(this, "entry");
    showEntry(place, entry, this.#library.words);
    reveal(place, { mine: false });
    this.#mine.show(id, entry);
    reveal(this, { all: false, entry: true });
    document.title = `${entry.title} · Evenfall`;
    scrollTo(0, 0);
    part(place, "title").focus({ preventScroll: true });
  }

  #list() {
    const before = this.#shown;
    this.#shown = "";
    reveal(this, { all: true, entry: false });
    document.title = this.#title;
    if (!before) return;
    // Where one was, with the keyboard too.
    scrollTo(0, this.#left.scroll);
    const row = this.querySelector(`a[href="#${CSS.escape(this.#left.id)}"]`) ?? part(this, "heading");
    row.focus({ preventScroll: true });
  }

  #back(event) {
    event.preventDefault();
    if (this.#cameFromList) {
      history.back();
      return;
    }
    history.pushState(null, "", location.pathname);
    this.#list();
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
