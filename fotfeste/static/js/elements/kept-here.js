import { html } from "../lib/svg.js";
import { asText, readable } from "../lib/readable.js";
import { canKeep, dropPost, markPost, posts } from "../lib/vault.js";

/** On *Me*: what the server would not take, to read, to copy, to try again, or to let go. Nothing typed is lost. */
class KeptHere extends HTMLElement {
  /** @type {import("../lib/readable.js").Kind[]} */
  #kinds = JSON.parse(document.getElementById("kept-kinds")?.textContent ?? "[]");

  connectedCallback() {
    if (!canKeep() || !this.#person) return;
    document.addEventListener("outbox", () => void this.#show()); // out-box.js has been round
    void this.#show().catch(() => undefined);
  }

  get #person() {
    return this.dataset.person ?? "";
  }

  async #show() {
    const all = await posts(this.#person);
    const stuck = all.filter((each) => each.stuck);
    this.hidden = !all.length;
    this.#part("[data-waiting]").hidden = stuck.length === all.length;
    this.#part("[data-stuck]").hidden = !stuck.length;
    this.#part("[data-list]").replaceChildren(...readable(stuck, this.#kinds, this.dataset.other ?? "").map((each) => this.#entry(each)));
  }

  /** @param {string} selector @returns {HTMLElement} */
  #part(selector) {
    return /** @type {HTMLElement} */ (this.querySelector(selector));
  }

  /** @param {import("../lib/readable.js").Entry} entry */
  #entry(entry) {
    const copy = /** @type {DocumentFragment} */ (/** @type {HTMLTemplateElement} */ (this.querySelector("template")).content.cloneNode(true));
    const item = /** @type {HTMLElement} */ (copy.firstElementChild);
    const part = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (item.querySelector(selector));
    const press = (/** @type {string} */ selector, /** @type {() => Promise<unknown>} */ act) => part(selector).addEventListener("click", () => void act());
    const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" }).format(entry.at_ms);
    part("[data-title]").textContent = entry.title;
    part("[data-when]").textContent = when;
    part("[data-words]").replaceChildren(...entry.lines.flatMap(({ label, words }) => [html("dt", {}, label), html("dd", { dir: "auto" }, words)]));
    part("[data-words]").hidden = part("[data-copy]").hidden = !entry.lines.length;
    press("[data-copy]", () => navigator.clipboard.writeText(asText(entry, when)).then(() => void (part("[role=status]").textContent = this.dataset.copied ?? "")));
    press("[data-again]", () => this.#each(entry, (post) => markPost(this.#person, post, 0)).then(() => location.reload()));
    press("[data-drop]", async () => confirm(this.dataset.ask ?? "") && this.#each(entry, (post) => dropPost(this.#person, post)).then(() => this.#gone(item)));
    return item;
  }

  /** The others stay as she opened them. @param {HTMLElement} item */
  #gone(item) {
    item.remove();
    if (!this.#part("[data-list]").childElementCount) void this.#show();
  }

  /** @param {import("../lib/readable.js").Entry} entry @param {(post: import("../lib/vault.js").Post) => Promise<void>} act */
  async #each(entry, act) {
    for (const post of entry.posts) await act(post);
  }
}

customElements.define("kept-here", KeptHere);
