import { html } from "../lib/dom.js";

/**
 * Two drawn bodies beside the list of places: a touch on a shape ticks the box of the same name. The list stays as an
 * equal way in, and is the way for keyboards and screen readers; the drawings are hidden from those.
 */
class BodyPlaces extends HTMLElement {
  async connectedCallback() {
    if (this.querySelector(".body-places__bodies")) return;
    const bodies = html("div", { class: "body-places__bodies", "aria-hidden": "true" });
    this.prepend(bodies);
    const drawn = await Promise.all([this.#draw("front"), this.#draw("back")]);
    bodies.append(...drawn.filter((body) => body !== null));
    if (!bodies.childElementCount) return bodies.remove();
    bodies.addEventListener("click", (event) => this.#touch(event));
    this.addEventListener("change", () => this.#show());
    addEventListener("pageshow", () => this.#show());
    this.#show();
  }

  /** @param {"front" | "back"} side @returns {Promise<HTMLElement | null>} */
  async #draw(side) {
    const url = this.dataset[side];
    if (!url) return null;
    const answer = await fetch(url).catch(() => null);
    if (!answer?.ok) return null;
    const drawing = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
    const caption = html("figcaption", {}, this.dataset[`${side}Label`] ?? "");
    return html("figure", { class: "body-places__body" }, document.importNode(drawing, true), caption);
  }

  /** @param {Event} event */
  #touch(event) {
    const shape = event.target instanceof Element ? event.target.closest("[data-region]") : null;
    const box = shape && this.#box(shape.getAttribute("data-region") ?? "");
    if (!box) return;
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {string} region @returns {HTMLInputElement | null} */
  #box(region) {
    return this.querySelector(`input[value="${CSS.escape(region)}"]`);
  }

  #show() {
    for (const shape of this.querySelectorAll("[data-region]")) {
      const box = this.#box(shape.getAttribute("data-region") ?? "");
      shape.toggleAttribute("data-chosen", Boolean(box?.checked));
      shape.toggleAttribute("data-open", Boolean(box));
    }
  }
}

customElements.define("body-places", BodyPlaces);
