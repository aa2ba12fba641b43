/** Keeps the screen awake while a step runs, and knows when it cannot. */

export class StayAwake {
  #lock = null;
  #wanted = false;
  #tell;

  /** @param {(held: boolean) => void} tell */
  constructor(tell) {
    this.#tell = tell;
    // The browser takes the lock away whenever the page is hidden.
    document.addEventListener("visibilitychange", () => {
      if (this.#wanted && !document.hidden) this.#request();
    });
  }

  hold() {
    this.#wanted = true;
    if (!this.#lock) this.#request();
  }

  release() {
    this.#wanted = false;
    this.#lock?.release();
    this.#lock = null;
    this.#tell(true);
  }

  async #request() {
    if (document.hidden) return;
    try {
      const lock = await navigator.wakeLock.request("screen");
      if (!this.#wanted) {
        lock.release();
        return;
      }
      this.#lock = lock;
      lock.addEventListener("release", () => {
        if (this.#lock === lock) this.#lock = null;
        if (this.#wanted && !document.hidden) this.#tell(false);
      });
      this.#tell(true);
    } catch {
      // not offered here, or refused because the battery is low
      this.#tell(false);
    }
  }
}
