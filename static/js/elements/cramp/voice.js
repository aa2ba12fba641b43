/** The phone's own voice, where it has one that needs no network. */

const KEY = "voice";

export class Voice {
  #button;
  #synthesis = globalThis.speechSynthesis;
  #last = "";

  /** @param {HTMLElement} button whether it speaks, as aria-pressed */
  constructor(button) {
    this.#button = button;
    button.hidden = !this.#synthesis;
    this.#press(wanted());
  }

  turn() {
    this.#press(!this.#on);
    remember(this.#on);
    if (this.#on) this.say(this.#last);
    else this.hush();
  }

  get #on() {
    return this.#button.getAttribute("aria-pressed") === "true";
  }

  #press(on) {
    this.#button.setAttribute("aria-pressed", String(on));
  }

  say(words) {
    this.#last = words;
    if (!this.#synthesis || !this.#on || !words) return;
    this.hush();
    const said = new SpeechSynthesisUtterance(words);
    said.lang = document.documentElement.lang;
    said.rate = 0.9;
    this.#synthesis.speak(said);
  }

  hush() {
    this.#synthesis?.cancel();
  }
}

function wanted() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

function remember(on) {
  try {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "off");
  } catch {
    // then it is asked anew the next time
  }
}
