import { html, svg } from "../lib/dom.js";
import { nameOf, fillTemplate } from "./descriptions.js";
import { canDo, canMove, figuresBeside } from "./seat-view.js";

/**
 * The row under the board: for the chosen figure turning, gaze, posture, laying aside; and nearer, farther, whole.
 * @typedef {"left" | "right" | "gaze_left" | "gaze_right" | "lift" | "done" | "in" | "out" | "whole"} ToolAction
 * @typedef {{act: (action: ToolAction) => void, pick: (id: string, byKey: boolean) => void}} ToolHandlers
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

export class Toolbar {
  #selectedName = html("p", { class: "board__chosen" });
  #figureTools = html("div", { class: "board__deeds", role: "group" });
  #posture = html("select", { class: "ds-input board__posture" });
  tray = html("div", { class: "board__tray", role: "group" });
  #stateKey = "";

  /**
   * @param {import("./descriptions.js").BoardLabels} words @param {ToolHandlers} handlers
   * @param {(posture: string) => void} stand
   */
  constructor(words, handlers, stand) {
    this.words = words;
    this.handlers = handlers;
    for (const [value, word] of Object.entries(words.postures)) this.#posture.append(html("option", { value }, word));
    this.#posture.setAttribute("aria-label", words.tools.posture);
    this.#posture.addEventListener("change", () => stand(this.#posture.value));
    this.lift = this.#textButton("lift");
    this.#figureTools.append(
      this.#pair("turn", "left", "right"),
      this.#pair("gaze", "gaze_left", "gaze_right"),
      this.#posture,
      this.lift,
      this.#textButton("done"),
    );
    const zoom = html(
      "div",
      { class: "board__zoom", role: "group", "aria-label": words.tools.zoom },
      this.#iconButton("whole"),
      this.#iconButton("out"),
      this.#iconButton("in"),
    );
    this.root = html("div", { class: "board__tools" }, this.#selectedName, zoom, this.#figureTools);
    this.tray.setAttribute("aria-label", words.tools.tray);
    this.tray.addEventListener("click", (event) => this.#pick(event));
  }

  /** @param {import("./seat-view.js").View} view @param {string | null} chosen */
  show(view, chosen) {
    const figure = chosen ? view.figures?.[chosen] : undefined;
    const beside = figuresBeside(view).map(([id, each]) => [id, nameOf(each, this.words)]);
    const movable = Boolean(chosen && canMove(view, chosen));
    const drawn = JSON.stringify([
      figure?.label,
      figure?.posture,
      figure?.on_board,
      chosen,
      beside,
      movable,
      canDo(view, "lift"),
      canDo(view, "appear"),
      view.me.moves,
      view.frozen,
    ]);
    if (drawn === this.#stateKey) return;
    this.#stateKey = drawn;
    this.#selectedName.textContent = this.#hint(view, figure, movable);
    this.#selectedName.toggleAttribute("data-chosen", Boolean(figure));
    this.#figureTools.hidden = !figure?.on_board || !movable;
    this.#figureTools.setAttribute("aria-label", figure ? nameOf(figure, this.words) : "");
    this.#posture.hidden = !canDo(view, "appear");
    this.lift.hidden = !canDo(view, "lift");
    this.#posture.value = figure?.posture ?? "standing";
    this.#showTray(beside, chosen);
  }

  /**
   * @param {import("./seat-view.js").View} view @param {import("./seat-view.js").Figure | undefined} figure
   * @param {boolean} movable
   */
  #hint(view, figure, movable) {
    const name = { figure: nameOf(figure, this.words) };
    if (!figure) return view.me.moves && !view.frozen ? this.words.hint : "";
    if (!movable) return fillTemplate(this.words.not_yours, name);
    return figure.on_board ? nameOf(figure, this.words) : fillTemplate(this.words.place_here, name);
  }

  /** @param {string[][]} beside @param {string | null} chosen */
  #showTray(beside, chosen) {
    const buttons = beside.map(([id, name]) =>
      html(
        "button",
        { type: "button", class: "board__waits", "data-figure": id, "aria-pressed": String(id === chosen) },
        name,
      ),
    );
    this.tray.hidden = !beside.length;
    const focused =
      document.activeElement instanceof HTMLElement && this.tray.contains(document.activeElement)
        ? document.activeElement.dataset.figure
        : null;
    this.tray.replaceChildren(
      html("span", { class: "board__tray-name", "aria-hidden": "true" }, this.words.tools.tray),
      ...buttons,
    );
    if (focused) buttons.find((each) => each.dataset.figure === focused)?.focus();
  }

  /** @param {MouseEvent} event */
  #pick(event) {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button?.dataset.figure) this.handlers.pick(button.dataset.figure, event.detail === 0);
  }

  /** @param {"turn" | "gaze"} name @param {ToolAction} left @param {ToolAction} right */
  #pair(name, left, right) {
    return html(
      "div",
      { class: "board__pair" },
      this.#iconButton(left),
      html("span", { "aria-hidden": "true" }, this.words.tools[name]),
      this.#iconButton(right),
    );
  }

  /** @param {ToolAction} action */
  #iconButton(action) {
    const icon = svg(
      "svg",
      { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" },
      svg("path", { d: /** @type {Record<string, string>} */ (ARROWS)[action] }),
    );
    return this.#button(action, icon, {
      class: "board__arrow",
      "aria-label": this.words.tools[action],
      title: this.words.tools[action],
    });
  }

  /** @param {ToolAction} action */
  #textButton(action) {
    return this.#button(action, this.words.tools[action], { class: "board__word" });
  }

  /** @param {ToolAction} action @param {Node | string} content @param {Record<string, string>} attributes */
  #button(action, content, attributes) {
    const button = html("button", { type: "button", ...attributes }, content);
    button.addEventListener("click", () => this.handlers.act(action));
    return button;
  }
}
