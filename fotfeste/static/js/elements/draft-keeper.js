import { csrfToken } from "../lib/csrf.js";
import { fate, fieldsOf } from "../lib/draft.js";
import { isSecret, isTouched, namesOf, putBack } from "../lib/fields.js";
import { html } from "../lib/svg.js";
import { canKeep, drop, find, keep } from "../lib/vault.js";
import { remember } from "../lib/arrived.js";

const PAUSE_MS = 600;
const AGAIN_MS = 20_000;

/** Keeps what is typed, on the server and (encrypted) on the phone, until the form is sent. */
class DraftKeeper extends HTMLElement {
  /** @type {HTMLFormElement | null} */
  #form = null;
  #status = html("p", { class: "draft-status", role: "status" });
  #base = "";
  #knew = false;
  #sent = false;
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
    this.#knew = this.#base !== "";
    this.#listen(form);
    if (isTouched(form)) this.#changed(); // written before this module had loaded: newer than any copy
    else await this.#takeUp(form);
  }

  get #person() {
    return this.dataset.person ?? "";
  }

  get #draft() {
    return this.dataset.draft ?? location.pathname;
  }

  /** @param {HTMLFormElement} form */
  #listen(form) {
    form.addEventListener("input", () => this.#changed());
    form.addEventListener("change", () => this.#changed());
    form.addEventListener("submit", (event) => !event.defaultPrevented && this.#sending(form));
    addEventListener("online", () => this.#changes && void this.#save());
    addEventListener("pageshow", (event) => event.persisted && (this.#sent = false));
    document.addEventListener("visibilitychange", () => document.hidden && this.#timer && void this.#save(true));
  }

  /** Whatever the phone holds from before: put back, or let go when the server has it. @param {HTMLFormElement} form */
  async #takeUp(form) {
    const copy = await this.#vault(() => find(this.#person, this.#draft));
    const what = fate(copy ?? null, this.#base);
    if (what === "drop") await this.#vault(() => drop(this.#person, this.#draft));
    if (!copy || (what !== "restore" && what !== "fill")) return;
    if (putBack(form, copy, what === "fill")) {
      this.#say("restored");
      this.#changed();
    }
  }

  #changed() {
    this.#changes += 1;
    this.#sent = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#save(), PAUSE_MS);
  }

  /** The sign-in may be what answers: the words stay here until a page shows that they arrived. @param {HTMLFormElement} form */
  #sending(form) {
    this.#sent = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    remember(this.#person, this.#draft);
    void this.#keepHere(form, new FormData(form), true);
  }

  async #save(leaving = false) {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const form = this.#form;
    if (!form || this.#sent) return;
    const change = this.#changes;
    const body = new FormData(form);
    const kept = this.#keepHere(form, body, true);
    const savedAt = await this.#send(form, body, leaving);
    await kept;
    if (this.#sent || change !== this.#changes) return;
    if (savedAt === null) return this.#wait();
    this.#base = savedAt;
    this.#knew = true;
    await this.#keepHere(form, body, false);
    this.#say("saved");
  }

  /** @param {HTMLFormElement} form @param {FormData} body @param {boolean} dirty */
  #keepHere(form, body, dirty) {
    const fields = fieldsOf(body, (name) => isSecret(form, name));
    const copy = { fields, asked: namesOf(form), dirty, knew: this.#knew, base: this.#base, sent: this.#sent };
    return this.#vault(() => keep(this.#person, this.#draft, copy));
  }

  /** @param {HTMLFormElement} form @param {FormData} body @param {boolean} leaving @returns {Promise<string | null>} version, or null */
  async #send(form, body, leaving) {
    if (!this.dataset.save) return null;
    const headers = { Accept: "application/json", "X-CSRFToken": csrfToken(form) };
    /** @type {RequestInit} */
    const request = { method: "POST", body, headers, redirect: "manual", credentials: "same-origin", keepalive: leaving };
    try {
      const answer = await fetch(this.dataset.save, request);
      if (!answer.ok) return null; // signed out, too long, or the house is down: the copy here stays
      const json = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      return json.saved_at ?? new Date().toISOString();
    } catch {
      return null;
    }
  }

  #wait() {
    this.#say("waiting");
    this.#timer = setTimeout(() => void this.#save(), AGAIN_MS);
  }

  /** @param {"saved" | "waiting" | "restored"} what */
  #say(what) {
    const words = this.dataset[what] ?? "";
    if (this.#status.textContent !== words) this.#status.textContent = words;
  }

  /** @template T @param {() => Promise<T>} use @returns {Promise<T | undefined>} */
  async #vault(use) {
    if (!canKeep() || !this.#person) return undefined;
    return use().catch(() => undefined); // a vault that does not open must not stop the writing
  }
}

customElements.define("draft-keeper", DraftKeeper);
