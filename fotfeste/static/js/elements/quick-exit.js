import { shiftCounter } from "../lib/triple-shift.js";

/** Leaves at once: by the link inside, or by Shift three times. What Back shows afterwards: quick-exit-guard.js. */
class QuickExit extends HTMLElement {
  #out = "";

  connectedCallback() {
    const third = shiftCounter();
    this.#out = this.querySelector("a")?.getAttribute("href") ?? "";
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
    if (this.#out) navigator.sendBeacon(this.#out); // sign out here as well; nothing waits for the answer
    location.replace(to);
  }
}

customElements.define("quick-exit", QuickExit);
