import { seen } from "../board/inside.js";
import { nameOf, put } from "../board/said.js";
import { HIGH, WIDE, saidOf, sceneOf } from "../board/scene.js";
import { standing } from "../board/view.js";
import { html, svg } from "../lib/svg.js";

/**
 * What one figure sees from where it stands, drawn and in words. Whose eyes one may look through is the seat's right
 * (`me.inside`: any, own or none). Its words are JSON inside it; the view comes from the board's `board:view`.
 * @typedef {import("../board/view.js").View} View
 */
const FADE_MS = 180;
const REST_MS = 200;

class InsideView extends HTMLElement {
  /** @type {View | null} */ #view = null;
  #words = /** @type {import("../board/scene.js").SceneWords} */ ({});
  #whose = html("select", { class: "ds-input", id: "inside-whose" });
  #title = html("p", { class: "inside__title" });
  #choice = html("div", { class: "inside__choice" });
  #picture = svg("svg", { class: "inside__picture", viewBox: `0 0 ${WIDE} ${HIGH}`, "aria-hidden": "true" });
  #said = html("div", { class: "inside__said" });
  #drawn = "";
  #due = false;
  #hears = (/** @type {Event} */ event) => this.#see(/** @type {CustomEvent<View>} */ (event).detail);

  connectedCallback() {
    if (!this.firstElementChild?.matches("script")) return;
    this.#words = JSON.parse(this.querySelector("script")?.textContent ?? "{}");
    this.#choice.append(html("label", { class: "ds-sr-only", for: this.#whose.id }, this.#words.whose), this.#whose);
    if (!this.contains(this.#picture)) this.append(this.#choice, this.#title, this.#picture, this.#said);
    this.#whose.addEventListener("change", () => this.#draw());
    addEventListener("board:view", this.#hears);
    void customElements.whenDefined("constellation-board").then(() => this.#begin());
  }

  disconnectedCallback() {
    removeEventListener("board:view", this.#hears);
  }

  #begin() {
    const board = document.querySelector("constellation-board");
    if (board && "view" in board && !this.#view) this.#see(/** @type {View} */ (board.view));
  }

  /** The first at once, then a few times a second, however much came. @param {View} view */
  #see(view) {
    const isFirst = !this.#view;
    this.#view = view;
    if (this.#due) return;
    this.#due = true;
    setTimeout(() => ((this.#due = false), this.#offer(), this.#draw()), isFirst ? 0 : REST_MS);
  }

  /** @returns {string[]} figures whose eyes this seat may look through */
  #eyes() {
    const view = /** @type {View} */ (this.#view);
    const may = view.me.inside;
    return standing(view).map(([id]) => id).filter((id) => may === "any" || (may === "own" && id === view.me.figure));
  }

  #offer() {
    const [eyes, figures] = [this.#eyes(), this.#view?.figures ?? {}];
    this.hidden = !eyes.length;
    const offered = eyes.map((id) => `${id}\n${nameOf(figures[id], this.#words)}`);
    this.#choice.hidden = eyes.length < 2;
    this.#title.hidden = eyes.length !== 1;
    if (this.#whose.dataset.offered === offered.join("\n")) return;
    const before = this.#whose.value;
    this.#whose.dataset.offered = offered.join("\n");
    this.#whose.replaceChildren(...eyes.map((id) => html("option", { value: id }, put(this.#words.title, { figure: nameOf(figures[id], this.#words) }))));
    this.#whose.value = eyes.includes(before) ? before : (eyes.find((id) => figures[id].mine) ?? eyes.find((id) => figures[id].kind === "self") ?? eyes[0] ?? "");
  }

  #draw() {
    const [id, figures] = [this.#whose.value, this.#view?.figures ?? {}];
    const drawn = JSON.stringify([id, Object.entries(figures).map(([key, { at, posture, scale, shape, tone, label, on_board, mine }]) => [key, at, posture, scale, shape, tone, label, on_board, mine])]);
    if (drawn === this.#drawn) return;
    const isFirst = !this.#drawn;
    this.#drawn = drawn;
    if (!figures[id]) return;
    this.#title.textContent = figures[id].mine ? this.#words.own_title : put(this.#words.title, { figure: nameOf(figures[id], this.#words) });
    this.#fadeTo(sceneOf(figures, id, this.#words), isFirst);
    const said = saidOf(figures, seen(figures, id), this.#words, figures[id].mine);
    this.#said.replaceChildren(...(said.length ? said : [this.#words.nothing]).map((words) => html("p", {}, words)));
  }

  /** The new picture lies under the old one, which fades. Nothing flies. @param {SVGElement} scene @param {boolean} isFirst */
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
