import { isOnlyMoves } from "../board/seat-view.js";
import { comparableHtml, isInUse, partName, replaceSection } from "../board/section-update.js";
import { renewCommandId, showMessage, submitForm, submitUntilArrived } from "../board/form-submit.js";
import { UnsentInput } from "../board/unsent-input.js";
import { html } from "../lib/dom.js";
import "./activation-wave.js";
import "./safety-scale.js";

/**
 * Keeps the sections of a constellation's page as the server would draw them now, and sends its forms without leaving it.
 * A section is left alone while someone types, chooses or presses in it. Without this element every form is a plain form.
 */
const AT_MOST_MS = 700;
const MOVES_MS = 4_000; // the board itself shows at once who stands where
const BY_ITSELF_MS = 5_000;
const TOUCH_MS = 700;

class BoardParts extends HTMLElement {
  #liveRegion = html("p", { class: "ds-sr-only", "aria-live": "polite" });
  #unsentInput = new UnsentInput("", "");
  /** @type {Map<string, string>} */ #shownHtml = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #touchTimer;
  /** @type {Element | null} */ #pressed = null;
  /** @type {Set<string>} */ #redrawAnyway = new Set(); // sections whose form was sent: drawn anew in any case
  #round = 0;
  #lastRefresh_ms = -Infinity;
  #due_ms = Infinity;
  /** @type {import("../board/seat-view.js").View | undefined} */ #view;
  #isConnected = false;

  connectedCallback() {
    if (this.contains(this.#liveRegion)) return;
    this.#unsentInput = new UnsentInput(this.dataset.person ?? "", this.dataset.board ?? "");
    for (const section of this.#sections(this)) this.#shownHtml.set(partName(section), comparableHtml(section));
    this.append(this.#liveRegion);
    this.#listen();
    void this.#unsentInput.restore(this);
  }

  #listen() {
    this.addEventListener("submit", (event) => void this.#submit(event));
    this.addEventListener("input", (event) => event.target instanceof Element && this.#unsentInput.remember(this.#sectionOf(event.target)));
    this.addEventListener("change", (event) => this.#sendWhenRested(event));
    this.addEventListener("focusout", () => this.#refreshSoon());
    this.addEventListener("pointerdown", ({ target }) => (this.#pressed = target instanceof Element ? target.closest("section[data-part]") : null));
    for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => setTimeout(() => (this.#pressed = null), 60));
    addEventListener("board:view", (event) => this.#takeView(/** @type {CustomEvent} */ (event).detail));
    addEventListener("board:link", (event) => this.#takeConnection(/** @type {CustomEvent} */ (event).detail.state));
    addEventListener("pageshow", (event) => event.persisted && this.#refreshSoon());
    setInterval(() => !this.#isConnected && !document.hidden && this.#refreshSoon(), BY_ITSELF_MS);
  }

  /** @param {import("../board/seat-view.js").View} view */
  #takeView(view) {
    const before = this.#view;
    this.#view = view;
    if (view.seq !== before?.seq) this.#refreshSoon(before && isOnlyMoves(before, view) ? MOVES_MS : AT_MOST_MS);
  }

  /** @param {string} state */
  #takeConnection(state) {
    this.#isConnected = state === "connected";
    if (state === "gone" || state === "outdated") this.#refreshSoon();
  }

  /** @param {number} apart_ms from the last time */
  #refreshSoon(apart_ms = AT_MOST_MS) {
    const now_ms = performance.now();
    const due_ms = Math.max(now_ms, this.#lastRefresh_ms + apart_ms);
    if (due_ms >= this.#due_ms) return;
    clearTimeout(this.#timer);
    this.#due_ms = due_ms;
    this.#timer = setTimeout(() => void this.#refresh(), due_ms - now_ms);
  }

  // ---- drawn anew

  async #refresh() {
    clearTimeout(this.#timer);
    const round = ++this.#round;
    [this.#lastRefresh_ms, this.#due_ms] = [performance.now(), Infinity];
    const response = await fetch(this.dataset.parts ?? "", { redirect: "manual", headers: { Accept: "text/html" } }).catch(() => null);
    if (response?.status === 404) return this.dataset.gone ? location.assign(this.dataset.gone) : location.reload();
    if (!response?.ok) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    if (round !== this.#round) return; // a newer look is on its way
    for (const section of this.#sections(fresh)) {
      const old = this.#part(partName(section));
      if (!old || old.dataset.layout !== section.dataset.layout) return location.reload(); // let in, or out: another page
      this.#updateSection(old, section, this.#redrawAnyway.delete(partName(section)));
    }
    const board = Boolean(this.querySelector("[data-board-shown]"));
    for (const each of this.querySelectorAll(".session__floor, .session__sight")) each.toggleAttribute("hidden", !board);
    document.body.classList.toggle("session--board", board);
  }

  /** @param {HTMLElement} old @param {HTMLElement} section @param {boolean} anyhow */
  #updateSection(old, section, anyhow) {
    const now = comparableHtml(section);
    if (!anyhow && (this.#shownHtml.get(partName(old)) === now || this.#pressed === old || isInUse(old))) return;
    this.#shownHtml.set(partName(old), now);
    const drawn = replaceSection(old, section, anyhow);
    this.#unsentInput.fill(drawn);
    if (partName(drawn) === "way") this.#liveRegion.textContent = [...drawn.querySelectorAll("h1, .lead, .session__rests")].map((each) => each.textContent).join(". ");
  }

  // ---- sent

  /** A touch on the wave or the scale is sent when the hand has rested. @param {Event} event */
  #sendWhenRested({ target }) {
    const field = target instanceof HTMLSelectElement ? target : null;
    if (!field?.form?.hasAttribute("data-at-once")) return;
    clearTimeout(this.#touchTimer);
    if (field.value) this.#touchTimer = setTimeout(() => field.form?.requestSubmit(), TOUCH_MS);
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches(".ask")) return;
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = "1";
    const stops = form.hasAttribute("data-stop");
    const answer = await (stops ? submitUntilArrived(form, event.submitter, () => showMessage(form, this.dataset.unsentStop ?? "")) : submitForm(form, event.submitter));
    delete form.dataset.sending;
    if (answer.done) this.#unsentInput.forget(form);
    if (answer.arrived) renewCommandId(form);
    const said = answer.done ? answer.message : answer.message || (this.dataset.unsent ?? "");
    showMessage(form, said);
    if (answer.done && !form.hasAttribute("data-at-once")) this.#redrawAnyway.add(partName(this.#sectionOf(form)));
    await this.#refresh();
    const there = this.querySelector(`form[data-form="${form.dataset.form}"]`);
    if (there && said) showMessage(there, said);
    else if (said) this.#liveRegion.textContent = said;
  }

  /** @param {ParentNode} root */
  #sections = (root) => /** @type {HTMLElement[]} */ ([...root.querySelectorAll("section[data-part]")]);
  /** @param {string} name */
  #part = (name) => /** @type {HTMLElement | null} */ (this.querySelector(`section[data-part="${name}"]`));
  /** @param {Element} element @returns {HTMLElement} */
  #sectionOf = (element) => element.closest("section") ?? this;
}

customElements.define("board-parts", BoardParts);
