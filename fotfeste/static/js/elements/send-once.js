/** A form is sent once, however often the button is pressed. Coming back by Back opens it again. */
export class SendOnce extends HTMLElement {
  #isSent = false;

  connectedCallback() {
    this.addEventListener("submit", (event) => this.#send(event));
    addEventListener("pageshow", () => this.#mark(false));
  }

  /** @param {SubmitEvent} event */
  #send(event) {
    if (this.#isSent) event.preventDefault();
    else if (!event.defaultPrevented) this.#mark(true);
  }

  /** Buttons are marked, not disabled: a disabled button would not send its own name. @param {boolean} sent */
  #mark(sent) {
    this.#isSent = sent;
    for (const button of this.querySelectorAll("button:not([type=button])")) {
      if (sent) button.setAttribute("aria-busy", "true");
      else button.removeAttribute("aria-busy");
    }
  }
}

customElements.define("send-once", SendOnce);
