/** The screen stays on while a practice is open. Where the browser cannot, nothing is said. */
export class KeepAwake extends HTMLElement {
  /** @type {WakeLockSentinel | null} */
  #lock = null;
  #renew = () => void this.#requestLock();

  connectedCallback() {
    document.addEventListener("visibilitychange", this.#renew);
    void this.#requestLock();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#renew);
    void this.#lock?.release();
  }

  async #requestLock() {
    if (document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    try {
      this.#lock = await navigator.wakeLock.request("screen");
      if (!this.isConnected) await this.#lock.release(); // she has gone on meanwhile
    } catch {
      this.#lock = null; // low battery or not allowed
    }
  }
}

customElements.define("keep-awake", KeepAwake);
