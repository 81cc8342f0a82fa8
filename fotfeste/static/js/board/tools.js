import { html, svg } from "../lib/svg.js";
import { nameOf, put } from "./said.js";
import { may, mayMove, waiting } from "./view.js";

/**
 * The row under the board: for the chosen figure turning, gaze, posture, laying aside; and nearer, farther, whole.
 * @typedef {"left" | "right" | "gaze_left" | "gaze_right" | "lift" | "done" | "in" | "out" | "whole"} Deed
 * @typedef {{deed: (deed: Deed) => void, pick: (id: string, byKey: boolean) => void}} Does
 */
const ARROWS = {
  left: "M7 8H3V4M3.5 8A8.5 8.5 0 1 1 3.5 14",
  right: "M17 8H21V4M20.5 8A8.5 8.5 0 1 0 20.5 14",
  gaze_left: "M14 6L8 12L14 18",
  gaze_right: "M10 6L16 12L10 18",
  in: "M12 5V19M5 12H19",
  out: "M5 12H19",
  whole: "M4 9V4H9M15 4H20V9M20 15V20H15M9 20H4V15",
};

export class Tools {
  #name = html("p", { class: "board__chosen" });
  #own = html("div", { class: "board__deeds", role: "group" });
  #posture = html("select", { class: "ds-input board__posture" });
  tray = html("div", { class: "board__tray", role: "group" });
  #drawn = "";

  /** @param {import("./said.js").Words} words @param {Does} does @param {(posture: string) => void} stand */
  constructor(words, does, stand) {
    this.words = words;
    this.does = does;
    for (const [value, word] of Object.entries(words.postures)) this.#posture.append(html("option", { value }, word));
    this.#posture.setAttribute("aria-label", words.tools.posture);
    this.#posture.addEventListener("change", () => stand(this.#posture.value));
    this.lift = this.#wordy("lift");
    this.#own.append(this.#pair("turn", "left", "right"), this.#pair("gaze", "gaze_left", "gaze_right"), this.#posture, this.lift, this.#wordy("done"));
    const zoom = html("div", { class: "board__zoom", role: "group", "aria-label": words.tools.zoom }, this.#arrow("whole"), this.#arrow("out"), this.#arrow("in"));
    this.root = html("div", { class: "board__tools" }, this.#name, zoom, this.#own);
    this.tray.setAttribute("aria-label", words.tools.tray);
    this.tray.addEventListener("click", (event) => this.#pick(event));
  }

  /** @param {import("./view.js").View} view @param {string | null} chosen */
  show(view, chosen) {
    const figure = chosen ? view.figures?.[chosen] : undefined;
    const beside = waiting(view).map(([id, each]) => [id, nameOf(each, this.words)]);
    const movable = Boolean(chosen && mayMove(view, chosen));
    const drawn = JSON.stringify([figure?.label, figure?.posture, figure?.on_board, chosen, beside, movable, may(view, "lift"), may(view, "appear"), view.me.moves, view.frozen]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#name.textContent = this.#says(view, figure, movable);
    this.#name.toggleAttribute("data-chosen", Boolean(figure));
    this.#own.hidden = !figure?.on_board || !movable;
    this.#own.setAttribute("aria-label", figure ? nameOf(figure, this.words) : "");
    this.#posture.hidden = !may(view, "appear");
    this.lift.hidden = !may(view, "lift");
    this.#posture.value = figure?.posture ?? "standing";
    this.#layBeside(beside, chosen);
  }

  /** @param {import("./view.js").View} view @param {import("./view.js").Figure | undefined} figure @param {boolean} movable */
  #says(view, figure, movable) {
    const name = { figure: nameOf(figure, this.words) };
    if (!figure) return view.me.moves && !view.frozen ? this.words.hint : "";
    if (!movable) return put(this.words.not_yours, name);
    return figure.on_board ? nameOf(figure, this.words) : put(this.words.place_here, name);
  }

  /** @param {string[][]} beside @param {string | null} chosen */
  #layBeside(beside, chosen) {
    const buttons = beside.map(([id, name]) => html("button", { type: "button", class: "board__waits", "data-figure": id, "aria-pressed": String(id === chosen) }, name));
    this.tray.hidden = !beside.length;
    const focused = document.activeElement instanceof HTMLElement && this.tray.contains(document.activeElement) ? document.activeElement.dataset.figure : null;
    this.tray.replaceChildren(html("span", { class: "board__tray-name", "aria-hidden": "true" }, this.words.tools.tray), ...buttons);
    if (focused) buttons.find((each) => each.dataset.figure === focused)?.focus();
  }

  /** @param {MouseEvent} event */
  #pick(event) {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button?.dataset.figure) this.does.pick(button.dataset.figure, event.detail === 0);
  }

  /** @param {"turn" | "gaze"} name @param {Deed} left @param {Deed} right */
  #pair(name, left, right) {
    return html("div", { class: "board__pair" }, this.#arrow(left), html("span", { "aria-hidden": "true" }, this.words.tools[name]), this.#arrow(right));
  }

  /** @param {Deed} deed */
  #arrow(deed) {
    const icon = svg("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" }, svg("path", { d: /** @type {Record<string, string>} */ (ARROWS)[deed] }));
    return this.#button(deed, icon, { class: "board__arrow", "aria-label": this.words.tools[deed], title: this.words.tools[deed] });
  }

  /** @param {Deed} deed */
  #wordy(deed) {
    return this.#button(deed, this.words.tools[deed], { class: "board__word" });
  }

  /** @param {Deed} deed @param {Node | string} content @param {Record<string, string>} attributes */
  #button(deed, content, attributes) {
    const button = html("button", { type: "button", ...attributes }, content);
    button.addEventListener("click", () => this.does.deed(deed));
    return button;
  }
}
