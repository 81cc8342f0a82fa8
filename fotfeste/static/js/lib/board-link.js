import { isStop } from "../board/view.js";
import { look, post } from "./board-post.js";
import { Timers } from "./timers.js";

/**
 * A board's connection. What was asked and not yet answered is kept in order and sent again, with the same id, after
 * every reconnect. STOP does not wait for a socket. Nothing is stored: previews of a drag are simply dropped.
 *
 * @typedef {import("../board/view.js").Command} Command
 * @typedef {import("../board/view.js").Frame} Frame
 * @typedef {import("./board-post.js").Answer} Answer
 * @typedef {"connected" | "waiting" | "gone"} LinkState
 * @typedef {[figure: string, x: number, y: number, heading: number]} Preview
 * @typedef {{id: string, command: Command, at_ms: number, tell: (answer: Answer) => void}} Asked
 * @typedef {{live: string, do: string, stop: string, view: string, token: string}} Places
 * @typedef {{frame: (frame: Frame) => void, state: (state: LinkState, why: string) => void}} Ears
 * @typedef {{Socket: typeof WebSocket, fetch: import("./board-post.js").Fetch, now_ms: () => number, newId: () => string,
 *   later: (act: () => void, ms: number) => unknown, never: (timer: any) => void,
 *   hear: (name: "shown" | "hidden" | "online", act: () => void) => () => void}} World
 */
const AGAIN_MS = [200, 500, 1_000, 2_000, 4_000, 8_000]; // the first at once, as far as a person notices
const TRIES_BEFORE_HTTP = 3;
const STOP_MS = 300; // by HTTP too when no answer came by then
const SILENT_MS = 2_000; // after waking: no frame by then, and the socket is taken for dead
const OPENING_MS = 5_000;
const UNANSWERED_MS = 4_000;
const PREVIEW_MS = 50;
const HELD_MS = 500; // a hand that rests is told again, so that others do not take it for gone
const LOOK_MS = 3_000;
const FULL_BYTES = 8_192;
/** @type {Record<number, "signin" | "seat">} */
const OVER = { 4401: "signin", 4403: "seat", 4404: "seat" };
const RESYNC = 4408;

export class BoardLink {
  /** @type {WebSocket | null} */ #socket = null;
  /** @type {Asked[]} */ #outbox = [];
  /** @type {Preview | null} */ #preview = null;
  /** @type {(() => void)[]} */ #deaf = [];
  #timers;
  #previewed_ms = -Infinity;
  #heard_ms = 0;
  #tries = 0;
  #posting = false;
  #over = false;

  /** @param {Places} places @param {Ears} ears @param {World} world */
  constructor(places, ears, world) {
    this.#timers = new Timers(world);
    this.places = places;
    this.ears = ears;
    this.world = world;
  }

  open() {
    const { hear } = this.world;
    this.#over = false;
    this.#deaf = [hear("shown", () => this.#woken()), hear("online", () => this.#again(0)), hear("hidden", () => this.rest())];
    this.#connect();
  }

  close() {
    this.#over = true;
    for (const deafen of this.#deaf.splice(0)) deafen();
    this.#timers.clear();
    this.#drop();
  }

  get isOpen() {
    return this.#socket?.readyState === 1;
  }

  /** @param {Command} command @param {string} id @returns {Promise<Answer>} */
  ask(command, id = this.world.newId()) {
    return new Promise((tell) => {
      const asked = { id, command, at_ms: this.world.now_ms(), tell };
      this.#outbox.push(asked);
      if (this.#over) return this.#settle(id, { code: "gone", sentence: "" });
      this.#send(asked);
      if (isStop(command)) this.isOpen ? this.#timers.in(`stop ${id}`, STOP_MS, () => void this.#stop(asked)) : void this.#stop(asked);
      else if (!this.isOpen) void this.#byHttp();
      this.#timers.in("unanswered", UNANSWERED_MS, () => this.#unanswered());
    });
  }

  /** Where a hand holds a figure now: at most one each 50 ms, the newest. @param {Preview} preview */
  drag(preview) {
    this.#preview = preview;
    const wait_ms = this.#previewed_ms + PREVIEW_MS - this.world.now_ms();
    if (wait_ms <= 0) this.#showPreview();
    else if (!this.#timers.has("preview")) this.#timers.in("preview", wait_ms, () => this.#showPreview());
  }

  /** The hand let go; `back` tells others where it left the figure, when nothing was asked. @param {Preview | null} back */
  rest(back = null) {
    this.#preview = back;
    if (back) this.#showPreview();
    this.#preview = null;
    for (const name of ["preview", "held"]) this.#timers.cancel(name);
  }

  #showPreview() {
    const { world } = this;
    this.#timers.cancel("preview");
    if (!this.#preview) return;
    this.#previewed_ms = world.now_ms();
    if (this.isOpen && (this.#socket?.bufferedAmount ?? 0) < FULL_BYTES) this.#socket?.send(JSON.stringify({ drag: this.#preview }));
    this.#timers.in("held", HELD_MS, () => this.#showPreview());
  }

  // ---- the socket

  #connect() {
    this.#timers.cancel("again");
    if (this.#over || this.#socket) return;
    const socket = new this.world.Socket(this.places.live);
    this.#socket = socket;
    socket.onopen = () => this.#opened();
    socket.onmessage = ({ data }) => this.#heard(JSON.parse(String(data)));
    socket.onclose = ({ code }) => this.#closed(code);
    this.#timers.in("opening", OPENING_MS, () => this.#drop());
  }

  #opened() {
    this.#tries = 0;
    for (const name of ["opening", "look"]) this.#timers.cancel(name);
    this.ears.state("connected", "");
    for (const asked of this.#outbox) this.#send(asked);
  }

  /** @param {Asked} asked */
  #send({ id, command }) {
    if (this.isOpen) this.#socket?.send(JSON.stringify({ id, do: command }));
  }

  /** @param {Frame & {ack?: string, no?: string, seq?: number, code?: string, sentence?: string}} frame */
  #heard(frame) {
    this.#heard_ms = this.world.now_ms();
    if (frame.ack) this.#settle(frame.ack, { seq: frame.seq ?? 0 });
    else if (frame.no !== undefined) this.#settle(frame.no, { code: frame.code ?? "", sentence: frame.sentence ?? "" });
    else this.ears.frame(frame);
  }

  /** @param {number} code */
  #closed(code) {
    this.#socket = null;
    this.#timers.cancel("opening");
    if (OVER[code]) return this.#gone(OVER[code]);
    if (code === RESYNC) return this.#connect();
    this.#again(AGAIN_MS[Math.min(this.#tries, AGAIN_MS.length - 1)]);
    this.#tries += 1;
    this.ears.state("waiting", "");
    for (const asked of this.#outbox) if (isStop(asked.command)) void this.#stop(asked);
    if (this.#tries >= TRIES_BEFORE_HTTP) void this.#byHttp(), this.#timers.in("look", 0, () => void this.#look());
  }

  /** @param {number} ms */
  #again(ms) {
    if (!this.#socket && !this.#over) this.#timers.in("again", ms, () => this.#connect());
  }

  /** A socket may look open after the phone slept, and be dead. */
  #woken() {
    this.#again(0);
    const since_ms = this.world.now_ms();
    if (this.#socket) this.#timers.in("woken", SILENT_MS, () => this.#heard_ms < since_ms && this.#drop());
  }

  #unanswered() {
    const oldest = this.#outbox[0];
    if (!oldest) return;
    if (this.isOpen && this.world.now_ms() - Math.max(oldest.at_ms, this.#heard_ms) >= UNANSWERED_MS) this.#drop();
    this.#timers.in("unanswered", UNANSWERED_MS, () => this.#unanswered());
  }

  /** Lets the socket go without waiting for the other side to say goodbye, which a dead line never does. */
  #drop() {
    const socket = this.#socket;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    if (this.#over) this.#socket = null;
    else this.#closed(1006);
  }

  /** @param {"signin" | "seat"} why */
  #gone(why) {
    if (this.#over) return;
    this.close();
    this.ears.state("gone", why);
    for (const { id } of [...this.#outbox]) this.#settle(id, { code: "gone", sentence: "" });
  }

  /** @param {string} id @param {Answer} answer */
  #settle(id, answer) {
    const asked = this.#outbox.find((each) => each.id === id);
    if (!asked) return;
    this.#outbox = this.#outbox.filter((each) => each !== asked);
    this.#timers.cancel(`stop ${id}`);
    asked.tell(answer);
  }

  // ---- without it

  /** Stopping goes out by HTTP until one of the two ways has answered. @param {Asked} asked */
  async #stop(asked) {
    this.#timers.cancel(`stop ${asked.id}`);
    if (!this.#outbox.includes(asked)) return;
    const posted = await post(this.world.fetch, this.places.stop, this.places.token, asked);
    if (this.#outbox.includes(asked) && !this.#take(asked, posted, true)) this.#timers.in(`stop ${asked.id}`, 1_000, () => void this.#stop(asked));
  }

  /** One at a time and in order, while no socket opens. */
  async #byHttp() {
    if (this.#posting || this.#tries < TRIES_BEFORE_HTTP) return;
    this.#posting = true;
    for (const asked of [...this.#outbox].filter(({ command }) => !isStop(command))) {
      if (this.#over || this.isOpen || !this.#take(asked, await post(this.world.fetch, this.places.do, this.places.token, asked))) break;
    }
    this.#posting = false;
  }

  /**
   * @param {Asked} asked @param {import("./board-post.js").Posted} posted @param {boolean} [stops] a stop that could not
   * be sent is never given up @returns {boolean} whether it is settled
   */
  #take(asked, { answer, view, gone }, stops = false) {
    if (gone) this.#gone(gone);
    if (view) this.ears.frame({ view });
    if (!answer || (stops && "code" in answer && answer.code === "not_sent")) return Boolean(gone);
    this.#settle(asked.id, answer);
    return true;
  }

  async #look() {
    if (this.isOpen || this.#over) return;
    const { view, gone } = await look(this.world.fetch, this.places.view);
    if (gone) return this.#gone(gone);
    if (view && !this.isOpen && !this.#over) this.ears.frame({ view });
    if (!this.isOpen && !this.#over) this.#timers.in("look", LOOK_MS, () => void this.#look());
  }

  /** A whole look, asked for by the page. */
  async lookAgain() {
    const { view } = await look(this.world.fetch, this.places.view);
    if (view && !this.#over) this.ears.frame({ view });
  }
}

/** The world as a page has it. @returns {World} */
export function here() {
  return {
    Socket: WebSocket,
    fetch: (...request) => fetch(...request),
    now_ms: () => performance.now(),
    newId: uuid,
    later: (act, ms) => setTimeout(act, ms),
    never: (timer) => clearTimeout(timer),
    hear: (name, act) => {
      const wanted = () => name === "online" || (document.visibilityState === "visible") === (name === "shown");
      const listener = () => wanted() && act();
      const target = name === "online" ? window : document;
      target.addEventListener(name === "online" ? "online" : "visibilitychange", listener);
      return () => target.removeEventListener(name === "online" ? "online" : "visibilitychange", listener);
    },
  };
}

/** Also where a page has no secure context, on a house's own net. */
const uuid = () =>
  "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (Number(digit) ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (Number(digit) / 4)))).toString(16),
  );
