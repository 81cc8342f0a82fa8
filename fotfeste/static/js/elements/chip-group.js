/**
 * Chips work as plain checkboxes and radios. Added here: a chosen radio can be taken back by choosing it again, and a
 * chip with data-opens="id" shows that part of the page (an own word) only while it is chosen.
 */
export class ChipGroup extends HTMLElement {
  /** @type {Map<string, HTMLInputElement>} */
  #checked = new Map();

  connectedCallback() {
    this.#update();
    this.addEventListener("click", (event) => this.#uncheck(event));
    this.addEventListener("change", () => this.#update());
    addEventListener("pageshow", () => this.#update());
  }

  /** @param {Event} event */
  #uncheck(event) {
    const radio = event.target;
    if (!(radio instanceof HTMLInputElement) || radio.type !== "radio") return;
    if (this.#checked.get(radio.name) !== radio) return;
    radio.checked = false;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #update() {
    this.#checked.clear();
    for (const input of this.querySelectorAll("input")) {
      if (input.type === "radio" && input.checked) this.#checked.set(input.name, input);
      if (input.dataset.opens) this.#open(input, input.dataset.opens);
    }
  }

  /** Never hides words already written. @param {HTMLInputElement} input @param {string} id */
  #open(input, id) {
    const part = document.getElementById(id);
    if (!part) return;
    const field = /** @type {HTMLInputElement | HTMLTextAreaElement | null} */ (part.querySelector("input, textarea"));
    part.hidden = !input.checked && !field?.value;
  }
}

customElements.define("chip-group", ChipGroup);
