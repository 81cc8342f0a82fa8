import { Bench } from "../board/bench.js";
import { isWhole } from "../board/camera.js";
import { Hand } from "../board/hand.js";
import { Painter } from "../board/paint.js";
import { Previews } from "../board/previews.js";
import { Sayer } from "../board/sayer.js";
import { Tools } from "../board/tools.js";
import { hasGone, isMove, isStrange, standing } from "../board/view.js";
import { hearAsks } from "../lib/board-asks.js";
import { BoardLink, here } from "../lib/board-link.js";
import { csrfToken } from "../lib/csrf.js";
import { html } from "../lib/svg.js";
import { Timers } from "../lib/timers.js";

/**
 * The board from above. Its first view and all its words are JSON inside it (`#board-view`, `#board-words`), its
 * addresses are `data-live`, `data-do`, `data-stop`, `data-view`. It tells the page `board:view` (the view), `board:refused` (code, sentence) and
 * `board:link` (connected, waiting, gone). Without `data-live` it only shows.
 * @typedef {import("../board/view.js").View} View
 */
const NAMES_MS = 200; // after others moved something names are laid out anew
const NAMES_DRAGGED_MS = 1_500; // while hands are at work

export class ConstellationBoard extends HTMLElement {
  /** @type {BoardLink | undefined} */ #link;
  /** @type {Bench | undefined} */ #bench;
  #world = here();
  #timers = new Timers(this.#world);
  #previews = new Previews(this.#world, (figures) => (this.#at.now.forget(figures), this.#draw()));
  /** @type {unknown[]} */ #drawn = [];
  #due = false;
  #wide_px = 0;

  connectedCallback() {
    if (this.#bench) return this.#link?.open();
    const [view, words] = ["view", "words"].map((part) => JSON.parse(this.querySelector(`script#board-${part}`)?.textContent ?? "{}"));
    this.painter = new Painter(words);
    this.sayer = new Sayer(this, words, this.#world);
    this.#bench = new Bench(view, this.#world, { painter: this.painter, link: () => this.#link, draw: () => this.#draw(), ask: (command) => void this.ask(command) });
    this.tools = new Tools(words, this.#bench, (posture) => void this.ask({ do: "appear", figure: this.#bench?.chosen, posture }));
    this.hand = new Hand(this.#bench);
    for (const plain of this.querySelectorAll("[data-plain]")) plain.toggleAttribute("hidden", true);
    this.append(html("div", { class: "board__stage" }, this.painter.ghosts.root, this.painter.svg, this.sayer.note), this.tools.root, this.tools.tray, ...this.sayer.lines);
    this.#listen(this.#bench, this.painter.svg);
    this.sayer.begin(view);
    this.#link = this.#linked(this.sayer);
    if (this.#link) hearAsks((command) => this.ask(command));
    this.#link?.open();
  }

  disconnectedCallback() {
    this.#link?.close();
  }

  /** @returns {View} what is shown now */
  get view() {
    return this.#at.view;
  }

  get #at() {
    return /** @type {Bench} */ (this.#bench);
  }

  /** @param {Sayer} sayer */
  #linked(sayer) {
    const { live, do: asks = "", stop = "", view = "" } = this.dataset;
    if (!live) return undefined;
    const socket = new URL(live, location.href.replace(/^http/, "ws")).href;
    const token = csrfToken(this) || csrfToken(document);
    const frame = (/** @type {import("../board/view.js").Frame} */ each) => this.#frame(each);
    return new BoardLink({ live: socket, do: asks, stop, view, token }, { frame, state: (state, why) => this.#state(sayer, state, why) }, this.#world);
  }

  /** @param {Sayer} sayer @param {import("../lib/board-link.js").LinkState} state @param {string} why */
  #state(sayer, state, why) {
    sayer.linked(state, why);
    if (state === "gone") this.#change(() => this.#at.now.end(), new Set());
  }

  /** @param {Bench} bench @param {SVGElement} plane */
  #listen(bench, plane) {
    new ResizeObserver(([{ contentRect }]) => ((this.#wide_px = contentRect.width), this.#draw())).observe(plane);
    plane.addEventListener("keydown", (event) => bench.key(event));
    plane.addEventListener("focusout", () => bench.commit());
    plane.addEventListener("focusin", () => (this.#timers.cancel("names"), this.#draw())); // what is read out is as it is now
    addEventListener("pagehide", () => this.#link?.close());
    addEventListener("pageshow", (event) => event.persisted && this.#link?.open());
  }

  /** @param {import("../board/view.js").Command} command @returns {Promise<import("../lib/board-post.js").Answer>} */
  async ask(command) {
    if (!this.#link) return { code: "only_shows", sentence: "" };
    const [{ now }, id, own] = [this.#at, this.#world.newId(), new Set([String(command.figure)])];
    this.#change(() => now.hope(id, command), own);
    this.sayer?.asked(command);
    const answer = await this.#link.ask(command, id);
    this.sayer?.answered(command, answer);
    this.#change(() => now.answered(id, answer), own);
    return answer;
  }

  /** @param {import("../board/view.js").Frame} frame */
  #frame(frame) {
    const { now } = this.#at;
    if (isStrange(now.server, frame)) void this.#link?.lookAgain();
    const held = now.held;
    if (frame.view || frame.moved || frame.here) this.#change(() => now.frame(frame), new Set(held ? [held.figure] : []));
    else now.frame(frame), this.#draw();
    if (held && !now.held) this.hand?.letGo(), this.#at.release();
    this.#previews.came(Object.keys(frame.drags ?? {}));
  }

  /** @param {() => void} act @param {Set<string>} own figures this hand moves */
  #change(act, own) {
    const before = this.view;
    act();
    const after = this.view;
    for (const [id, figure] of standing(before)) {
      if (!own.has(id) && hasGone(figure, after.figures?.[id])) this.painter?.fade(id, figure);
    }
    if (this.#at.chosen && !after.figures?.[this.#at.chosen]) this.#at.chosen = null;
    this.sayer?.changed(before, after, own);
    if (own.size || !isMove(before, after)) this.#timers.cancel("names");
    else if (!this.#timers.has("names")) this.#timers.in("names", Object.keys(after.drags ?? {}).length ? NAMES_DRAGGED_MS : NAMES_MS, () => this.#draw());
    this.#draw();
    this.dispatchEvent(new CustomEvent("board:view", { bubbles: true, detail: after }));
  }

  /** Once a frame, however much came. */
  #draw() {
    if (this.#due || !this.#wide_px) return; // nothing is drawn before its size is known
    this.#due = true;
    requestAnimationFrame(() => ((this.#due = false), this.#paint()));
  }

  #paint() {
    const { view, chosen, camera, now } = this.#at;
    if (chosen !== this.#drawn[0] || camera !== this.#drawn[1]) this.#timers.cancel("names");
    const holds = now.held !== null || this.#timers.has("names");
    const seen = [chosen, camera, view.figures, view.lines, view.zones, view.rows_shown, view.me, view.frozen, this.#wide_px, holds];
    if (seen.every((each, i) => each === this.#drawn[i])) return this.painter?.paintDrags(view);
    this.#drawn = seen;
    this.painter?.paint(view, { chosen, camera, wide_px: this.#wide_px, holds });
    this.tools?.show(view, chosen);
    this.toggleAttribute("data-still", Boolean(view.frozen));
    this.toggleAttribute("data-near", !isWhole(camera));
  }
}

customElements.define("constellation-board", ConstellationBoard);
