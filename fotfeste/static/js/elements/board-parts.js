import { isOnlyMoves } from "../board/seat-view.js";
import { RefreshTimer } from "../board/refresh-timer.js";
import {
  comparableHtml,
  headlineOf,
  isInUse,
  partName,
  replaceSection,
  showBoardPlace,
} from "../board/section-update.js";
import { renewCommandId, showMessage, submitForm, submitUntilArrived, submitWhenRested } from "../board/form-submit.js";
import { UnsentInput } from "../board/unsent-input.js";
import { html } from "../lib/dom.js";
import "./activation-wave.js";
import "./safety-scale.js";

/**
 * Keeps the sections of a constellation's page as the server would draw them now, and sends its forms without leaving
 * it.
 * A section is left alone while someone types, chooses or presses in it. Without this element every form is a plain
 * form.
 */
const AT_MOST_MS = 700;
const MOVES_MS = 4_000; // the board itself shows at once who stands where
const BY_ITSELF_MS = 5_000;

class BoardParts extends HTMLElement {
  #liveRegion = html("p", { class: "ds-sr-only", "aria-live": "polite" });
  #unsentInput = new UnsentInput("", "");
  /** @type {Map<string, string>} */ #shownHtml = new Map();
  /** @type {Element | null} */ #pressed = null;
  /** @type {Set<string>} */ #redrawAnyway = new Set(); // sections whose form was sent: drawn anew in any case
  #round = 0;
  #refreshTimer = new RefreshTimer(() => this.#refresh());
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
    this.addEventListener("input", ({ target }) => this.#remember(target));
    this.addEventListener("change", ({ target }) => submitWhenRested(target));
    this.addEventListener("focusout", () => this.#refreshTimer.soon(AT_MOST_MS));
    this.addEventListener("pointerdown", ({ target }) => this.#press(target));
    for (const name of ["pointerup", "pointercancel"])
      addEventListener(name, () => setTimeout(() => this.#press(null), 60));
    addEventListener("board:view", (event) => this.#takeView(/** @type {CustomEvent} */ (event).detail));
    addEventListener("board:link", (event) => this.#takeConnection(/** @type {CustomEvent} */ (event).detail.state));
    addEventListener("pageshow", (event) => event.persisted && this.#refreshTimer.soon(AT_MOST_MS));
    setInterval(() => !this.#isConnected && !document.hidden && this.#refreshTimer.soon(AT_MOST_MS), BY_ITSELF_MS);
  }

  /** @param {EventTarget | null} target */
  #remember(target) {
    if (target instanceof Element) this.#unsentInput.remember(this.#sectionOf(target));
  }

  /** @param {EventTarget | null} target */
  #press(target) {
    this.#pressed = target instanceof Element ? target.closest("section[data-part]") : null;
  }

  /** @param {import("../board/seat-view.js").View} view */
  #takeView(view) {
    const before = this.#view;
    this.#view = view;
    if (view.seq !== before?.seq) this.#refreshTimer.soon(before && isOnlyMoves(before, view) ? MOVES_MS : AT_MOST_MS);
  }

  /** @param {string} state */
  #takeConnection(state) {
    this.#isConnected = state === "connected";
    if (state === "gone" || state === "outdated") this.#refreshTimer.soon(AT_MOST_MS);
  }

  // ---- drawn anew

  async #refresh() {
    this.#refreshTimer.begin();
    const round = ++this.#round;
    const response = await fetch(this.dataset.parts ?? "", {
      redirect: "manual",
      headers: { Accept: "text/html" },
    }).catch(() => null);
    if (response?.status === 404) return this.dataset.gone ? location.assign(this.dataset.gone) : location.reload();
    if (!response?.ok) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    if (round !== this.#round) return; // a newer look is on its way
    for (const section of this.#sections(fresh)) {
      const old = this.#part(partName(section));
      // Let in, or out: another page.
      if (!old || old.dataset.layout !== section.dataset.layout) return location.reload();
      this.#updateSection(old, section, this.#redrawAnyway.delete(partName(section)));
    }
    showBoardPlace(this);
  }

  /** @param {HTMLElement} old @param {HTMLElement} section @param {boolean} anyhow */
  #updateSection(old, section, anyhow) {
    const now = comparableHtml(section);
    if (!anyhow && (this.#shownHtml.get(partName(old)) === now || this.#pressed === old || isInUse(old))) return;
    this.#shownHtml.set(partName(old), now);
    const drawn = replaceSection(old, section, anyhow);
    this.#unsentInput.fill(drawn);
    if (partName(drawn) === "way") this.#liveRegion.textContent = headlineOf(drawn);
  }

  // ---- sent

  /** @param {SubmitEvent} event */
  async #submit(event) {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches(".ask")) return;
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = "1";
    const stops = form.hasAttribute("data-stop");
    const answer = await (stops
      ? submitUntilArrived(form, event.submitter, () => showMessage(form, this.dataset.unsentStop ?? ""))
      : submitForm(form, event.submitter));
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
