/** Refreshes soon, but never closer to the last time than asked for. The nearest time that was asked for counts. */
export class RefreshTimer {
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  #last_ms = -Infinity;
  #due_ms = Infinity;

  /** @param {() => unknown} refresh */
  constructor(refresh) {
    this.refresh = refresh;
  }

  /** @param {number} apart_ms from the last time */
  soon(apart_ms) {
    const now_ms = performance.now();
    const due_ms = Math.max(now_ms, this.#last_ms + apart_ms);
    if (due_ms >= this.#due_ms) return;
    clearTimeout(this.#timer);
    this.#due_ms = due_ms;
    this.#timer = setTimeout(() => void this.refresh(), due_ms - now_ms);
  }

  /** A refresh begins now, asked for here or not. */
  begin() {
    clearTimeout(this.#timer);
    this.#last_ms = performance.now();
    this.#due_ms = Infinity;
  }
}
