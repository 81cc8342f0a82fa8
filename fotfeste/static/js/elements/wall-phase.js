/** Keeps the phase over the wall's board up to date. Its words are JSON inside it. */
export class WallPhase extends HTMLElement {
  connectedCallback() {
    /** @type {Record<string, string>} */
    const words = JSON.parse(this.textContent || "{}");
    document.addEventListener("board:view", (event) => {
      const place = document.querySelector("[data-wall-phase]");
      const { phase } = /** @type {CustomEvent<import("../board/seat-view.js").View>} */ (event).detail;
      if (place && words[phase] && place.textContent !== words[phase]) place.textContent = words[phase];
    });
  }
}

customElements.define("wall-phase", WallPhase);
