import { visibleFigures } from "../board/line-of-sight.js";
import { nameOf, fillTemplate } from "../board/descriptions.js";
import { HIGH, WIDE, describeSights, drawScene } from "../board/inside-scene.js";
import { figuresOnBoard } from "../board/seat-view.js";
import { html, svg } from "../lib/dom.js";

/**
 * What one figure sees from where it stands, drawn and in words. Whose eyes one may look through is the seat's right
 * (`me.inside`: any, own or none). Its words are JSON inside it; the view comes from the board's `board:view`.
 * @typedef {import("../board/seat-view.js").View} View
 */
const FADE_MS = 180;
const REST_MS = 200;

class InsideView extends HTMLElement {
  /** @type {View | null} */ #view = null;
  #words = /** @type {import("../board/inside-scene.js").InsideViewLabels} */ ({});
  #select = html("select", { class: "ds-input", id: "inside-whose" });
  #title = html("p", { class: "inside__title" });
  #choice = html("div", { class: "inside__choice" });
  #picture = svg("svg", { class: "inside__picture", viewBox: `0 0 ${WIDE} ${HIGH}`, "aria-hidden": "true" });
  #description = html("div", { class: "inside__said" });
  #drawnKey = "";
  #isDrawScheduled = false;
  #onBoardView = (/** @type {Event} */ event) => this.#takeView(/** @type {CustomEvent<View>} */ (event).detail);

  connectedCallback() {
    if (!this.firstElementChild?.matches("script")) return;
    this.#words = JSON.parse(this.querySelector("script")?.textContent ?? "{}");
    this.#choice.append(html("label", { class: "ds-sr-only", for: this.#select.id }, this.#words.whose), this.#select);
    if (!this.contains(this.#picture)) this.append(this.#choice, this.#title, this.#picture, this.#description);
    this.#select.addEventListener("change", () => this.#draw());
    addEventListener("board:view", this.#onBoardView);
    void customElements.whenDefined("constellation-board").then(() => this.#begin());
  }

  disconnectedCallback() {
    removeEventListener("board:view", this.#onBoardView);
  }

  #begin() {
    const board = document.querySelector("constellation-board");
    if (board && "view" in board && !this.#view) this.#takeView(/** @type {View} */ (board.view));
  }

  /** The first at once, then a few times a second, however much came. @param {View} view */
  #takeView(view) {
    const isFirst = !this.#view;
    this.#view = view;
    if (this.#isDrawScheduled) return;
    this.#isDrawScheduled = true;
    setTimeout(() => this.#update(), isFirst ? 0 : REST_MS);
  }

  #update() {
    this.#isDrawScheduled = false;
    this.#showChoices();
    this.#draw();
  }

  /** @returns {string[]} figures whose eyes this seat may look through */
  #availableEyes() {
    const view = /** @type {View} */ (this.#view);
    const may = view.me.inside;
    return figuresOnBoard(view)
      .map(([id]) => id)
      .filter((id) => may === "any" || (may === "own" && id === view.me.figure));
  }

  #showChoices() {
    const [eyes, figures] = [this.#availableEyes(), this.#view?.figures ?? {}];
    this.hidden = !eyes.length;
    const offered = eyes.map((id) => `${id}\n${nameOf(figures[id], this.#words)}`);
    this.#choice.hidden = eyes.length < 2;
    this.#title.hidden = eyes.length !== 1;
    if (this.#select.dataset.offered === offered.join("\n")) return;
    const before = this.#select.value;
    this.#select.dataset.offered = offered.join("\n");
    this.#select.replaceChildren(
      ...eyes.map((id) =>
        html("option", { value: id }, fillTemplate(this.#words.title, { figure: nameOf(figures[id], this.#words) })),
      ),
    );
    this.#select.value = eyes.includes(before)
      ? before
      : (eyes.find((id) => figures[id].mine) ?? eyes.find((id) => figures[id].kind === "self") ?? eyes[0] ?? "");
  }

  #draw() {
    const [id, figures] = [this.#select.value, this.#view?.figures ?? {}];
    const drawn = JSON.stringify([
      id,
      Object.entries(figures).map(([key, { at, posture, scale, shape, tone, label, on_board, mine }]) => [
        key,
        at,
        posture,
        scale,
        shape,
        tone,
        label,
        on_board,
        mine,
      ]),
    ]);
    if (drawn === this.#drawnKey) return;
    const isFirst = !this.#drawnKey;
    this.#drawnKey = drawn;
    if (!figures[id]) return;
    this.#title.textContent = figures[id].mine
      ? this.#words.own_title
      : fillTemplate(this.#words.title, { figure: nameOf(figures[id], this.#words) });
    this.#fadeTo(drawScene(figures, id, this.#words), isFirst);
    const said = describeSights(figures, visibleFigures(figures, id), this.#words, figures[id].mine);
    this.#description.replaceChildren(
      ...(said.length ? said : [this.#words.nothing]).map((words) => html("p", {}, words)),
    );
  }

  /**
   * The new picture lies under the old one, which fades. Nothing flies.
   * @param {SVGElement} scene @param {boolean} isFirst
   */
  #fadeTo(scene, isFirst) {
    const still = isFirst || matchMedia("(prefers-reduced-motion: reduce)").matches;
    const old = [...this.#picture.children];
    if (still) return this.#picture.replaceChildren(scene);
    this.#picture.prepend(scene);
    for (const each of old) {
      const fading = each.animate([{ opacity: 1 }, { opacity: 0 }], { duration: FADE_MS, fill: "forwards" });
      fading.onfinish = fading.oncancel = () => each.remove();
    }
  }
}

customElements.define("inside-view", InsideView);
