import { essence, nameOf, refocus, renew, say, sent, sentAtLast } from "../lib/board-form.js";
import { BoardTyped, isDirty } from "../lib/board-typed.js";
import { html } from "../lib/svg.js";
import "./activation-wave.js";
import "./safety-scale.js";

/**
 * Keeps the sections of a constellation's page as the server would draw them now, and sends its forms without leaving it.
 * A section is left alone while someone types, chooses or presses in it. Without this element every form is a plain form.
 */
const AT_MOST_MS = 700;
const BY_ITSELF_MS = 5_000;
const TOUCH_MS = 700;

class BoardParts extends HTMLElement {
  #aloud = html("p", { class: "ds-sr-only", "aria-live": "polite" });
  #typed = new BoardTyped("", "");
  /** @type {Map<string, string>} */ #shown = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #touch;
  /** @type {Element | null} */ #pressed = null;
  #asked_ms = -Infinity;
  #seq = -1;
  #linked = false;

  connectedCallback() {
    if (this.contains(this.#aloud)) return;
    this.#typed = new BoardTyped(this.dataset.person ?? "", this.dataset.board ?? "");
    for (const section of this.#sections(this)) this.#shown.set(nameOf(section), essence(section));
    this.append(this.#aloud);
    this.#listen();
    void this.#typed.begin(this);
  }

  #listen() {
    this.addEventListener("submit", (event) => void this.#submit(event));
    this.addEventListener("input", (event) => event.target instanceof Element && this.#typed.take(this.#home(event.target)));
    this.addEventListener("change", (event) => this.#touched(event));
    this.addEventListener("focusout", () => this.#soon());
    this.addEventListener("pointerdown", ({ target }) => (this.#pressed = target instanceof Element ? target.closest("section[data-part]") : null));
    for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => setTimeout(() => (this.#pressed = null), 60));
    addEventListener("board:view", (event) => this.#heard(/** @type {CustomEvent} */ (event).detail));
    addEventListener("board:link", (event) => this.#link(/** @type {CustomEvent} */ (event).detail.state));
    addEventListener("pageshow", (event) => event.persisted && this.#soon());
    setInterval(() => !this.#linked && !document.hidden && this.#soon(), BY_ITSELF_MS);
  }

  /** @param {{seq: number}} view */
  #heard({ seq }) {
    if (seq === this.#seq) return;
    this.#seq = seq;
    this.#soon();
  }

  /** @param {string} state */
  #link(state) {
    this.#linked = state === "connected";
    if (state === "gone") this.#soon();
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#refresh(), Math.max(0, this.#asked_ms + AT_MOST_MS - performance.now()));
  }

  // ---- drawn anew

  /** @param {string} [own] the section whose form was just sent: it is drawn anew in any case */
  async #refresh(own = "") {
    clearTimeout(this.#timer);
    this.#asked_ms = performance.now();
    const response = await fetch(this.dataset.parts ?? "", { redirect: "manual", headers: { Accept: "text/html" } }).catch(() => null);
    if (response?.status === 404) return this.dataset.gone ? location.assign(this.dataset.gone) : location.reload();
    if (!response?.ok) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    for (const section of this.#sections(fresh)) {
      const old = this.#part(nameOf(section));
      if (!old || old.dataset.layout !== section.dataset.layout) return location.reload(); // let in, or out: another page
      this.#renew(old, section, nameOf(section) === own);
    }
    const board = Boolean(this.querySelector("[data-board-shown]"));
    for (const each of this.querySelectorAll(".session__floor, .session__sight")) each.toggleAttribute("hidden", !board);
  }

  /** @param {HTMLElement} old @param {HTMLElement} section @param {boolean} anyhow */
  #renew(old, section, anyhow) {
    const now = essence(section);
    if ((!anyhow && this.#shown.get(nameOf(old)) === now) || (!anyhow && this.#isHeld(old))) return;
    this.#shown.set(nameOf(old), now);
    const focus = old.contains(document.activeElement) ? document.activeElement : null;
    for (const fold of old.querySelectorAll("details[open][data-fold]")) {
      section.querySelector(`[data-fold="${/** @type {HTMLElement} */ (fold).dataset.fold}"]`)?.setAttribute("open", "");
    }
    const drawn = document.adoptNode(section);
    old.replaceWith(drawn);
    this.#typed.fill(drawn);
    if (focus) refocus(drawn, focus);
    if (nameOf(drawn) === "way") this.#aloud.textContent = [...drawn.querySelectorAll("h1, .lead, .session__rests")].map((each) => each.textContent).join(". ");
  }

  /** @param {HTMLElement} section */
  #isHeld(section) {
    const active = document.activeElement;
    if (this.#pressed === section) return true;
    if (!active || !section.contains(active)) return false;
    if (active instanceof HTMLSelectElement || active.matches("input[type=range]")) return true;
    return (active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement) && isDirty(active);
  }

  // ---- sent

  /** A touch on the wave or the scale is sent when the hand has rested. @param {Event} event */
  #touched({ target }) {
    const field = target instanceof HTMLSelectElement ? target : null;
    if (!field?.form?.hasAttribute("data-at-once")) return;
    clearTimeout(this.#touch);
    if (field.value) this.#touch = setTimeout(() => field.form?.requestSubmit(), TOUCH_MS);
  }

  /** @param {SubmitEvent} event */
  async #submit(event) {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches(".ask")) return;
    event.preventDefault();
    if (form.dataset.sending) return;
    form.dataset.sending = "1";
    const stops = form.hasAttribute("data-stop");
    const answer = await (stops ? sentAtLast(form, event.submitter, () => say(form, this.dataset.unsentStop ?? "")) : sent(form, event.submitter));
    delete form.dataset.sending;
    if (answer.done) this.#typed.sent(form), renew(form);
    else if (answer.arrived) renew(form);
    const said = answer.arrived ? answer.said : (this.dataset.unsent ?? "");
    say(form, said);
    await this.#refresh(answer.done && !form.hasAttribute("data-at-once") ? nameOf(this.#home(form)) : "");
    const there = this.querySelector(`form[data-form="${form.dataset.form}"]`);
    if (there && said) say(there, said);
    else if (said) this.#aloud.textContent = said;
  }

  /** @param {ParentNode} root */
  #sections = (root) => /** @type {HTMLElement[]} */ ([...root.querySelectorAll("section[data-part]")]);
  /** @param {string} name */
  #part = (name) => /** @type {HTMLElement | null} */ (this.querySelector(`section[data-part="${name}"]`));
  /** @param {Element} element @returns {HTMLElement} */
  #home = (element) => element.closest("section") ?? this;
}

customElements.define("board-parts", BoardParts);
