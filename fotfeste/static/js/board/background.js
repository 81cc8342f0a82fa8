import { svg } from "../lib/dom.js";
import { HEIGHT, WIDTH } from "./geometry.js";
import { lineOf } from "./figure-shapes.js";

/**
 * What lies under the figures (rows of generations, zones, lines), and the dial around the chosen one.
 * @typedef {import("./seat-view.js").View} View
 * @typedef {import("./seat-view.js").Figure} Figure
 * @typedef {import("./painter.js").Painter} Painter
 */
const DIAL_PX = 52;

/**
 * Where the dial's ring runs.
 * @param {Painter} painter @param {Figure} figure @returns {number} units from the middle
 */
export const dialRadius = (painter, figure) => Math.max(painter.radiusOf(figure) * 1.6, DIAL_PX * painter.unit);

export class Background {
  #rows = svg("g", { class: "board__rows", "aria-hidden": "true" });
  #zones = svg("g", { class: "board__zones" });
  #lines = svg("g", { class: "board__lines", "aria-hidden": "true" });
  #ring = svg("circle", { class: "dial__ring" });
  #stem = svg("path", { class: "dial__stem" });
  #handle = svg("circle", { class: "dial__handle" });
  dial = svg("g", { class: "dial", "aria-hidden": "true" }, this.#ring, this.#stem, this.#handle);
  layers = [this.#rows, this.#zones, this.#lines];
  #drawn = "";

  /** @param {View} view @param {Painter} painter */
  paint(view, painter) {
    const ends = Object.values(view.lines ?? {}).map(({ start, end, words }) => [
      view.figures?.[start],
      view.figures?.[end],
      words,
    ]);
    const drawn = JSON.stringify([view.rows_shown && rowsOf(view), view.zones, ends, painter.unit]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.#rows.replaceChildren(...(view.rows_shown ? drawRows(rowsOf(view), painter) : []));
    this.#zones.replaceChildren(...Object.values(view.zones ?? {}).flatMap((zone) => drawZone(zone, painter)));
    const whole = ends.filter(([a, b]) => /** @type {Figure} */ (a)?.on_board && /** @type {Figure} */ (b)?.on_board);
    this.#lines.replaceChildren(
      ...whole.flatMap((line) => drawLine(/** @type {[Figure, Figure, string]} */ (line), painter)),
    );
  }

  /**
   * Where words lie already: rows, zones, lines.
   * @param {Painter} painter @returns {import("./label-layout.js").Box[]}
   */
  textBoxes({ unit }) {
    return this.layers
      .flatMap((layer) => [...layer.querySelectorAll("text")])
      .map((words) => {
        const [x, y, long] = [
          Number(words.getAttribute("x")),
          Number(words.getAttribute("y")),
          (words.textContent?.length ?? 0) * 7.5 * unit,
        ];
        const left = words.classList.contains("board__words") ? x - long / 2 : x;
        return { left, top: y - 14 * unit, right: left + long, bottom: y + 5 * unit };
      });
  }

  /** @param {Figure | undefined} figure @param {Painter} painter */
  paintDial(figure, painter) {
    this.dial.toggleAttribute("hidden", !figure?.on_board);
    if (!figure?.on_board) return;
    const [x, y, heading] = figure.at;
    const radius = dialRadius(painter, figure);
    this.dial.setAttribute("transform", `translate(${x} ${y}) rotate(${heading})`);
    this.#ring.setAttribute("r", String(radius));
    this.#handle.setAttribute("cy", String(-radius));
    this.#handle.setAttribute("r", String(11 * painter.unit));
    this.#stem.setAttribute("d", `M0 ${-painter.radiusOf(figure) * 1.55}V${-radius}`);
  }
}

/** Rows from the oldest generation to the youngest, at least from the grandparents' to one's own. @param {View} view */
function rowsOf(view) {
  const given = Object.values(view.figures ?? {}).map(({ generation }) => generation ?? 0);
  const [high, low] = [Math.max(2, ...given), Math.min(0, ...given)];
  return Array.from({ length: high - low + 1 }, (_, i) => high - i);
}

/** @param {number[]} rows @param {Painter} painter */
const drawRows = (rows, painter) =>
  rows.flatMap((row, i) => {
    const y = Math.round((i * HEIGHT) / rows.length);
    const dots = svg("path", { class: "board__row", d: `M${16 * painter.unit} ${y}H${WIDTH - 16 * painter.unit}` });
    return [
      ...(i ? [dots] : []),
      drawText("board__row-name", painter.words.generations[row] ?? "", 16 * painter.unit, y + 26 * painter.unit),
    ];
  });

/** @param {{x: number, y: number, radius: number, words: string}} zone @param {Painter} painter */
const drawZone = ({ x, y, radius, words }, painter) => [
  svg("circle", { class: "board__zone", cx: x, cy: y, r: radius }),
  drawText("board__words", words, x, Math.max(y - radius + 22 * painter.unit, 22 * painter.unit)),
];

/** @param {[Figure, Figure, string]} line @param {Painter} painter */
function drawLine([start, end, words], painter) {
  const { d, middle } = lineOf(start.at, end.at, painter.radiusOf(start) + 8 * painter.unit);
  return [
    svg("path", { class: "board__line", d }),
    ...(words ? [drawText("board__words", words, middle[0], middle[1])] : []),
  ];
}

/** @param {string} name @param {string} words @param {number} x @param {number} y */
function drawText(name, words, x, y) {
  const element = svg("text", { class: name, x, y });
  element.textContent = words;
  return element;
}
