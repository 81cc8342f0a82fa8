import { canKeep, forget, hasUnsent } from "../lib/vault.js";

/** Asks before unsent words on this phone are let go, then lets them go and signs out. */
class SignOut extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#leave(form);
    });
  }

  /** @param {HTMLFormElement} form */
  async #leave(form) {
    const person = this.dataset.person ?? "";
    try {
      if (canKeep()) {
        if ((await hasUnsent(person)) && !confirm(this.dataset.ask ?? "")) return;
        await forget(person);
      }
    } catch {
      // A vault that does not open holds nothing to lose; signing out must still work.
    }
    form.submit();
  }
}

customElements.define("sign-out", SignOut);
