import { keptFields } from "../lib/draft.js";

/** One small form without a net: laid in the outbox under the id it will have. */
class OfflineForm extends HTMLElement {
  #form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
  #row = crypto.randomUUID();

  connectedCallback() {
    this.#form.addEventListener("submit", (event) => this.#send(event));
  }

  get #shell() {
    return /** @type {any} */ (this.closest("offline-shell"));
  }

  /** @param {string} name */
  open(name) {
    if (this.#shell.keepsData) this.#shell.show(name);
    else this.#shell.goTo("#");
  }

  /** @param {SubmitEvent} event */
  #send(event) {
    event.preventDefault();
    const row = this.#row; // as pressed: a second press in the same breath is the same one
    const fields = [["row", row], ...keptFields(new FormData(this.#form))];
    void this.#shell.runInTurn(() => this.#addToOutbox(row, fields));
  }

  /** @param {string} row @param {string[][]} fields */
  async #addToOutbox(row, fields) {
    await this.#shell.addToOutbox(row, this.dataset.send, fields);
    this.#row = crypto.randomUUID();
    this.#form.reset();
    this.#shell.goTo("#kept");
  }
}

customElements.define("offline-form", OfflineForm);
