import { isSecret, fieldNames, restoreFields } from "../lib/form-fields.js";
import { keptFields, valuesOf } from "../lib/draft.js";
import { replaceStep } from "./check-in-steps.js";
import { deleteDraft, loadDraft, saveDraft, saveNote, deleteNote } from "../lib/encrypted-store.js";
import { CHECK_IN_NOTE, offlineCheckInDraft, stepDraft } from "../lib/stored-names.js";

const PAUSE_MS = 300;
const ENDS = new Set(["skip", "save"]); // "on" is what Enter presses: it ends nothing

/** The check-in without a net: three questions, one at a time, sent later as one form under one id. */
class OfflineCheckIn extends HTMLElement {
  #form = /** @type {HTMLFormElement} */ (this.querySelector("form"));
  #steps = [...this.querySelectorAll("[data-step]")].map((each) => /** @type {HTMLElement} */ (each));
  #row = "";
  /** @type {import("../lib/draft.js").Pairs} */
  #fields = [];
  #step = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #isEnded = false;

  connectedCallback() {
    this.#form.addEventListener("input", () => this.#scheduleSave());
    this.#form.addEventListener("change", () => this.#scheduleSave());
    this.#form.addEventListener("submit", (event) => this.#go(event));
    document.addEventListener("visibilitychange", () => document.hidden && this.#saveInTurn());
  }

  get #shell() {
    return /** @type {any} */ (this.closest("offline-shell"));
  }

  get #names() {
    return this.#steps.map((each) => each.dataset.step ?? "");
  }

  /** @param {string} _name @param {string} [step] @param {string} [go] pressed on its own page as the net went */
  async open(_name, step = "", go = "") {
    if (!this.#shell.keepsData) return this.#shell.goTo("#", "assign");
    if (!this.#row || this.#isEnded) await this.#resume();
    const at = Math.max(0, this.#names.indexOf(step));
    if (!go) return this.#show(this.#names[at]);
    if (at === this.#names.length - 1 && ENDS.has(go)) return this.#finish();
    const next = at + ({ back: -1, stay: 0 }[go] ?? 1);
    this.#shell.goTo(`#check-in/${this.#names[Math.min(Math.max(next, 0), this.#names.length - 1)]}`);
  }

  /** What was begun here or on a page with a net, while she is still here; else a check-in of its own. */
  async #resume() {
    const { person } = this.#shell.knownPerson;
    const begun = await this.#shell.loadFreshNote(CHECK_IN_NOTE);
    this.#row = begun?.row ?? crypto.randomUUID();
    this.#isEnded = false;
    this.#fields = (await loadDraft(person, offlineCheckInDraft(this.#row)))?.fields ?? [["row", this.#row]];
    if (begun) for (const step of this.#names) await this.#addStepDraft(person, step);
    this.#form.reset();
    restoreFields(
      this.#form,
      { fields: this.#fields, asked: fieldNames(this.#form), dirty: true, knew: false, base: "", sent: false },
      false,
    );
  }

  /** Words written on the step's own page and not sent. @param {string} person @param {string} step */
  async #addStepDraft(person, step) {
    const copy = await loadDraft(person, stepDraft(step));
    const answered = valuesOf(this.#fields, "answered").includes(step);
    if (copy && !answered && valuesOf(copy.fields, "row")[0] === this.#row) {
      this.#fields = replaceStep(this.#fields, step, copy.asked, copy.fields);
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

  #scheduleSave() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#saveInTurn(), PAUSE_MS);
  }

  #saveInTurn() {
    const step = this.#step;
    void this.#shell.runInTurn(() => this.#save(step));
  }

  /** @param {SubmitEvent} event */
  #go(event) {
    event.preventDefault();
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    const go = button?.name === "go" ? button.value : "save";
    const step = this.#step;
    void this.#shell.runInTurn(() => this.#leave(step, go, button?.name === "wish" ? button.value : ""));
  }

  /** @param {string} step @param {string} go @param {string} wish */
  async #leave(step, go, wish) {
    if (go === "skip") this.#clearStep(step);
    await this.#save(step, wish, go === "skip");
    this.#shell.goTo(`#check-in/${step}/${go}`, "assign");
  }

  /** A skipped step says nothing. @param {string} step */
  #clearStep(step) {
    const blank = { fields: [], asked: this.#fieldNamesOf(step), dirty: true, knew: false, base: "", sent: false };
    restoreFields(this.#form, blank, false);
    for (const field of this.#form.querySelectorAll(`[data-step="${step}"] :is(select, textarea)`)) {
      /** @type {HTMLSelectElement} */ (field).value = "";
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  /** @param {string} step */
  #fieldNamesOf(step) {
    const fields = this.#form.querySelectorAll(`[data-step="${step}"] :is(input, select, textarea)[name]`);
    return [...new Set([...fields].map((field) => /** @type {HTMLInputElement} */ (field).name)), "wish"];
  }

  /** @param {string} step */
  async #save(step, wish = "", skipped = false) {
    clearTimeout(this.#timer);
    if (this.#isEnded || !step) return;
    const given = skipped ? [] : keptFields(new FormData(this.#form), (name) => isSecret(this.#form, name));
    if (wish) given.push(["wish", wish]);
    this.#fields = replaceStep(this.#fields, step, this.#fieldNamesOf(step), given);
    const marks = { asked: fieldNames(this.#form), dirty: true, knew: false, base: "", sent: false };
    await saveDraft(this.#shell.knownPerson.person, offlineCheckInDraft(this.#row), { ...marks, fields: this.#fields });
    await saveNote(this.#shell.knownPerson.person, CHECK_IN_NOTE, { row: this.#row, at_ms: Date.now() });
  }

  async #finish() {
    const { person } = this.#shell.knownPerson;
    this.#isEnded = true;
    await this.#shell.addToOutbox(this.#row, this.dataset.send, this.#fields);
    for (const each of [offlineCheckInDraft(this.#row), ...this.#names.map((step) => stepDraft(step))])
      await deleteDraft(person, each);
    await deleteNote(person, CHECK_IN_NOTE);
    this.#shell.goTo("#kept");
  }
}

customElements.define("offline-check-in", OfflineCheckIn);
