import { canStore, countPosts, draftNames } from "../lib/encrypted-store.js";
import { offlineCheckInDraft } from "../lib/stored-names.js";
import { savePageNotes } from "../offline/page-notes.js";

/** On every page of hers: sends what lay here without a net, says so in one quiet line, and notes where she is. */
class OutboxStatus extends HTMLElement {
  #tries = 0;
  #line = this.querySelector("p");
  #retry = () => void this.#send();

  async connectedCallback() {
    if (!canStore() || !this.#person) return;
    addEventListener("online", this.#retry);
    document.addEventListener("visibilitychange", () => document.hidden || this.#retry());
    await this.#send().catch(() => undefined); // a store that does not open must not disturb the page
    await savePageNotes(this.#person).catch(() => undefined);
    if ((await draftNames(this.#person, offlineCheckInDraft("")).catch(() => [])).length)
      this.#say("begun", this.dataset.shell);
  }

  get #person() {
    return this.dataset.person ?? "";
  }

  async #send() {
    const { waiting, stuck } = await countPosts(this.#person);
    if (!waiting) return stuck ? this.#say("stuck", this.dataset.me) : undefined;
    const { sendAll, retryDelay_ms } = await import("../offline/outbox.js");
    this.#say("waiting");
    const { sent, waits } = await sendAll(this.#person);
    this.#tries = waits ? this.#tries + 1 : 0;
    if (waits) setTimeout(this.#retry, retryDelay_ms(this.#tries));
    const left = await countPosts(this.#person);
    document.dispatchEvent(new Event("outbox"));
    if (left.stuck) this.#say("stuck", this.dataset.me);
    else if (!left.waiting) this.#say("sent");
    // The page was made before this arrived: a step she has left, or a trace that is missing.
    if (sent && !left.waiting && document.querySelector("form[data-run], .timeline, .timeline--empty"))
      location.reload();
  }

  /** @param {"sent" | "waiting" | "stuck" | "begun"} what @param {string} [href] */
  #say(what, href) {
    if (!this.#line) return;
    const words = this.dataset[what] ?? "";
    const link = Object.assign(document.createElement("a"), { href: href ?? "", textContent: words });
    this.#line.replaceChildren(href && location.pathname !== href ? link : words);
    this.#line.hidden = words === "";
  }
}

customElements.define("outbox-status", OutboxStatus);
