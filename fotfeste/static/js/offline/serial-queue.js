/**
 * Acts run one after the other, in the order asked for: none begins before the one ahead of it has ended, well or
 * badly.
 */
export class SerialQueue {
  /** @type {Promise<unknown>} */
  #last = Promise.resolve();

  /** @template T @param {() => T | Promise<T>} act @returns {Promise<T>} what the act came to */
  run(act) {
    const result = this.#last.then(act);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
