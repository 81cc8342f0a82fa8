import { isMove } from "../board/view.js";
import { essence, isHeld, nameOf, redrawn } from "../lib/board-drawn.js";
import { renew, say, sent, sentAtLast } from "../lib/board-form.js";
import { BoardTyped } from "../lib/board-typed.js";
import { html } from "../lib/svg.js";
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
  #aloud = html("p", { class: "ds-sr-only", "aria-live": "polite" });
  #typed = new BoardTyped("", "");
  /** @type {Map<string, string>} */ #shown = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #touch;
  /** @type {Element | null} */ #pressed = null;
  /** @type {Set<string>} */ #owed = new Set(); // sections whose form was sent: drawn anew in any case
  #round = 0;
  #asked_ms = -Infinity;
  #due_ms = Infinity;
  /** @type {import("../board/view.js").View | undefined} */ #view;
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

  /** @param {import("../board/view.js").View} view */
  #heard(view) {
    const before = this.#view;
    this.#view = view;
    if (view.seq !== before?.seq) this.#soon(before && isMove(before, view) ? MOVES_MS : AT_MOST_MS);
  }

  /** @param {string} state */
  #link(state) {
    this.#linked = state === "connected";
    if (state === "gone") this.#soon();
  }

  /** @param {number} apart_ms from the last time */
  #soon(apart_ms = AT_MOST_MS) {
    const now_ms = performance.now();
    const due_ms = Math.max(now_ms, this.#asked_ms + apart_ms);
    if (due_ms >= this.#due_ms) return;
    clearTimeout(this.#timer);
    this.#due_ms = due_ms;
    this.#timer = setTimeout(() => void this.#refresh(), due_ms - now_ms);
  }

  // ---- drawn anew

  async #refresh() {
    clearTimeout(this.#timer);
    const round = ++this.#round;
    [this.#asked_ms, this.#due_ms] = [performance.now(), Infinity];
    const response = await fetch(this.dataset.parts ?? "", { redirect: "manual", headers: { Accept: "text/html" } }).catch(() => null);
    if (response?.status === 404) return this.dataset.gone ? location.assign(this.dataset.gone) : location.reload();
    if (!response?.ok) return;
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    if (round !== this.#round) return; // a newer look is on its way
    for (const section of this.#sections(fresh)) {
      const old = this.#part(nameOf(section));
      if (!old || old.dataset.layout !== section.dataset.layout) return location.reload(); // let in, or out: another page
      this.#renew(old, section, this.#owed.delete(nameOf(section)));
    }
    const board = Boolean(this.querySelector("[data-board-shown]"));
    for (const each of this.querySelectorAll(".session__floor, .session__sight")) each.toggleAttribute("hidden", !board);
    document.body.classList.toggle("session--board", board);
  }

  /** @param {HTMLElement} old @param {HTMLElement} section @param {boolean} anyhow */
  #renew(old, section, anyhow) {
    const now = essence(section);
    if (!anyhow && (this.#shown.get(nameOf(old)) === now || this.#pressed === old || isHeld(old))) return;
    this.#shown.set(nameOf(old), now);
    const drawn = redrawn(old, section, anyhow);
    this.#typed.fill(drawn);
    if (nameOf(drawn) === "way") this.#aloud.textContent = [...drawn.querySelectorAll("h1, .lead, .session__rests")].map((each) => each.textContent).join(". ");
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
    if (answer.done) this.#typed.sent(form);
    if (answer.arrived) renew(form);
    const said = answer.done ? answer.said : answer.said || (this.dataset.unsent ?? "");
    say(form, said);
    if (answer.done && !form.hasAttribute("data-at-once")) this.#owed.add(nameOf(this.#home(form)));
    await this.#refresh();
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
