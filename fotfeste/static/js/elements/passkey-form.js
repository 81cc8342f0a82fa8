import { requireDiscoverable, toRequestOptions, toCreationOptions, toJson } from "../lib/passkey.js";

/**
 * A form that is sent with a passkey. `data-do`: "make" or "use"; options lie in the JSON block named by
 * `data-options`,
 * or are fetched from `data-options-from`. Every sentence it says comes from the markup.
 */
class PasskeyForm extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    if (!button) return;
    if (!("PublicKeyCredential" in globalThis)) {
      this.#say(this.dataset.missing);
      return;
    }
    button.hidden = false;
    button.addEventListener("click", (event) => {
      event.preventDefault();
      void this.#go(button);
    });
  }

  /** @param {HTMLButtonElement} button */
  async #go(button) {
    this.#say("");
    button.setAttribute("aria-busy", "true");
    try {
      this.#send(await this.#credential(await this.#options()));
    } catch {
      // Cancelled, timed out, refused or offline: nothing happened, and one may go again or another way.
      this.#say(this.dataset.stopped);
      button.removeAttribute("aria-busy");
    }
  }

  async #options() {
    const block = document.getElementById(this.dataset.options ?? "");
    if (block) return JSON.parse(block.textContent ?? "{}");
    const answer = await fetch(this.dataset.optionsFrom ?? "", { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  /** @param {any} data */
  async #credential(data) {
    if (this.dataset.do === "make") {
      return navigator.credentials.create({
        publicKey: toCreationOptions(requireDiscoverable(data.creation_options.publicKey)),
      });
    }
    return navigator.credentials.get({ publicKey: toRequestOptions(data.request_options.publicKey) });
  }

  /** @param {Credential | null} credential */
  #send(credential) {
    const form = this.querySelector("form");
    const field = form?.querySelector("input[name=credential]");
    if (!form || !(field instanceof HTMLInputElement) || !credential) throw new Error("nothing to send");
    field.value = JSON.stringify(toJson(credential));
    form.submit();
  }

  /** @param {string | undefined} words */
  #say(words) {
    const status = this.querySelector("[role=status]");
    if (status) status.textContent = words ?? "";
  }
}

customElements.define("passkey-form", PasskeyForm);
