import { html } from "../lib/dom.js";
import { valueAt } from "../lib/wave.js";

/**
 * Base of the wave and the safety scale. The server sends a <select> whose first option is empty; it stays the one
 * place the answer lives (and all there is without JavaScript). On top comes a native range for fingers, keys and
 * screen readers, and a picture. "Not answered" is the empty option: the handle is hollow until it is touched, so
 * nobody answers 0 by not answering.
 */
export class AnswerScale extends HTMLElement {
  /** @type {HTMLSelectElement | null} */
  select = null;
  range = html("input", { type: "range", class: "scale__range", step: "1" });
  word = html("p", { class: "scale__word" });
  clearButton = html("button", { type: "button", class: "as-link scale__undo" });

  connectedCallback() {
    const select = this.querySelector("select");
    if (this.select || !select) return;
    this.select = select;
    this.#moveLabelToRange(select);
    select.after(this.#stage(), this.#ends(), html("div", { class: "scale__said" }, this.word, this.clearButton));
    this.#listen(select);
    this.show();
  }

  /** @returns {SVGElement} the picture, drawn once */
  picture() {
    throw new Error("drawn by the element that extends this");
  }

  /** Moves the handle. @param {number} _value @param {boolean} _answered */
  place(_value, _answered) {}

  get low() {
    return Number(this.range.min);
  }

  get high() {
    return Number(this.range.max);
  }

  get isAnswered() {
    return this.select?.value !== "";
  }

  /** The label, the error link and the description now belong to the range. @param {HTMLSelectElement} select */
  #moveLabelToRange(select) {
    const values = Array.from(select.options, (option) => option.value)
      .filter(Boolean)
      .map(Number);
    this.range.min = String(Math.min(...values));
    this.range.max = String(Math.max(...values));
    this.range.id = select.id;
    select.id = `${select.id}-answer`;
    const described = select.getAttribute("aria-describedby");
    if (described) this.range.setAttribute("aria-describedby", described);
    select.hidden = true;
    this.clearButton.textContent = this.dataset.clear ?? "";
  }

  #stage() {
    const stage = html("div", { class: "scale__stage" });
    stage.append(this.picture(), this.range);
    return stage;
  }

  #ends() {
    const words = [this.dataset.low, this.dataset.mid, this.dataset.high].filter((word) => word !== undefined);
    return html("div", { class: "scale__ends", "aria-hidden": "true" }, ...words.map((word) => html("span", {}, word)));
  }

  /** @param {HTMLSelectElement} select */
  #listen(select) {
    select.addEventListener("change", () => this.show());
    this.range.addEventListener("input", () => this.answer(this.range.valueAsNumber));
    this.range.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.answer(this.range.valueAsNumber);
    });
    // Some phones move the handle only when it is dragged: a touch anywhere on the picture is an answer too.
    this.range.addEventListener("pointerdown", (event) => {
      const box = this.range.parentElement?.getBoundingClientRect();
      if (box) this.answer(valueAt((event.clientX - box.left) / box.width, this.low, this.high));
    });
    this.clearButton.addEventListener("click", () => this.#clear());
    select.form?.addEventListener("reset", () => setTimeout(() => this.show()));
    addEventListener("pageshow", () => this.show());
  }

  /** @param {number} value */
  answer(value) {
    if (!this.select || this.select.value === String(value)) return;
    this.select.value = String(value);
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #clear() {
    if (!this.select) return;
    this.select.value = "";
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
    this.range.focus();
  }

  show() {
    if (!this.select) return;
    const middle = Math.round((this.low + this.high) / 2);
    const value = this.isAnswered ? Number(this.select.value) : middle;
    const said = this.isAnswered ? this.select.selectedOptions[0].text : (this.dataset.unanswered ?? "");
    this.range.valueAsNumber = value;
    this.range.setAttribute("aria-valuetext", said);
    this.word.textContent = said;
    this.clearButton.hidden = !this.isAnswered;
    this.toggleAttribute("data-answered", this.isAnswered);
    this.place(value, this.isAnswered);
  }
}
