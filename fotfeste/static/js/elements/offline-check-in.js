import { isSecret, namesOf, putBack } from "../lib/fields.js";
import { fieldsOf, valuesOf } from "../lib/draft.js";
import { withStep } from "../lib/steps.js";
import { draftOf, drop, find, keep, note, unnote } from "../lib/vault.js";

const PAUSE_MS = 300;
const ENDS = new Set(["skip", "save"]); // "on" is what Enter presses: it ends nothing

/** The check-in without a net: three questions, one at a time, sent later as one form under one id. */
class OfflineCheckIn extends HTMLElement {
  #form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
  #steps = [...this.querySelectorAll("[data-step]")].map((each) => /** @type {HTMLElement} */ (each));
  #row = "";
  /** @type {import("../lib/draft.js").Pairs} */
  #whole = [];
  #step = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #ended = false;

  connectedCallback() {
    this.#form.addEventListener("input", () => this.#later());
    this.#form.addEventListener("change", () => this.#later());
    this.#form.addEventListener("submit", (event) => this.#go(event));
    document.addEventListener("visibilitychange", () => document.hidden && this.#keepInTurn());
  }

  get #shell() {
    return /** @type {any} */ (this.closest("offline-shell"));
  }

  get #names() {
    return this.#steps.map((each) => each.dataset.step ?? "");
  }

  /** @param {string} _name @param {string} [step] @param {string} [go] what was pressed on that step's own page when the net went */
  async open(_name, step = "", go = "") {
    if (!this.#shell.keeps) return this.#shell.lead("#", "assign");
    if (!this.#row || this.#ended) await this.#takeUp();
    const at = Math.max(0, this.#names.indexOf(step));
    if (!go) return this.#show(this.#names[at]);
    if (at === this.#names.length - 1 && ENDS.has(go)) return this.#finish();
    const next = at + ({ back: -1, stay: 0 }[go] ?? 1);
    this.#shell.lead(`#check-in/${this.#names[Math.min(Math.max(next, 0), this.#names.length - 1)]}`);
  }

  /** What was begun here or on a page with a net, while she is still here; else a check-in of its own. */
  async #takeUp() {
    const { person } = this.#shell.who;
    const begun = await this.#shell.noted("check-in");
    this.#row = begun?.row ?? crypto.randomUUID();
    this.#ended = false;
    this.#whole = (await find(person, draftOf(this.#row)))?.fields ?? [["row", this.#row]];
    if (begun) for (const step of this.#names) await this.#takeStep(person, step);
    this.#form.reset();
    putBack(this.#form, { fields: this.#whole, asked: namesOf(this.#form), dirty: true, knew: false, base: "", sent: false }, false);
  }

  /** Words written on the step's own page and not sent. @param {string} person @param {string} step */
  async #takeStep(person, step) {
    const copy = await find(person, `check-in-${step}`);
    const answered = valuesOf(this.#whole, "answered").includes(step);
    if (copy && !answered && valuesOf(copy.fields, "row")[0] === this.#row) {
      this.#whole = withStep(this.#whole, step, copy.asked, copy.fields);
    }
  }

  /** @param {string} step */
  #show(step) {
    this.#step = step;
    for (const each of this.#steps) each.hidden = each.dataset.step !== step;
    this.#shell.show("check-in");
    const title = /** @type {HTMLElement | null} */ (this.querySelector(`[data-step="${step}"] h1`));
    title?.setAttribute("tabindex", "-1");
    title?.focus({ preventScroll: true });
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keepInTurn(), PAUSE_MS);
  }

  #keepInTurn() {
    const step = this.#step;
    void this.#shell.inTurn(() => this.#keep(step));
  }

  /** @param {SubmitEvent} event */
  #go(event) {
    event.preventDefault();
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    const go = button?.name === "go" ? button.value : "save";
    const step = this.#step;
    void this.#shell.inTurn(() => this.#leave(step, go, button?.name === "wish" ? button.value : ""));
  }

  /** @param {string} step @param {string} go @param {string} wish */
  async #leave(step, go, wish) {
    if (go === "skip") this.#empty(step);
    await this.#keep(step, wish, go === "skip");
    this.#shell.lead(`#check-in/${step}/${go}`, "assign");
  }

  /** A skipped step says nothing. @param {string} step */
  #empty(step) {
    const blank = { fields: [], asked: this.#asks(step), dirty: true, knew: false, base: "", sent: false };
    putBack(this.#form, blank, false);
    for (const field of this.#form.querySelectorAll(`[data-step="${step}"] :is(select, textarea)`)) {
      /** @type {HTMLSelectElement} */ (field).value = "";
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  /** @param {string} step */
  #asks(step) {
    const fields = this.#form.querySelectorAll(`[data-step="${step}"] :is(input, select, textarea)[name]`);
    return [...new Set([...fields].map((field) => /** @type {HTMLInputElement} */ (field).name)), "wish"];
  }

  /** @param {string} step */
  async #keep(step, wish = "", skipped = false) {
    clearTimeout(this.#timer);
    if (this.#ended || !step) return;
    const given = skipped ? [] : fieldsOf(new FormData(this.#form), (name) => isSecret(this.#form, name));
    if (wish) given.push(["wish", wish]);
    this.#whole = withStep(this.#whole, step, this.#asks(step), given);
    const marks = { asked: namesOf(this.#form), dirty: true, knew: false, base: "", sent: false };
    await keep(this.#shell.who.person, draftOf(this.#row), { ...marks, fields: this.#whole });
    await note(this.#shell.who.person, "check-in", { row: this.#row, at_ms: Date.now() });
  }

  async #finish() {
    const { person } = this.#shell.who;
    this.#ended = true;
    await this.#shell.lay(this.#row, this.dataset.send, this.#whole);
    for (const each of [draftOf(this.#row), ...this.#names.map((step) => `check-in-${step}`)]) await drop(person, each);
    await unnote(person, "check-in");
    this.#shell.lead("#kept");
  }
}

customElements.define("offline-check-in", OfflineCheckIn);
