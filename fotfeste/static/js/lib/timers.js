/**
 * Timers by name; of each name the newest counts. Time itself is handed in, so that a test need not wait.
 * @typedef {{schedule: (act: () => void, ms: number) => unknown, cancel: (timer: any) => void}} Time
 */
export class Timers {
  /** @type {Map<string, unknown>} */ #running = new Map();

  /** @param {Time} time */
  constructor(time) {
    this.time = time;
  }

  /** @param {string} name */
  has(name) {
    return this.#running.has(name);
  }

  /** @param {string} name @param {number} ms @param {() => unknown} act */
  in(name, ms, act) {
    this.cancel(name);
    const timer = this.time.schedule(() => {
      this.#running.delete(name);
      void act();
    }, ms);
    this.#running.set(name, timer);
  }

  /** @param {string} name */
  cancel(name) {
    if (this.#running.has(name)) this.time.cancel(this.#running.get(name));
    this.#running.delete(name);
  }

  clear() {
    for (const name of [...this.#running.keys()]) this.cancel(name);
  }
}
