import { html } from "../lib/dom.js";
import { entryText, describeEntries } from "../offline/outbox-entries.js";
import { SerialQueue } from "../offline/serial-queue.js";
import { canStore, deletePost, markPost, listPosts } from "../lib/encrypted-store.js";

/** On *Me*: what the server would not take, to read, to copy, to try again, or to let go. Nothing typed is lost. */
class UnsentEntries extends HTMLElement {
  /** A look that took its time must not draw over a later one. */
  #looks = new SerialQueue();
  /** @type {import("../offline/outbox-entries.js").FormLabels[]} */
  #formLabels = JSON.parse(document.getElementById("kept-kinds")?.textContent ?? "[]");

  connectedCallback() {
    if (!canStore() || !this.#person) return;
    document.addEventListener("outbox", () => void this.#refresh()); // outbox-status.js has been round
    void this.#refresh().catch(() => undefined);
  }

  get #person() {
    return this.dataset.person ?? "";
  }

  #refresh() {
    return this.#looks.run(() => this.#show());
  }

  async #show() {
    const all = await listPosts(this.#person);
    const stuck = all.filter((each) => each.stuck);
    this.hidden = !all.length;
    this.#part("[data-waiting]").hidden = stuck.length === all.length;
    this.#part("[data-stuck]").hidden = !stuck.length;
    this.#part("[data-list]").replaceChildren(
      ...describeEntries(stuck, this.#formLabels, this.dataset.other ?? "").map((each) => this.#entry(each)),
    );
  }

  /** @param {string} selector @returns {HTMLElement} */
  #part(selector) {
    return /** @type {HTMLElement} */ (this.querySelector(selector));
  }

  /** @param {import("../offline/outbox-entries.js").Entry} entry */
  #entry(entry) {
    const copy = /** @type {DocumentFragment} */ (
      /** @type {HTMLTemplateElement} */ (this.querySelector("template")).content.cloneNode(true)
    );
    const item = /** @type {HTMLElement} */ (copy.firstElementChild);
    const part = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (item.querySelector(selector));
    const press = (/** @type {string} */ selector, /** @type {() => Promise<unknown>} */ act) =>
      part(selector).addEventListener("click", () => void act());
    const when = new Intl.DateTimeFormat(document.documentElement.lang, {
      dateStyle: "long",
      timeStyle: "short",
    }).format(entry.at_ms);
    part("[data-title]").textContent = entry.title;
    part("[data-when]").textContent = when;
    part("[data-words]").replaceChildren(
      ...entry.lines.flatMap(({ label, words }) => [html("dt", {}, label), html("dd", { dir: "auto" }, words)]),
    );
    part("[data-words]").hidden = part("[data-copy]").hidden = !entry.lines.length;
    press("[data-copy]", async () => {
      await navigator.clipboard.writeText(entryText(entry, when));
      part("[role=status]").textContent = this.dataset.copied ?? "";
    });
    press("[data-again]", () =>
      this.#each(entry, (post) => markPost(this.#person, post, 0)).then(() => location.reload()),
    );
    press(
      "[data-drop]",
      async () =>
        confirm(this.dataset.ask ?? "") &&
        this.#each(entry, (post) => deletePost(this.#person, post)).then(() => this.#removeEntry(item)),
    );
    return item;
  }

  /** The others stay as she opened them. @param {HTMLElement} item */
  #removeEntry(item) {
    item.remove();
    if (!this.#part("[data-list]").childElementCount) void this.#refresh();
  }

  /**
   * @param {import("../offline/outbox-entries.js").Entry} entry
   * @param {(post: import("../lib/encrypted-store.js").Post) => Promise<void>} act
   */
  async #each(entry, act) {
    for (const post of entry.posts) await act(post);
  }
}

customElements.define("unsent-entries", UnsentEntries);
