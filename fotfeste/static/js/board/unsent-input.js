import { saveNote, loadNote, deleteNote } from "../lib/encrypted-store.js";
import { boardNote } from "../lib/stored-names.js";

/**
 * What is typed on a board's page and not sent yet. It outlives every refresh of a section, and, for someone signed in,
 * a
 * reload too: under the key of the encrypted store, which signing out takes away. A guest's words stay in memory only,
 * because a
 * guest's device may be shared and has no sign-out that would clear them.
 * @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field
 */
const PAUSE_MS = 500;

export class UnsentInput {
  /** @type {Record<string, string>} */ #values = {};
  /** @type {ReturnType<typeof setTimeout> | undefined} */ #timer;

  /** @param {string} person empty for a guest @param {string} board */
  constructor(person, board) {
    this.person = person;
    this.noteName = boardNote(board);
  }

  /** @param {ParentNode} root */
  async restore(root) {
    const before = (this.person && (await loadNote(this.person, this.noteName).catch(() => undefined))) || {};
    this.#values = { ...before, ...this.#values };
    this.fill(root);
  }

  /** Keep what differs from what the page came with. @param {ParentNode} root */
  remember(root) {
    for (const field of fieldsIn(root)) {
      if (isDirty(field)) this.#values[keyOf(field)] = field.value;
      else delete this.#values[keyOf(field)];
    }
    this.#scheduleSave();
  }

  /** @param {ParentNode} root */
  fill(root) {
    for (const field of fieldsIn(root)) {
      const words = this.#values[keyOf(field)];
      if (words === undefined || isDirty(field)) continue;
      field.value = words;
      field.closest("details")?.setAttribute("open", "");
    }
  }

  /** It was sent. @param {HTMLFormElement} form */
  forget(form) {
    for (const field of fieldsIn(form)) delete this.#values[keyOf(field)];
    this.#scheduleSave();
  }

  #scheduleSave() {
    clearTimeout(this.#timer);
    if (this.person) this.#timer = setTimeout(() => void this.#save(), PAUSE_MS);
  }

  async #save() {
    const any = Object.keys(this.#values).length > 0;
    await (any ? saveNote(this.person, this.noteName, this.#values) : deleteNote(this.person, this.noteName)).catch(
      () => undefined,
    );
  }
}

/**
 * Fields of forms that are sent by a button; a touch that is sent at once is no words.
 * @param {ParentNode} root @returns {Field[]}
 */
function fieldsIn(root) {
  const fields = /** @type {Field[]} */ ([...root.querySelectorAll("input:not([type=hidden]), textarea, select")]);
  return fields.filter((field) => field.form?.dataset.form && !field.form.hasAttribute("data-at-once"));
}

/** @param {Field} field */
const keyOf = (field) => `${field.form?.dataset.form}/${field.name}`;

/** @param {Field} field @returns {boolean} whether it holds something the page did not come with */
export function isDirty(field) {
  if (!(field instanceof HTMLSelectElement)) return field.value !== field.defaultValue;
  const first = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
  return Boolean(first) && field.value !== first.value;
}
