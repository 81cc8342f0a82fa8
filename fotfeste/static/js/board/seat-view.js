/**
 * What one seat sees, as constellations/board/seat_view.py gives it, and how frames of the connection change it.
 * Pure: a view in, a view out; nothing is ever changed in place.
 *
 * @typedef {import("./protocol.js").BoardView} BoardView
 * @typedef {import("./protocol.js").OutsideView} OutsideView
 * @typedef {import("./protocol.js").UpdateFrame} UpdateFrame
 * @typedef {import("./protocol.js").At} At
 * @typedef {import("./protocol.js").Posture} Posture
 * @typedef {import("./protocol.js").Shape} Shape
 * @typedef {import("./protocol.js").ViewFigure} Figure
 * @typedef {Record<string, Figure>} Figures
 * @typedef {import("./protocol.js").ViewSelf | (import("./protocol.js").OutsideSelf &
 *   Partial<import("./protocol.js").ViewSelf>)} Me
 * @typedef {Partial<Omit<BoardView, "seq" | "phase" | "me">> & {seq: number, phase: BoardView["phase"] | "", me: Me}}
 *   ServerView
 * @typedef {ServerView & Pick<UpdateFrame, "drags" | "here">} View with what is not of the board: hands that drag, who
 *   is here
 * @typedef {{view?: ServerView} & UpdateFrame} Frame
 * @typedef {NonNullable<import("./protocol.js").BrowserMessage["do"]>} AnyCommand
 * @typedef {{do: AnyCommand["do"], [field: string]: unknown}} Command its fields are read from forms; the server checks
 *   them
 * @typedef {{id: string, command: Command, seq: number | null}} PendingCommand a command of one's own; `seq` once it
 *   was taken
 */

/** @param {View} view @param {Frame} frame @returns {View} the same one when the frame says nothing new */
export function applyFrame(view, frame) {
  const whole = frame.view && frame.view.seq >= view.seq ? { drags: view.drags, here: view.here, ...frame.view } : view;
  const moved = frame.moved ? applyMoves(whole, frame.moved, frame.seq ?? whole.seq) : whole;
  const dragged = frame.drags ? applyDrags(moved, frame.drags) : moved;
  return frame.here ? { ...dragged, here: frame.here } : dragged;
}

/**
 * A move older than the view is in it already.
 * @param {View} view @param {Record<string, At>} moved @param {number} seq
 */
function applyMoves(view, moved, seq) {
  if (seq < view.seq) return view;
  const known = Object.entries(moved).filter(([id]) => view.figures?.[id]);
  const placed = known.map(([id, at]) => [id, { .../** @type {Figures} */ (view.figures)[id], at, on_board: true }]);
  return {
    ...withoutDrags(view, Object.keys(moved)),
    seq,
    figures: { ...view.figures, ...Object.fromEntries(placed) },
  };
}

/** @param {View} view @param {Record<string, [number, number, number]>} drags */
function applyDrags(view, drags) {
  const known = Object.entries(drags).filter(([id]) => view.figures?.[id]);
  return known.length ? { ...view, drags: { ...view.drags, ...Object.fromEntries(known) } } : view;
}

/** The view without the previews of these figures. @param {View} view @param {string[]} figures @returns {View} */
export function withoutDrags(view, figures) {
  if (!figures.some((id) => view.drags?.[id])) return view;
  return {
    ...view,
    drags: Object.fromEntries(Object.entries(view.drags ?? {}).filter(([id]) => !figures.includes(id))),
  };
}

/**
 * Whether a frame names a figure this view does not know: then a whole look is needed.
 * @param {View} view @param {Frame} frame
 */
export const hasUnknownFigure = (view, frame) => Object.keys(frame.moved ?? {}).some((id) => !view.figures?.[id]);

/** Whether nothing but these differs. @param {View} a @param {View} b @param {...string} names */
export const isSameBut = (a, b, ...names) =>
  /** @type {(keyof View)[]} */ (Object.keys({ ...a, ...b })).every(
    (name) => names.includes(name) || a[name] === b[name],
  );

/** Whether figures only stand elsewhere: nobody came, left or was changed. @param {View} before @param {View} after */
export function isOnlyMoves(before, after) {
  if (!isSameBut(before, after, "seq", "figures", "drags", "here")) return false;
  const [was, is] = [before.figures ?? {}, after.figures ?? {}];
  return Object.keys({ ...was, ...is }).every(
    (id) => was[id] === is[id] || (was[id] && is[id] && isSameFigure(was[id], is[id])),
  );
}

/** But for its place. @param {Figure} a @param {Figure} b */
const isSameFigure = (a, b) =>
  /** @type {(keyof Figure)[]} */ (Object.keys({ ...a, ...b })).every((name) => name === "at" || a[name] === b[name]);

/** Whether it stands no longer, or elsewhere. @param {Figure} was @param {Figure | undefined} is */
export const hasLeftPlace = (was, is) => !is?.on_board || is.at[0] !== was.at[0] || is.at[1] !== was.at[1];

/** @param {View} view @param {string} id @returns {boolean} whether this seat may move that figure now */
export function canMove(view, id) {
  if (view.frozen || !view.figures?.[id]) return false;
  return view.me.moves === "any" || (view.me.moves === "own" && view.me.figure === id);
}

/** @param {View} view @param {string} command its name on the wire */
export const canDo = (view, command) => Boolean(view.me.may?.includes(command));

/** @type {WeakMap<Figures, [string, Figure][]>} */
const onBoardCache = new WeakMap(); // figures are never changed in place

/** @param {View} view @returns {readonly [string, Figure][]} those that stand on the board */
export function figuresOnBoard({ figures = {} }) {
  const known = onBoardCache.get(figures) ?? Object.entries(figures).filter(([, figure]) => figure.on_board);
  onBoardCache.set(figures, known);
  return known;
}

/** @param {View} view @returns {[string, Figure][]} those that wait beside it and may be placed */
export const figuresBeside = (view) =>
  Object.entries(view.figures ?? {}).filter(([id, figure]) => !figure.on_board && canMove(view, id));

/** @param {Command} command */
export const isStop = (command) => command.do === "send" && command.signal === "stop";

/**
 * The view as it will be once what was asked is granted.
 * @param {View} view @param {PendingCommand[]} hopes @returns {View}
 */
export const applyPending = (view, hopes) => hopes.reduce((shown, { command }) => applyCommand(shown, command), view);

/** @param {View} view @param {Command} command @returns {View} */
function applyCommand(view, command) {
  if (isStop(command)) return { ...view, frozen: true };
  const figure = view.figures?.[String(command.figure)];
  if (command.do !== "move" || !figure) return view;
  const [x, y, heading, gaze] = ["x", "y", "heading", "gaze"].map((name, i) => Number(command[name] ?? figure.at[i]));
  return {
    ...view,
    figures: { ...view.figures, [String(command.figure)]: { ...figure, at: [x, y, heading, gaze], on_board: true } },
  };
}

/** Hopes the server's view does not hold yet. @param {PendingCommand[]} hopes @param {View} view */
export const stillPending = (hopes, view) => hopes.filter(({ seq }) => seq === null || seq > view.seq);
