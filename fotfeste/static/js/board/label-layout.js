import { HEIGHT, WIDTH } from "./geometry.js";

/**
 * Where names go: under the figure, else over or beside it, where they lie on the fewest others and stay on the board.
 * Pure. Lengths in board units; `size` is the height of the letters.
 *
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box
 * @typedef {"middle" | "start" | "end"} Anchor
 * @typedef {{x: number, y: number, anchor: Anchor}} Label from the figure's middle; y: the foot of the first line
 * @typedef {{at: readonly number[], rim: number, posture: string, lines: string[]}} LabelledFigure
 */
const LETTER_WIDTH = 0.5; // of the height: a letter, on average
const LINE_HEIGHT = 1.12;
const EDGE_GAP = 8;
const LABEL_GAP = 0.1;
const RANK_COST = 0.02;
const OUTSIDE_COST = 50; // as bad as lying on so many others

/**
 * Two lines of about the same length when one would be long.
 * @param {string} label @param {number} most letters a line @param {number} rows
 */
export function breakLabel(label, most = 16, rows = 2) {
  const cut = (/** @type {string} */ line) => (line.length > most + 1 ? `${line.slice(0, most).trimEnd()}…` : line);
  const words = label.split(" ");
  if (rows < 2 || label.length <= most || words.length < 2) return [cut(label)];
  const splits = words.slice(1).map((_, i) => [words.slice(0, i + 1).join(" "), words.slice(i + 1).join(" ")]);
  const longest = (/** @type {string[]} */ lines) => Math.max(...lines.map((line) => line.length));
  return splits.reduce((best, each) => (longest(each) < longest(best) ? each : best)).map(cut);
}

/**
 * Those that come first have the first choice.
 * @param {LabelledFigure[]} all @param {number} size @param {Box[]} taken where other words are
 * @param {number} bearable share of a name that may lie on others; one that would lie on more is left out
 * @returns {(Label | null)[]}
 */
export function layOutLabels(all, size, taken = [], bearable = Infinity) {
  const bodies = all.map(({ at, rim }) => boxAround(at, rim * 0.85));
  const placed = [...taken];
  return all.map((each, i) => {
    const ways = labelPositions(each, size).map((label) => ({ label, box: boxOf(each, label, size) }));
    const best = bestPosition(
      ways,
      nearbyBoxes(ways, bodies, placed).filter((box) => box !== bodies[i]),
    );
    if (best.cost > bearable) return null;
    placed.push(best.box);
    return best.label;
  });
}

/**
 * What any of these ways could touch: of a crowd, only those near.
 * @param {{box: Box}[]} ways @param {...Iterable<Box>} all
 */
function nearbyBoxes(ways, ...all) {
  const reach = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { box } of ways) {
    reach.left = Math.min(reach.left, box.left);
    reach.top = Math.min(reach.top, box.top);
    reach.right = Math.max(reach.right, box.right);
    reach.bottom = Math.max(reach.bottom, box.bottom);
  }
  /** @type {Box[]} */
  const found = [];
  for (const boxes of all) for (const box of boxes) if (overlaps(box, reach)) found.push(box);
  return found;
}

/** @param {Box} a @param {Box} b */
const overlaps = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

/**
 * A later way is worse by its rank alone, so looking ends where no better one can come.
 * @param {{label: Label, box: Box}[]} ways @param {Box[]} others
 */
function bestPosition(ways, others) {
  let best = { ...ways[0], cost: Infinity };
  for (let rank = 0; rank < ways.length && rank * RANK_COST < best.cost; rank += 1) {
    const cost = rank * RANK_COST + outside(ways[rank].box) * OUTSIDE_COST + coveredShare(ways[rank].box, others);
    if (cost < best.cost) best = { ...ways[rank], cost };
  }
  return best;
}

/**
 * Under, over, to the right, to the left, then a little aslant.
 * @param {LabelledFigure} named @param {number} size @returns {Label[]}
 */
function labelPositions(named, size) {
  const { at, rim, lines } = named;
  const [wide, high] = sizeOf(lines, size);
  const x = Math.max(0, EDGE_GAP - (at[0] - wide / 2)) + Math.min(0, WIDTH - EDGE_GAP - (at[0] + wide / 2));
  const side = -high / 2 + size * 0.85;
  const below = extent(named, 180) * rim + size * (0.85 + LABEL_GAP);
  const above = -extent(named, 0) * rim - high + size * (0.85 - LABEL_GAP);
  return [
    { x, y: below, anchor: "middle" },
    { x, y: above, anchor: "middle" },
    { x: extent(named, 90) * rim + size * 0.3, y: side, anchor: "start" },
    { x: -extent(named, 270) * rim - size * 0.3, y: side, anchor: "end" },
    ...[-1, 1].flatMap((way) =>
      [below, above].map((y) => ({ x: x + way * wide * 0.35, y, anchor: /** @type {Anchor} */ ("middle") })),
    ),
  ];
}

/**
 * How far the body reaches to this side, in rims: nose, chair and feet stand out.
 * @param {LabelledFigure} named @param {number} way degrees
 */
function extent({ at, posture }, way) {
  const along = Math.cos((way - at[2]) * (Math.PI / 180));
  const front = posture === "lying" ? 1.9 : 1.5;
  const behind = { standing: 1, sitting: 1.35, kneeling: 1.5, lying: 2 }[posture] ?? 1;
  const reach = along > 0 ? front : behind;
  return Math.max(posture === "lying" ? 0.85 : 1, Math.abs(along) > 0.6 ? reach * Math.abs(along) : 1);
}

/** @param {string[]} lines @param {number} size */
const sizeOf = (lines, size) => [
  Math.max(...lines.map((line) => line.length)) * LETTER_WIDTH * size,
  lines.length * LINE_HEIGHT * size,
];

/** @param {LabelledFigure} named @param {Label} label @param {number} size @returns {Box} */
function boxOf({ at, lines }, { x, y, anchor }, size) {
  const [wide, high] = sizeOf(lines, size);
  const left = at[0] + x - { middle: wide / 2, start: 0, end: wide }[anchor];
  const top = at[1] + y - size * 0.85;
  return { left, top, right: left + wide, bottom: top + high };
}

/** @param {readonly number[]} at @param {number} reach @returns {Box} */
const boxAround = ([x, y], reach) => ({ left: x - reach, top: y - reach, right: x + reach, bottom: y + reach });

/** @param {Box} box */
const outside = (box) => Number(box.left < 0 || box.top < 0 || box.right > WIDTH || box.bottom > HEIGHT);

/** Share of the box that others cover. @param {Box} box @param {Box[]} others */
function coveredShare(box, others) {
  const area = (box.right - box.left) * (box.bottom - box.top) || 1;
  let sum = 0;
  for (const other of others) {
    const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
    const high = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
    if (wide > 0 && high > 0) sum += (wide * high) / area;
  }
  return sum;
}
