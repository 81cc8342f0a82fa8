import { isStop } from "./seat-view.js";
import { fetchView, postCommand } from "./command-http.js";
import { Timers } from "../lib/timers.js";
import { PROTOCOL_VERSION } from "./protocol.js";

/**
 * A board's connection. What was asked and not yet answered is kept in order and sent again, with the same id, after
 * every reconnect. STOP does not wait for a socket. Nothing is stored: previews of a drag are simply dropped.
 *
 * @typedef {import("./seat-view.js").Command} Command
 * @typedef {import("./seat-view.js").Frame} Frame
 * @typedef {import("./command-http.js").CommandAnswer} Answer
 * @typedef {"connected" | "waiting" | "outdated" | "gone"} ConnectionState outdated: the page is of another release
 * @typedef {[figure: string, x: number, y: number, heading: number]} Preview
 * @typedef {{id: string, command: Command, at_ms: number, resolve: (answer: Answer) => void}} QueuedCommand
 * @typedef {{live: string, do: string, stop: string, view: string, token: string}} Endpoints
 * @typedef {{frame: (frame: Frame) => void, state: (state: ConnectionState, why: string) => void}} ConnectionListeners
 * @typedef {{Socket: typeof WebSocket, fetch: import("./command-http.js").Fetch, now_ms: () => number, newId: () => string,
 *   schedule: (act: () => void, ms: number) => unknown, cancel: (timer: any) => void,
 *   listen: (name: "shown" | "hidden" | "online", act: () => void) => () => void}} Environment
 */
const RECONNECT_MS = [200, 500, 1_000, 2_000, 4_000, 8_000]; // the first at once, as far as a person notices
const TRIES_BEFORE_HTTP = 3;
const STOP_MS = 300; // by HTTP too when no answer came by then
const WAKING_MS = 2_000; // after waking: no frame by then, and the socket is taken for dead
const OPENING_MS = 5_000;
const UNANSWERED_MS = 4_000;
const PREVIEW_MS = 50;
const REPEAT_PREVIEW_MS = 500; // a hand that rests is told again, so that others do not take it for gone
const POLL_MS = 3_000;
const FULL_BYTES = 8_192;
/** @type {Record<number, "signin" | "seat">} */
const END_CODES = { 4401: "signin", 4403: "seat", 4404: "seat" };
const RESYNC = 4408;
const RELOAD = 4426;

export class BoardConnection {
  /** @type {WebSocket | null} */ #socket = null;
  /** @type {QueuedCommand[]} */ #queue = [];
  /** @type {Preview | null} */ #preview = null;
  /** @type {(() => void)[]} */ #removeListeners = [];
  #timers;
  #lastPreview_ms = -Infinity;
  #lastFrame_ms = 0;
  #tries = 0;
  #isPosting = false;
  #isEnded = false;
  #isOutdated = false; // another version is spoken there: everything goes by HTTP until the page is loaded again

  /** @param {Endpoints} endpoints @param {ConnectionListeners} listeners @param {Environment} environment */
  constructor(endpoints, listeners, environment) {
    this.#timers = new Timers(environment);
    this.endpoints = endpoints;
    this.listeners = listeners;
    this.environment = environment;
  }

  open() {
    const { listen } = this.environment;
    this.#isEnded = false;
    this.#removeListeners = [listen("shown", () => this.#checkAfterWaking()), listen("online", () => this.#reconnectIn(0)), listen("hidden", () => this.endDrag())];
    this.#connect();
  }

  close() {
    this.#isEnded = true;
    for (const deafen of this.#removeListeners.splice(0)) deafen();
    this.#timers.clear();
    this.#dropSocket();
  }

  get isOpen() {
    return this.#socket?.readyState === 1;
  }

  /** @param {Command} command @param {string} id @returns {Promise<Answer>} */
  execute(command, id = this.environment.newId()) {
    return new Promise((resolve) => {
      const asked = { id, command, at_ms: this.environment.now_ms(), resolve };
      this.#queue.push(asked);
      if (this.#isEnded) return this.#settle(id, { code: "gone", sentence: "" });
      this.#send(asked);
      if (isStop(command)) this.isOpen ? this.#timers.in(`stop ${id}`, STOP_MS, () => void this.#postStop(asked)) : void this.#postStop(asked);
      else if (!this.isOpen) void this.#postQueue();
      this.#timers.in("unanswered", UNANSWERED_MS, () => this.#checkUnanswered());
    });
  }

  /** Where a hand holds a figure now: at most one each 50 ms, the newest. @param {Preview} preview */
  drag(preview) {
    this.#preview = preview;
    const wait_ms = this.#lastPreview_ms + PREVIEW_MS - this.environment.now_ms();
    if (wait_ms <= 0) this.#sendPreview();
    else if (!this.#timers.has("preview")) this.#timers.in("preview", wait_ms, () => this.#sendPreview());
  }

  /** The hand let go; `back` tells others where it left the figure, when nothing was asked. @param {Preview | null} back */
  endDrag(back = null) {
    this.#preview = back;
    if (back) this.#sendPreview();
    this.#preview = null;
    for (const name of ["preview", "held"]) this.#timers.cancel(name);
  }

  #sendPreview() {
    const { environment } = this;
    this.#timers.cancel("preview");
    if (!this.#preview) return;
    this.#lastPreview_ms = environment.now_ms();
    if (this.isOpen && (this.#socket?.bufferedAmount ?? 0) < FULL_BYTES) this.#socket?.send(JSON.stringify({ drag: this.#preview }));
    this.#timers.in("held", REPEAT_PREVIEW_MS, () => this.#sendPreview());
  }

  // ---- the socket

  #connect() {
    this.#timers.cancel("again");
    if (this.#isEnded || this.#isOutdated || this.#socket) return;
    const socket = new this.environment.Socket(`${this.endpoints.live}?protocol=${PROTOCOL_VERSION}`);
    this.#socket = socket;
    socket.onopen = () => this.#afterOpen();
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(String(data)));
    socket.onclose = ({ code }) => this.#afterClose(code);
    this.#timers.in("opening", OPENING_MS, () => this.#dropSocket());
  }

  #afterOpen() {
    this.#tries = 0;
    for (const name of ["opening", "look"]) this.#timers.cancel(name);
    this.listeners.state("connected", "");
    for (const asked of this.#queue) this.#send(asked);
  }

  /** @param {QueuedCommand} asked */
  #send({ id, command }) {
    if (this.isOpen) this.#socket?.send(JSON.stringify({ id, do: command }));
  }

  /** @param {Frame & Partial<import("./protocol.js").Acknowledgement & import("./protocol.js").RefusalFrame & import("./protocol.js").ReloadFrame>} frame */
  #receive(frame) {
    this.#lastFrame_ms = this.environment.now_ms();
    if (frame.reload !== undefined) this.#becomeOutdated(frame.sentence ?? "");
    else if (frame.ack) this.#settle(frame.ack, { seq: frame.seq ?? 0 });
    else if (frame.no !== undefined) this.#settle(frame.no, { code: frame.code ?? "", sentence: frame.sentence ?? "" });
    else this.listeners.frame(frame);
  }

  /** @param {number} code */
  #afterClose(code) {
    this.#socket = null;
    this.#timers.cancel("opening");
    if (END_CODES[code]) return this.#end(END_CODES[code]);
    if (code === RESYNC) return this.#connect();
    if (code === RELOAD) this.#becomeOutdated("");
    if (this.#isOutdated) this.#tries = TRIES_BEFORE_HTTP;
    else this.#waitToReconnect();
    for (const asked of this.#queue) if (isStop(asked.command)) void this.#postStop(asked);
    if (this.#tries >= TRIES_BEFORE_HTTP) void this.#postQueue(), this.#timers.in("look", 0, () => void this.#pollView());
  }

  #waitToReconnect() {
    this.#reconnectIn(RECONNECT_MS[Math.min(this.#tries, RECONNECT_MS.length - 1)]);
    this.#tries += 1;
    this.listeners.state("waiting", "");
  }

  /** @param {string} sentence what the server says of it */
  #becomeOutdated(sentence) {
    if (!this.#isOutdated) this.listeners.state("outdated", sentence);
    this.#isOutdated = true;
  }

  /** @param {number} ms */
  #reconnectIn(ms) {
    if (!this.#socket && !this.#isEnded) this.#timers.in("again", ms, () => this.#connect());
  }

  /** A socket may look open after the phone slept, and be dead. */
  #checkAfterWaking() {
    this.#reconnectIn(0);
    const since_ms = this.environment.now_ms();
    if (this.#socket) this.#timers.in("woken", WAKING_MS, () => this.#lastFrame_ms < since_ms && this.#dropSocket());
  }

  #checkUnanswered() {
    const oldest = this.#queue[0];
    if (!oldest) return;
    if (this.isOpen && this.environment.now_ms() - Math.max(oldest.at_ms, this.#lastFrame_ms) >= UNANSWERED_MS) this.#dropSocket();
    this.#timers.in("unanswered", UNANSWERED_MS, () => this.#checkUnanswered());
  }

  /** Lets the socket go without waiting for the other side to say goodbye, which a dead line never does. */
  #dropSocket() {
    const socket = this.#socket;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    if (this.#isEnded) this.#socket = null;
    else this.#afterClose(1006);
  }

  /** @param {"signin" | "seat"} why */
  #end(why) {
    if (this.#isEnded) return;
    this.close();
    this.listeners.state("gone", why);
    for (const { id } of [...this.#queue]) this.#settle(id, { code: "gone", sentence: "" });
  }

  /** @param {string} id @param {Answer} answer */
  #settle(id, answer) {
    const asked = this.#queue.find((each) => each.id === id);
    if (!asked) return;
    this.#queue = this.#queue.filter((each) => each !== asked);
    this.#timers.cancel(`stop ${id}`);
    asked.resolve(answer);
  }

  // ---- without it

  /** Stopping goes out by HTTP until one of the two ways has answered. @param {QueuedCommand} asked */
  async #postStop(asked) {
    this.#timers.cancel(`stop ${asked.id}`);
    if (!this.#queue.includes(asked)) return;
    const posted = await postCommand(this.environment.fetch, this.endpoints.stop, this.endpoints.token, asked);
    if (this.#queue.includes(asked) && !this.#takeResult(asked, posted, true)) this.#timers.in(`stop ${asked.id}`, 1_000, () => void this.#postStop(asked));
  }

  /** One at a time and in order, while no socket opens. */
  async #postQueue() {
    if (this.#isPosting || this.#tries < TRIES_BEFORE_HTTP) return;
    this.#isPosting = true;
    for (const asked of [...this.#queue].filter(({ command }) => !isStop(command))) {
      if (this.#isEnded || this.isOpen || !this.#takeResult(asked, await postCommand(this.environment.fetch, this.endpoints.do, this.endpoints.token, asked))) break;
    }
    this.#isPosting = false;
  }

  /**
   * @param {QueuedCommand} asked @param {import("./command-http.js").CommandResult} posted @param {boolean} [stops] a stop that could not
   * be sent is never given up @returns {boolean} whether it is settled
   */
  #takeResult(asked, { answer, view, ended }, stops = false) {
    if (ended) this.#end(ended);
    if (view) this.listeners.frame({ view });
    if (!answer || (stops && "code" in answer && answer.code === "not_sent")) return Boolean(ended);
    this.#settle(asked.id, answer);
    return true;
  }

  async #pollView() {
    if (this.isOpen || this.#isEnded) return;
    const { view, ended } = await fetchView(this.environment.fetch, this.endpoints.view);
    if (ended) return this.#end(ended);
    if (view && !this.isOpen && !this.#isEnded) this.listeners.frame({ view });
    if (!this.isOpen && !this.#isEnded) this.#timers.in("look", POLL_MS, () => void this.#pollView());
  }

  /** A whole look, asked for by the page. */
  async fetchView() {
    const { view } = await fetchView(this.environment.fetch, this.endpoints.view);
    if (view && !this.#isEnded) this.listeners.frame({ view });
  }
}

/** The environment as a page has it. @returns {Environment} */
export function browserEnvironment() {
  return {
    Socket: WebSocket,
    fetch: (...request) => fetch(...request),
    now_ms: () => performance.now(),
    newId: uuid,
    schedule: (act, ms) => setTimeout(act, ms),
    cancel: (timer) => clearTimeout(timer),
    listen: (name, act) => {
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
