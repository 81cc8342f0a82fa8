import { csrfToken } from "../lib/csrf.js";

/**
 * The line by which a constellation is led in words: sends it without leaving the page, keeps the focus in it, and
 * tells
 * what others change in a few sentences. Without JavaScript the form is sent as any other.
 * `data-url` takes the line and tells what is new; `data-unsent` is what to say when the net is away.
 * @typedef {{seq: number, phase: string, html: string, answer?: string, kept?: string, id?: string, news?: string[]}}
 *   LineResult
 */
const POLL_MS = 2_500;

export class CommandLine extends HTMLElement {
  #timer = 0;
  #sending = false;

  connectedCallback() {
    this.#form.addEventListener("submit", (event) => void this.#send(event));
    this.#timer = window.setInterval(() => void this.#poll(), POLL_MS);
    document.addEventListener("visibilitychange", this);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    document.removeEventListener("visibilitychange", this);
  }

  handleEvent() {
    void this.#poll();
  }

  /** @param {SubmitEvent} event */
  async #send(event) {
    event.preventDefault();
    const said = new FormData(this.#form, event.submitter);
    if (event.submitter?.getAttribute("name") === "said") said.set("said", event.submitter.getAttribute("value") ?? "");
    if (!String(said.get("said")).trim() || this.#sending) return;
    this.#sending = true;
    const told = await this.#request(this.#url, { method: "POST", body: said, headers: this.#headers });
    this.#sending = false;
    if (told) this.#showAnswer(told);
    else this.#showMessage(this.dataset.unsent ?? "", true);
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.querySelector("form"));
  }

  get #url() {
    return this.dataset.url ?? "";
  }

  get #headers() {
    return { Accept: "application/json", "X-CSRFToken": csrfToken(this.#form) };
  }

  /** @param {string} name @returns {HTMLInputElement} */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.#form.querySelector(`input[name=${name}]`));
  }

  /**
   * Null when the net or the house is away.
   * @param {string} url @param {RequestInit} init @returns {Promise<LineResult | null>}
   */
  async #request(url, init) {
    try {
      const answer = await fetch(url, init);
      if (answer.status === 401 || answer.status === 404) location.reload();
      return answer.status === 200 ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  /** @param {LineResult} told */
  #showAnswer(told) {
    const line = this.#field("said");
    line.value = told.kept ?? "";
    if (told.id) this.#field("id").value = told.id;
    this.#show(told);
    this.#showMessage(told.answer ?? "", Boolean(told.kept));
    line.focus();
    line.select();
  }

  /** @param {string} words @param {boolean} kept */
  #showMessage(words, kept) {
    const place = /** @type {HTMLElement} */ (this.querySelector(".words__answer"));
    place.textContent = words;
    place.toggleAttribute("data-empty", !words);
    place.dataset.color = kept ? "dawn" : "spruce";
  }

  /** @param {LineResult} told */
  #show(told) {
    this.#field("seen").value = String(told.seq);
    this.#field("phase").value = told.phase;
    const place = /** @type {HTMLElement} */ (this.querySelector("[data-told]"));
    place.innerHTML = told.html; // made by the house's own template
  }

  /** What others have done meanwhile. Nothing is asked while nobody looks, and nothing said while nothing is new. */
  async #poll() {
    if (document.hidden || this.#sending) return;
    const told = await this.#request(`${this.#url}?since=${this.#field("seen").value}`, { headers: this.#headers });
    if (!told || this.#sending) return;
    this.#show(told);
    const news = /** @type {HTMLElement} */ (this.querySelector("[data-news]"));
    if (told.news?.length) news.textContent = told.news.join(" ");
  }
}

customElements.define("command-line", CommandLine);
