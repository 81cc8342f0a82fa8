import { BoardController } from "../board/board-controller.js";
import { isWhole } from "../board/camera.js";
import { PointerInput } from "../board/pointer-input.js";
import { Painter } from "../board/painter.js";
import { DragExpiry } from "../board/drag-expiry.js";
import { Announcer } from "../board/announcer.js";
import { Toolbar } from "../board/toolbar.js";
import { hasLeftPlace, isOnlyMoves, hasUnknownFigure, figuresOnBoard } from "../board/seat-view.js";
import { listenForCommands } from "../board/command-buttons.js";
import { BoardConnection, browserEnvironment } from "../board/connection.js";
import { csrfToken } from "../lib/csrf.js";
import { html } from "../lib/dom.js";
import { Timers } from "../lib/timers.js";

/**
 * The board from above. Its first view and all its words are JSON inside it (`#board-view`, `#board-words`), its
 * addresses are `data-live`, `data-do`, `data-stop`, `data-view`. It tells the page `board:view` (the view), `board:refused` (code, sentence) and
 * `board:link` (connected, waiting, outdated, gone). Without `data-live` it only shows.
 * @typedef {import("../board/seat-view.js").View} View
 */
const NAMES_MS = 200; // after others moved something names are laid out anew
const NAMES_DRAGGED_MS = 1_500; // while hands are at work

export class ConstellationBoard extends HTMLElement {
  /** @type {BoardConnection | undefined} */ #connection;
  /** @type {BoardController | undefined} */ #controller;
  #environment = browserEnvironment();
  #timers = new Timers(this.#environment);
  #dragExpiry = new DragExpiry(this.#environment, (figures) => (this.#current.optimistic.forgetDrags(figures), this.#draw()));
  /** @type {unknown[]} */ #painted = [];
  #isDrawScheduled = false;
  #wide_px = 0;

  connectedCallback() {
    if (this.#controller) return this.#connection?.open();
    const [view, words] = ["view", "words"].map((part) => JSON.parse(this.querySelector(`script#board-${part}`)?.textContent ?? "{}"));
    this.painter = new Painter(words);
    this.announcer = new Announcer(this, words, this.#environment);
    this.#controller = new BoardController(view, this.#environment, { painter: this.painter, connection: () => this.#connection, draw: () => this.#draw(), ask: (command) => void this.ask(command) });
    this.toolbar = new Toolbar(words, this.#controller, (posture) => void this.ask({ do: "appear", figure: this.#controller?.selected, posture }));
    this.pointer = new PointerInput(this.#controller);
    for (const plain of this.querySelectorAll("[data-plain]")) plain.toggleAttribute("hidden", true);
    this.append(html("div", { class: "board__stage" }, this.painter.ghosts.root, this.painter.svg, this.announcer.note), this.toolbar.root, this.toolbar.tray, ...this.announcer.lines);
    this.#listen(this.#controller, this.painter.svg);
    this.announcer.showBoardState(view);
    this.#connection = this.#connectionFor(this.announcer);
    if (this.#connection) listenForCommands((command) => this.ask(command));
    this.#connection?.open();
  }

  disconnectedCallback() {
    this.#connection?.close();
  }

  /** @returns {View} what is shown now */
  get view() {
    return this.#current.view;
  }

  get #current() {
    return /** @type {BoardController} */ (this.#controller);
  }

  /** @param {Announcer} announcer */
  #connectionFor(announcer) {
    const { live, do: asks = "", stop = "", view = "" } = this.dataset;
    if (!live) return undefined;
    const socket = new URL(live, location.href.replace(/^http/, "ws")).href;
    const token = csrfToken(this) || csrfToken(document);
    const frame = (/** @type {import("../board/seat-view.js").Frame} */ each) => this.#takeFrame(each);
    return new BoardConnection({ live: socket, do: asks, stop, view, token }, { frame, state: (state, why) => this.#showConnection(announcer, state, why) }, this.#environment);
  }

  /** @param {Announcer} announcer @param {import("../board/connection.js").ConnectionState} state @param {string} why */
  #showConnection(announcer, state, why) {
    announcer.announceConnection(state, why);
    if (state === "gone") this.#change(() => this.#current.optimistic.end(), new Set());
  }

  /** @param {BoardController} controller @param {SVGElement} plane */
  #listen(controller, plane) {
    new ResizeObserver(([{ contentRect }]) => ((this.#wide_px = contentRect.width), this.#draw())).observe(plane);
    plane.addEventListener("keydown", (event) => controller.pressKey(event));
    plane.addEventListener("focusout", () => controller.commit());
    plane.addEventListener("focusin", () => (this.#timers.cancel("names"), this.#draw())); // what is read out is as it is now
    addEventListener("pagehide", () => this.#connection?.close());
    addEventListener("pageshow", (event) => event.persisted && this.#connection?.open());
  }

  /** @param {import("../board/seat-view.js").Command} command @returns {Promise<import("../board/command-http.js").CommandAnswer>} */
  async ask(command) {
    if (!this.#connection) return { code: "only_shows", sentence: "" };
    const [{ optimistic }, id, own] = [this.#current, this.#environment.newId(), new Set([String(command.figure)])];
    this.#change(() => optimistic.addPending(id, command), own);
    this.announcer?.beginCommand(command);
    const answer = await this.#connection.execute(command, id);
    this.announcer?.endCommand(command, answer);
    this.#change(() => optimistic.settle(id, answer), own);
    return answer;
  }

  /** @param {import("../board/seat-view.js").Frame} frame */
  #takeFrame(frame) {
    const { optimistic } = this.#current;
    if (hasUnknownFigure(optimistic.server, frame)) void this.#connection?.fetchView();
    const held = optimistic.heldFigure;
    if (frame.view || frame.moved || frame.here) this.#change(() => optimistic.applyFrame(frame), new Set(held ? [held.figure] : []));
    else optimistic.applyFrame(frame), this.#draw();
    if (held && !optimistic.heldFigure) this.pointer?.release(), this.#current.release();
    this.#dragExpiry.renew(Object.keys(frame.drags ?? {}));
  }

  /** @param {() => void} act @param {Set<string>} own figures this hand moves */
  #change(act, own) {
    const before = this.view;
    act();
    const after = this.view;
    for (const [id, figure] of figuresOnBoard(before)) {
      if (!own.has(id) && hasLeftPlace(figure, after.figures?.[id])) this.painter?.fadeFrom(id, figure);
    }
    if (this.#current.selected && !after.figures?.[this.#current.selected]) this.#current.selected = null;
    this.announcer?.announceChange(before, after, own);
    if (own.size || !isOnlyMoves(before, after)) this.#timers.cancel("names");
    else if (!this.#timers.has("names")) this.#timers.in("names", Object.keys(after.drags ?? {}).length ? NAMES_DRAGGED_MS : NAMES_MS, () => this.#draw());
    this.#draw();
    this.dispatchEvent(new CustomEvent("board:view", { bubbles: true, detail: after }));
  }

  /** Once a frame, however much came. */
  #draw() {
    if (this.#isDrawScheduled || !this.#wide_px) return; // nothing is drawn before its size is known
    this.#isDrawScheduled = true;
    requestAnimationFrame(() => ((this.#isDrawScheduled = false), this.#paint()));
  }

  #paint() {
    const { view, selected, camera, optimistic } = this.#current;
    if (selected !== this.#painted[0] || camera !== this.#painted[1]) this.#timers.cancel("names");
    const isMoving = optimistic.heldFigure !== null || this.#timers.has("names");
    const seen = [selected, camera, view.figures, view.lines, view.zones, view.rows_shown, view.me, view.frozen, this.#wide_px, isMoving];
    if (seen.every((each, i) => each === this.#painted[i])) return this.painter?.paintDrags(view);
    this.#painted = seen;
    this.painter?.paint(view, { selected, camera, wide_px: this.#wide_px, isMoving });
    this.toolbar?.show(view, selected);
    this.toggleAttribute("data-still", Boolean(view.frozen));
    this.toggleAttribute("data-near", !isWhole(camera));
  }
}

customElements.define("constellation-board", ConstellationBoard);
