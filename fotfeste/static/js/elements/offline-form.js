import { fieldsOf } from "../lib/draft.js";

/** One small form without a net: laid in the outbox under the id it will have. */
class OfflineForm extends HTMLElement {
  #form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
  #row = crypto.randomUUID();

  connectedCallback() {
    this.#form.addEventListener("submit", (event) => void this.#lay(event));
  }

  get #shell() {
    return /** @type {any} */ (this.closest("offline-shell"));
  }

  /** @param {string} name */
  open(name) {
    if (this.#shell.keeps) this.#shell.show(name);
    else location.replace("#");
  }

  /** @param {SubmitEvent} event */
  async #lay(event) {
    event.preventDefault();
    await this.#shell.lay(this.#row, this.dataset.send, [["row", this.#row], ...fieldsOf(new FormData(this.#form))]);
    this.#row = crypto.randomUUID();
    this.#form.reset();
    location.replace("#kept");
  }
}

customElements.define("offline-form", OfflineForm);
