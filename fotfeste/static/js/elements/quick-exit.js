import { shiftCounter } from "../lib/shift.js";

/** Leaves at once: by the link inside, or by Shift three times. What Back shows afterwards: left.js. */
class QuickExit extends HTMLElement {
  connectedCallback() {
    const third = shiftCounter();
    this.addEventListener("click", (event) => {
      event.preventDefault();
      this.leave();
    });
    document.addEventListener("keydown", (event) => {
      if (third(event.key, event.repeat, event.timeStamp)) this.leave();
    });
  }

  leave() {
    const to = this.dataset.to ?? "about:blank";
    document.documentElement.className = "left";
    document.title = "\u200b";
    document.body.replaceChildren();
    globalThis.speechSynthesis?.cancel();
    try {
      sessionStorage.setItem("left", to);
    } catch {
      // Storage may be shut: leaving matters more than remembering it.
    }
    location.replace(to);
  }
}

customElements.define("quick-exit", QuickExit);
