import { html } from "../lib/dom.js";
import { Timers } from "../lib/timers.js";
import { describeChanges } from "./descriptions.js";
import { isStop } from "./seat-view.js";

/**
 * What the board says: a note on it (still, no connection), a line for what was refused, and a polite line read out.
 * @typedef {import("./seat-view.js").View} View
 * @typedef {import("./command-http.js").CommandAnswer} Answer
 */
const GATHER_MS = 700; // several changes are one sentence or two
const PATIENT_MS = 800; // a connection that is back by then was not worth a word
const STOP_MS = 1_500;

export class Announcer {
  note = html("p", { class: "board__note", role: "status" });
  #refusal = html("p", { class: "board__refused", role: "alert", hidden: "" });
  #liveRegion = html("p", { class: "ds-sr-only", "aria-live": "polite" });
  lines = [this.#refusal, this.#liveRegion];
  /** @type {View | null} */ #before = null;
  /** @type {Set<string>} */ #own = new Set();
  #timers;
  #connectionMessage = "";
  #isFrozen = false;
  #isOutdated = false;

  /**
   * @param {HTMLElement} host @param {import("./descriptions.js").BoardLabels} words
   * @param {import("../lib/timers.js").Time} time
   */
  constructor(host, words, time) {
    this.host = host;
    this.words = words;
    this.#timers = new Timers(time);
    this.lines.unshift(html("p", { class: "ds-sr-only", id: "board-keys" }, words.keys));
  }

  /** @param {View} view */
  showBoardState(view) {
    this.#isFrozen = Boolean(view.frozen);
    this.#updateNote();
  }

  /** @param {View} before @param {View} after @param {Set<string>} own */
  announceChange(before, after, own) {
    this.#before ??= before;
    for (const id of own) this.#own.add(id);
    this.#timers.in("aloud", GATHER_MS, () => {
      this.#liveRegion.textContent = describeChanges(/** @type {View} */ (this.#before), after, this.words, this.#own);
      this.#before = null;
      this.#own = new Set();
    });
    this.showBoardState(after);
  }

  /** @param {import("./connection.js").ConnectionState} state @param {string} why */
  announceConnection(state, why) {
    this.#dispatch("board:link", { state, why });
    if (state === "outdated") return this.#offerReload(why);
    const words =
      state === "connected"
        ? ""
        : state === "waiting"
          ? this.words.waiting
          : why === "signin"
            ? this.words.signin
            : this.words.seat_gone;
    this.#timers.in("link", state === "waiting" && !this.#connectionMessage ? PATIENT_MS : 0, () => {
      this.#connectionMessage = words;
      this.#updateNote();
    });
  }

  /** Where the page has sections of the server's, those say so. @param {string} sentence */
  #offerReload(sentence) {
    this.#timers.cancel("link");
    if (this.host.closest("board-parts")) return;
    const button = html(
      "button",
      { class: "ds-button", type: "button", "data-size": "sm", "data-variant": "secondary" },
      this.words.reload,
    );
    button.addEventListener("click", () => location.reload());
    this.note.replaceChildren(`${sentence} `, button);
    this.note.toggleAttribute("data-says", true);
    this.#isOutdated = true;
  }

  /** @param {import("./seat-view.js").Command} command */
  beginCommand(command) {
    this.#showRefusal("");
    if (isStop(command)) this.#timers.in("stop", STOP_MS, () => this.#showRefusal(this.words.stop_waits));
  }

  /** @param {import("./seat-view.js").Command} command @param {Answer} answer */
  endCommand(command, answer) {
    if (isStop(command)) {
      this.#timers.cancel("stop");
      this.#showRefusal("");
    }
    if ("seq" in answer || answer.code === "gone") return;
    const sentence = answer.sentence || this.words.not_sent;
    this.#showRefusal(sentence);
    this.#dispatch("board:refused", { code: answer.code, sentence });
  }

  /** @param {string} sentence */
  #showRefusal(sentence) {
    this.#refusal.textContent = sentence;
    this.#refusal.hidden = !sentence;
  }

  #updateNote() {
    if (this.#isOutdated) return;
    const words = this.#connectionMessage || (this.#isFrozen ? this.words.frozen : "");
    if (this.note.textContent !== words) this.note.textContent = words;
    this.note.toggleAttribute("data-says", Boolean(words));
  }

  /** @param {string} name @param {unknown} detail */
  #dispatch(name, detail) {
    this.host.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}
