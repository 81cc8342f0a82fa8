/**
 * A button that copies the text of the field beside it. Without JavaScript the field can be marked and copied by hand.
 */
export class CopyText extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input");
    const button = this.querySelector("button");
    if (!field || !button || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", () => void this.#copy(field));
    field.addEventListener("focus", () => field.select());
  }

  /** @param {HTMLInputElement} field */
  async #copy(field) {
    const status = this.querySelector("[role=status]");
    await navigator.clipboard.writeText(field.value);
    if (status) status.textContent = this.dataset.copied ?? "";
  }
}

customElements.define("copy-text", CopyText);
