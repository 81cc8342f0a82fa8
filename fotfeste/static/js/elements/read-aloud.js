import { html } from "../lib/dom.js";

/** A button that reads a part of the page aloud. Hidden where the browser has no voice for the page's language. */
class ReadAloud extends HTMLElement {
  #button = html("button", { type: "button", class: "ds-button", "data-variant": "tertiary", "aria-pressed": "false" });

  connectedCallback() {
    this.hidden = true;
    if (!("speechSynthesis" in globalThis)) return;
    this.replaceChildren(this.#button);
    this.#button.addEventListener("click", () => (speechSynthesis.speaking ? this.#stop() : this.#speak()));
    speechSynthesis.addEventListener?.("voiceschanged", () => this.#update());
    addEventListener("pagehide", () => speechSynthesis.cancel());
    this.#update();
  }

  disconnectedCallback() {
    globalThis.speechSynthesis?.cancel();
  }

  /** @returns {SpeechSynthesisVoice | undefined} */
  get #voice() {
    const wanted = document.documentElement.lang === "nb" ? ["nb", "no"] : [document.documentElement.lang];
    return speechSynthesis
      .getVoices()
      .find((voice) => wanted.some((code) => voice.lang.toLowerCase().startsWith(code)));
  }

  #update() {
    this.hidden = !this.#voice;
    this.#showButton(false);
  }

  #speak() {
    const text = document
      .querySelector(this.dataset.textFrom ?? "main")
      ?.textContent?.replace(/\s+/g, " ")
      .trim();
    if (!text) return;
    const speech = new SpeechSynthesisUtterance(text);
    speech.voice = this.#voice ?? null;
    speech.lang = document.documentElement.lang;
    speech.rate = 0.88;
    speech.onend = speech.onerror = () => this.#showButton(false);
    speechSynthesis.speak(speech);
    this.#showButton(true);
  }

  #stop() {
    speechSynthesis.cancel();
    this.#showButton(false);
  }

  /** @param {boolean} speaking */
  #showButton(speaking) {
    this.#button.textContent = (speaking ? this.dataset.hush : this.dataset.say) ?? "";
    this.#button.setAttribute("aria-pressed", String(speaking));
  }
}

customElements.define("read-aloud", ReadAloud);
