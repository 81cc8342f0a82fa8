import { WHOLE } from "../board/camera.js";
import { scenesOf, stepAtSeq, withDraggedFigure } from "../board/replay-frames.js";
import { linkExports, showAsImages, showPerceptions } from "../board/replay-panel.js";
import { Painter } from "../board/painter.js";
import { ReplayPlayer } from "../board/replay-player.js";
import { nameOf } from "../board/descriptions.js";
import { html } from "../lib/dom.js";

/**
 * Looking back at a board: plays it as one seat saw it, with the hesitation of each hand. It never begins by itself;
 * with
 * reduced motion it goes from step to step. Its film and its words are JSON inside it; its buttons are in the markup.
 * @typedef {import("../board/replay-frames.js").Film} Film
 * @typedef {import("../board/replay-frames.js").Scene} Scene
 */

export class BoardReplay extends HTMLElement {
  #at = 0;
  #wide_px = 0;
  #player = new ReplayPlayer(this.#playerHost);
  /** @type {Scene[]} */ #scenes = [];

  connectedCallback() {
    if (this.painter) return;
    const [film, words] = ["film", "words"].map((part) =>
      JSON.parse(this.querySelector(`script#board-${part}`)?.textContent ?? "{}"),
    );
    /** @type {Film} */ this.film = film;
    this.#scenes = scenesOf(film);
    this.painter = new Painter(words);
    for (const plain of this.querySelectorAll("[data-plain]")) plain.toggleAttribute("hidden", true);
    this.#part("stage").append(this.painter.svg);
    this.#part("player").hidden = false;
    this.#listen();
    this.#show(stepAtSeq(this.#scenes, film.at));
  }

  disconnectedCallback() {
    this.#player.pause();
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-${name}]`));
  }

  #listen() {
    const time = /** @type {HTMLInputElement} */ (this.#part("at"));
    time.max = String(this.#scenes.length - 1);
    time.addEventListener("input", () => this.#goTo(Number(time.value)));
    const ways = { back: () => this.#at - 1, on: () => this.#at + 1, closing: () => this.#closing };
    for (const [name, where] of Object.entries(ways))
      this.#part(name).addEventListener("click", () => this.#goTo(where()));
    this.#part("play").addEventListener("click", () => (this.#player.isPlaying ? this.#player.pause() : this.#play()));
    this.#part("marks").append(...this.#marks());
    new ResizeObserver(([{ contentRect }]) => this.#resize(contentRect.width)).observe(this.#part("stage"));
  }

  /** @param {number} wide_px */
  #resize(wide_px) {
    this.#wide_px = wide_px;
    this.#paint(this.#scene);
  }

  get #scene() {
    return this.#scenes[this.#at];
  }

  get #closing() {
    return this.#markedSteps.at(-1)?.step ?? this.#scenes.length - 1;
  }

  get #markedSteps() {
    return (this.film?.pictures ?? []).map(({ seq, name }) => ({ name, step: stepAtSeq(this.#scenes, seq) }));
  }

  #marks() {
    return this.#markedSteps.map(({ name, step }) => {
      const mark = html("button", { type: "button", class: "replay__mark", "data-step": String(step) }, name);
      mark.addEventListener("click", () => this.#goTo(step));
      return html("li", {}, mark);
    });
  }

  /** What the reel asks of the page. @returns {import("../board/replay-player.js").PlayerHost} */
  get #playerHost() {
    return {
      nextFrame: () => this.film?.frames[this.#at],
      showNext: () => this.#show(this.#at + 1),
      showDrag: (id, x, y) => this.#paint(withDraggedFigure(this.#scene, id, x, y)),
      setPlaying: (plays) => this.#label(plays),
      speed: () => Number(/** @type {HTMLSelectElement} */ (this.#part("speed")).value),
      isMotionReduced: () => matchMedia("(prefers-reduced-motion: reduce)").matches,
    };
  }

  #play() {
    if (this.#at >= this.#scenes.length - 1) this.#show(0);
    this.#player.play();
  }

  /** @param {boolean} plays */
  #label(plays) {
    const button = this.#part("play");
    button.dataset.plays ??= button.textContent ?? "";
    button.textContent = (plays ? button.dataset.stops : button.dataset.plays) ?? "";
  }

  /** By hand: it stops playing, and tells where it is. @param {number} step */
  #goTo(step) {
    this.#player.pause();
    const was = this.#at;
    this.#show(Math.min(Math.max(step, 0), this.#scenes.length - 1));
    const [said, moved] = [this.#part("said"), this.#at === was + 1 ? this.film?.frames[was]?.moved : undefined];
    const name = moved && nameOf(this.#scene.figures[moved[0]], /** @type {Painter} */ (this.painter).words);
    said.textContent = [name && said.dataset.moves?.replace("{figure}", name), this.#positionText]
      .filter(Boolean)
      .join(". ");
  }

  get #positionText() {
    const [n, all] = [this.#at + 1, this.#scenes.length].map(String);
    const step = (this.#part("said").dataset.step ?? "").replace("{n}", n).replace("{all}", all);
    return `${this.film?.phases[this.#scene.phase] ?? ""}, ${step}`;
  }

  /** @param {number} step */
  #show(step) {
    this.#at = step;
    this.#paint(this.#scene);
    const time = /** @type {HTMLInputElement} */ (this.#part("at"));
    time.value = String(step);
    time.setAttribute("aria-valuetext", this.#positionText);
    this.#part("phase").textContent = this.#positionText;
    for (const mark of this.querySelectorAll(".replay__mark"))
      mark.toggleAttribute("aria-current", Number(mark.getAttribute("data-step")) === step);
    showPerceptions(this.#part("heard"), this.querySelector(".replay__heard"), this.#scene.heard);
    linkExports(this, this.dataset.export ?? "", this.#scene.seq);
  }

  /** @param {Scene} scene */
  #paint(scene) {
    if (!this.#wide_px) return;
    const me = { seat: "", role: "", name: "", presence: /** @type {const} */ ("in") };
    this.painter?.paint({ ...scene, me }, { selected: null, camera: WHOLE, wide_px: this.#wide_px, isMoving: false });
    showAsImages(this);
  }
}

customElements.define("board-replay", BoardReplay);
