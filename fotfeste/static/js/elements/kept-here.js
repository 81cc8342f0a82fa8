import { canKeep, dropPost, markPost, posts } from "../lib/vault.js";

const NOT_WORDS = new Set(["row", "step", "move", "go", "answered", "softer", "dose", "whose"]);

/** On *Me*: what the server would not take, to read, to try again, or to let go. Nothing typed is lost. */
class KeptHere extends HTMLElement {
  connectedCallback() {
    if (canKeep() && this.#person) void this.#show().catch(() => undefined);
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
    this.#part("[data-list]").replaceChildren(...stuck.map((each) => this.#entry(each)));
  }

  /** @param {string} selector @returns {HTMLElement} */
  #part(selector) {
    return /** @type {HTMLElement} */ (this.querySelector(selector));
  }

  /** @param {import("../lib/vault.js").Post} post */
  #entry(post) {
    const copy = /** @type {DocumentFragment} */ (/** @type {HTMLTemplateElement} */ (this.querySelector("template")).content.cloneNode(true));
    const entry = /** @type {HTMLElement} */ (copy.firstElementChild);
    const part = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (entry.querySelector(selector));
    const words = post.fields.filter(([name, value]) => value && !NOT_WORDS.has(name)).map(([, value]) => value);
    const at = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
    part("[data-when]").textContent = at.format(post.at_ms);
    part("[data-words]").textContent = words.join(" · ") || "–";
    part("[data-again]").addEventListener("click", () => void markPost(this.#person, post.id, 0).then(() => location.reload()));
    part("[data-drop]").addEventListener("click", () => void dropPost(this.#person, post.id).then(() => this.#show()));
    return entry;
  }
}

customElements.define("kept-here", KeptHere);
