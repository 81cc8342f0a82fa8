import { fieldsOf } from "../lib/draft.js";

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
    if (this.#shell.keeps) this.#shell.show(name);
    else this.#shell.lead("#");
  }

  /** @param {SubmitEvent} event */
  #send(event) {
    event.preventDefault();
    const row = this.#row; // as pressed: a second press in the same breath is the same one
    const fields = [["row", row], ...fieldsOf(new FormData(this.#form))];
    void this.#shell.inTurn(() => this.#lay(row, fields));
  }

  /** @param {string} row @param {string[][]} fields */
  async #lay(row, fields) {
    await this.#shell.lay(row, this.dataset.send, fields);
    this.#row = crypto.randomUUID();
    this.#form.reset();
    this.#shell.lead("#kept");
  }
}

customElements.define("offline-form", OfflineForm);
