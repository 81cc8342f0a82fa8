import { canStore, deleteAllOf, hasUnsent } from "../lib/encrypted-store.js";

/** Asks before unsent words on this phone are let go, then lets them go and signs out. */
class SignOut extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    form?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#signOut(form);
    });
  }

  /** @param {HTMLFormElement} form */
  async #signOut(form) {
    const person = this.dataset.person ?? "";
    try {
      if (canStore()) {
        if ((await hasUnsent(person)) && !confirm(this.dataset.ask ?? "")) return;
        await deleteAllOf(person);
      }
    } catch {
      // A store that does not open holds nothing to lose; signing out must still work.
    }
    form.submit();
  }
}

customElements.define("sign-out", SignOut);
