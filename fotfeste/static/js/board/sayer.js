import { html } from "../lib/svg.js";
import { Timers } from "../lib/timers.js";
import { changes } from "./said.js";
import { isStop } from "./view.js";

/**
 * What the board says: a note on it (still, no connection), a line for what was refused, and a polite line read out.
 * @typedef {import("./view.js").View} View
 * @typedef {import("../lib/board-post.js").Answer} Answer
 */
const GATHER_MS = 700; // several changes are one sentence or two
const PATIENT_MS = 800; // a connection that is back by then was not worth a word
const STOP_MS = 1_500;

export class Sayer {
  note = html("p", { class: "board__note", role: "status" });
  #refused = html("p", { class: "board__refused", role: "alert", hidden: "" });
  #aloud = html("p", { class: "ds-sr-only", "aria-live": "polite" });
  lines = [this.#refused, this.#aloud];
  /** @type {View | null} */ #before = null;
  /** @type {Set<string>} */ #own = new Set();
  #timers;
  #link = "";
  #still = false;

  /** @param {HTMLElement} host @param {import("./said.js").Words} words @param {import("../lib/timers.js").Time} time */
  constructor(host, words, time) {
    this.host = host;
    this.words = words;
    this.#timers = new Timers(time);
    this.lines.unshift(html("p", { class: "ds-sr-only", id: "board-keys" }, words.keys));
  }

  /** @param {View} view */
  begin(view) {
    this.#still = Boolean(view.frozen);
    this.#show();
  }

  /** @param {View} before @param {View} after @param {Set<string>} own */
  changed(before, after, own) {
    this.#before ??= before;
    for (const id of own) this.#own.add(id);
    this.#timers.in("aloud", GATHER_MS, () => {
      this.#aloud.textContent = changes(/** @type {View} */ (this.#before), after, this.words, this.#own);
      this.#before = null;
      this.#own = new Set();
    });
    this.begin(after);
  }

  /** @param {import("../lib/board-link.js").LinkState} state @param {string} why */
  linked(state, why) {
    this.#tell("board:link", { state, why });
    const words = state === "connected" ? "" : state === "waiting" ? this.words.waiting : why === "signin" ? this.words.signin : this.words.seat_gone;
    this.#timers.in("link", state === "waiting" && !this.#link ? PATIENT_MS : 0, () => ((this.#link = words), this.#show()));
  }

  /** @param {import("./view.js").Command} command */
  asked(command) {
    this.#refuse("");
    if (isStop(command)) this.#timers.in("stop", STOP_MS, () => this.#refuse(this.words.stop_waits));
  }

  /** @param {import("./view.js").Command} command @param {Answer} answer */
  answered(command, answer) {
    if (isStop(command)) this.#timers.cancel("stop"), this.#refuse("");
    if ("seq" in answer || answer.code === "gone") return;
    const sentence = answer.sentence || this.words.not_sent;
    this.#refuse(sentence);
    this.#tell("board:refused", { code: answer.code, sentence });
  }

  /** @param {string} sentence */
  #refuse(sentence) {
    this.#refused.textContent = sentence;
    this.#refused.hidden = !sentence;
  }

  #show() {
    const words = this.#link || (this.#still ? this.words.frozen : "");
    if (this.note.textContent !== words) this.note.textContent = words;
    this.note.toggleAttribute("data-says", Boolean(words));
  }

  /** @param {string} name @param {unknown} detail */
  #tell(name, detail) {
    this.host.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}
