import { chooseCopyAction, keptFields } from "../lib/draft.js";
import { isSecret, isTouched, fieldNames, restoreFields } from "../lib/form-fields.js";
import { html } from "../lib/dom.js";
import { canStore, deleteDraft, loadDraft, saveDraft } from "../lib/encrypted-store.js";
import { putDraft, rememberSentDraft } from "../lib/draft-delivery.js";

const PAUSE_MS = 600;
const AGAIN_MS = 20_000;

/** Keeps what is typed, on the server and (encrypted) on the phone, until the form is sent. */
class DraftKeeper extends HTMLElement {
  /** @type {HTMLFormElement | null} */
  #form = null;
  #status = html("p", { class: "draft-status", role: "status" });
  #base = "";
  #wasOnServer = false;
  #isSent = false;
  /** Counts changes, so that an answer to older words does not pass for newer ones. */
  #changes = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  async connectedCallback() {
    const form = this.querySelector("form");
    if (this.#form || !form) return;
    this.#form = form;
    this.#status = form.querySelector("[data-draft-status]") ?? this.#status;
    if (!this.#status.isConnected) form.append(this.#status);
    this.#base = this.dataset.savedAt ?? "";
    this.#wasOnServer = this.#base !== "";
    this.#listen(form);
    if (isTouched(form))
      this.#scheduleSave(); // written before this module had loaded: newer than any copy
    else await this.#restoreCopy(form);
  }

  get #person() {
    return this.dataset.person ?? "";
  }

  get #draft() {
    return this.dataset.draft ?? location.pathname;
  }

  /** @param {HTMLFormElement} form */
  #listen(form) {
    form.addEventListener("input", () => this.#scheduleSave());
    form.addEventListener("change", () => this.#scheduleSave());
    form.addEventListener("submit", (event) => !event.defaultPrevented && this.#beforeSend(form));
    addEventListener("online", () => this.#changes && void this.#save());
    addEventListener("pageshow", (event) => {
      if (event.persisted) this.#isSent = false;
    });
    document.addEventListener("visibilitychange", () => document.hidden && this.#timer && void this.#save(true));
  }

  /** Whatever the phone holds from before: put back, or let go when the server has it. @param {HTMLFormElement} form */
  async #restoreCopy(form) {
    const copy = await this.#tryStore(() => loadDraft(this.#person, this.#draft));
    const what = chooseCopyAction(copy ?? null, this.#base);
    if (what === "drop") await this.#tryStore(() => deleteDraft(this.#person, this.#draft));
    if (!copy || (what !== "restore" && what !== "fill")) return;
    if (restoreFields(form, copy, what === "fill")) {
      this.#say("restored");
      this.#scheduleSave();
    }
  }

  #scheduleSave() {
    this.#changes += 1;
    this.#isSent = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), PAUSE_MS);
  }

  /**
   * The sign-in may be what answers: the words stay here until a page shows that they arrived.
   * @param {HTMLFormElement} form
   */
  #beforeSend(form) {
    this.#isSent = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    rememberSentDraft(this.#person, this.#draft);
    void this.#saveCopy(form, new FormData(form), true);
  }

  async #save(leaving = false) {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const form = this.#form;
    if (!form || this.#isSent) return;
    const change = this.#changes;
    const body = new FormData(form);
    const kept = this.#saveCopy(form, body, true);
    const savedAt = this.dataset.save ? await putDraft(this.dataset.save, form, body, leaving) : null;
    await kept;
    if (this.#isSent || change !== this.#changes) return;
    if (savedAt === null) return this.#retryLater();
    this.#base = savedAt;
    this.#wasOnServer = true;
    await this.#saveCopy(form, body, false);
    this.#say("saved");
  }

  /** @param {HTMLFormElement} form @param {FormData} body @param {boolean} dirty */
  #saveCopy(form, body, dirty) {
    const fields = keptFields(body, (name) => isSecret(form, name));
    const copy = {
      fields,
      asked: fieldNames(form),
      dirty,
      knew: this.#wasOnServer,
      base: this.#base,
      sent: this.#isSent,
    };
    return this.#tryStore(() => saveDraft(this.#person, this.#draft, copy));
  }

  #retryLater() {
    this.#say("waiting");
    this.#timer = setTimeout(() => void this.#save(), AGAIN_MS);
  }

  /** @param {"saved" | "waiting" | "restored"} what */
  #say(what) {
    const words = this.dataset[what] ?? "";
    if (this.#status.textContent !== words) this.#status.textContent = words;
  }

  /** @template T @param {() => Promise<T>} use @returns {Promise<T | undefined>} */
  async #tryStore(use) {
    if (!canStore() || !this.#person) return undefined;
    return use().catch(() => undefined); // a store that does not open must not stop the writing
  }
}

customElements.define("draft-keeper", DraftKeeper);
