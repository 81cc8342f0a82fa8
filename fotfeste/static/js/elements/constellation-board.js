import { BoardController } from "../board/board-controller.js";
import { BoardRenderer } from "../board/board-renderer.js";
import { browserEnvironment, endpointsOf } from "../board/browser-environment.js";
import { PointerInput } from "../board/pointer-input.js";
import { Painter } from "../board/painter.js";
import { DragExpiry } from "../board/drag-expiry.js";
import { Announcer } from "../board/announcer.js";
import { Toolbar } from "../board/toolbar.js";
import { hasUnknownFigure, isOnlyMoves } from "../board/seat-view.js";
import { listenForCommands } from "../board/command-buttons.js";
import { BoardConnection } from "../board/connection.js";
import { csrfToken } from "../lib/csrf.js";
import { html } from "../lib/dom.js";

/**
 * The board from above. Its first view and all its words are JSON inside it (`#board-view`, `#board-words`), its
 * addresses are `data-live`, `data-do`, `data-stop`, `data-view`. It tells the page `board:view` (the view),
 * `board:refused` (code, sentence) and
 * `board:link` (connected, waiting, outdated, gone). Without `data-live` it only shows.
 * @typedef {import("../board/seat-view.js").View} View
 */
export class ConstellationBoard extends HTMLElement {
  /** @type {BoardConnection | undefined} */ #connection;
  /** @type {BoardController | undefined} */ #controller;
  #environment = browserEnvironment();
  #dragExpiry = new DragExpiry(this.#environment, (figures) => this.#current.forgetDrags(figures));
  /** @type {BoardRenderer | undefined} */ #renderer;

  connectedCallback() {
    if (this.#controller) return this.#connection?.open();
    const [view, words] = ["view", "words"].map((part) =>
      JSON.parse(this.querySelector(`script#board-${part}`)?.textContent ?? "{}"),
    );
    this.painter = new Painter(words);
    this.announcer = new Announcer(this, words, this.#environment);
    this.#controller = new BoardController(view, this.#environment, {
      painter: this.painter,
      connection: () => this.#connection,
      draw: () => this.#renderer?.schedule(),
      ask: (command) => void this.ask(command),
    });
    this.toolbar = new Toolbar(words, this.#controller, (posture) => this.#stand(posture));
    this.pointer = new PointerInput(this.#controller);
    for (const plain of this.querySelectorAll("[data-plain]")) plain.toggleAttribute("hidden", true);
    this.append(
      html("div", { class: "board__stage" }, this.painter.ghosts.root, this.painter.svg, this.announcer.note),
      this.toolbar.root,
      this.toolbar.tray,
      ...this.announcer.lines,
    );
    this.#renderer = new BoardRenderer(this, this.#controller, this.toolbar, this.#environment);
    this.#listen(this.#controller, this.painter.svg);
    this.announcer.showBoardState(view);
    this.#connection = this.#connectionFor(this.announcer);
    if (this.#connection) listenForCommands((command) => this.ask(command));
    this.#connection?.open();
  }

  disconnectedCallback() {
    this.#connection?.close();
  }

  /** @param {string} posture */
  #stand(posture) {
    void this.ask({ do: "appear", figure: this.#current.selected, posture });
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
    const endpoints = endpointsOf(this.dataset, csrfToken(this) || csrfToken(document));
    /** @type {import("../board/connection.js").ConnectionListeners} */
    const listeners = {
      frame: (frame) => this.#takeFrame(frame),
      state: (state, why) => this.#showConnection(announcer, state, why),
    };
    return endpoints && new BoardConnection(endpoints, listeners, this.#environment);
  }

  /**
   * @param {Announcer} announcer @param {import("../board/connection.js").ConnectionState} state @param {string} why
   */
  #showConnection(announcer, state, why) {
    announcer.announceConnection(state, why);
    if (state === "gone") this.#change(() => this.#current.optimistic.end(), new Set());
  }

  /** @param {BoardController} controller @param {SVGElement} plane */
  #listen(controller, plane) {
    plane.addEventListener("keydown", (event) => controller.pressKey(event));
    plane.addEventListener("focusout", () => controller.commit());
    plane.addEventListener("focusin", () => this.#renderer?.nameNow()); // what is read out is as it is now
    addEventListener("pagehide", () => this.#connection?.close());
    addEventListener("pageshow", (event) => event.persisted && this.#connection?.open());
  }

  /**
   * @param {import("../board/seat-view.js").Command} command
   * @returns {Promise<import("../board/command-http.js").CommandAnswer>}
   */
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
    const isChange = frame.view || frame.moved || frame.here;
    if (isChange) this.#change(() => optimistic.applyFrame(frame), new Set(held ? [held.figure] : []));
    else optimistic.applyFrame(frame);
    this.#renderer?.schedule();
    if (held && !optimistic.heldFigure) {
      this.pointer?.release();
      this.#current.release();
    }
    this.#dragExpiry.renew(Object.keys(frame.drags ?? {}));
  }

  /** @param {() => void} act @param {Set<string>} own figures this hand moves */
  #change(act, own) {
    const before = this.view;
    act();
    const after = this.view;
    this.painter?.fadeMoved(before, after, own);
    if (this.#current.selected && !after.figures?.[this.#current.selected]) this.#current.selected = null;
    this.announcer?.announceChange(before, after, own);
    if (own.size || !isOnlyMoves(before, after)) this.#renderer?.nameNow();
    else this.#renderer?.nameLater(Object.keys(after.drags ?? {}).length > 0);
    this.dispatchEvent(new CustomEvent("board:view", { bubbles: true, detail: after }));
  }
}

customElements.define("constellation-board", ConstellationBoard);
