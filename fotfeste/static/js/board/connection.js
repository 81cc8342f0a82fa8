import { isStop } from "./seat-view.js";
import { DragSender } from "./drag-sender.js";
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
 * @typedef {{id: string, command: Command, at_ms: number, resolve: (answer: Answer) => void}} QueuedCommand
 * @typedef {{live: string, do: string, stop: string, view: string, token: string}} Endpoints
 * @typedef {{frame: (frame: Frame) => void, state: (state: ConnectionState, why: string) => void}} ConnectionListeners
 * @typedef {import("./browser-environment.js").Environment} Environment
 */
const RECONNECT_MS = [200, 500, 1_000, 2_000, 4_000, 8_000]; // the first at once, as far as a person notices
const TRIES_BEFORE_HTTP = 3;
const STOP_MS = 300; // by HTTP too when no answer came by then
const WAKING_MS = 2_000; // after waking: no frame by then, and the socket is taken for dead
const OPENING_MS = 5_000;
const UNANSWERED_MS = 4_000;
const POLL_MS = 3_000;
/** @type {Record<number, "seat">} */
const END_CODES = { 4403: "seat", 4404: "seat" }; // a session that is over is heard of by HTTP
const RESYNC = 4408;
const RELOAD = 4426;

export class BoardConnection {
  /** @type {WebSocket | null} */ #socket = null;
  /** @type {QueuedCommand[]} */ #queue = [];
  /** @type {(() => void)[]} */ #removeListeners = [];
  #timers;
  #lastFrame_ms = 0;
  #tries = 0;
  #isPosting = false;
  #isEnded = false;
  #isOutdated = false; // another version is spoken there: everything goes by HTTP until the page is loaded again

  /** @param {Endpoints} endpoints @param {ConnectionListeners} listeners @param {Environment} environment */
  constructor(endpoints, listeners, environment) {
    this.#timers = new Timers(environment);
    this.drag = new DragSender(environment, () => this.#socket);
    this.endpoints = endpoints;
    this.listeners = listeners;
    this.environment = environment;
  }

  open() {
    const { listen } = this.environment;
    this.#isEnded = false;
    this.#removeListeners = [
      listen("shown", () => this.#checkAfterWaking()),
      listen("online", () => this.#reconnectIn(0)),
      listen("hidden", () => this.drag.end()),
    ];
    this.#connect();
  }

  close() {
    this.#isEnded = true;
    for (const deafen of this.#removeListeners.splice(0)) deafen();
    this.#timers.clear();
    this.drag.end();
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
      if (isStop(command) && this.isOpen) this.#timers.in(`stop ${id}`, STOP_MS, () => void this.#postStop(asked));
      else if (isStop(command)) void this.#postStop(asked);
      else if (!this.isOpen) void this.#postQueue();
      this.#timers.in("unanswered", UNANSWERED_MS, () => this.#checkUnanswered());
    });
  }

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

  /**
   * @param {Frame & Partial<import("./protocol.js").Acknowledgement & import("./protocol.js").RefusalFrame &
   *   import("./protocol.js").ReloadFrame>} frame
   */
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
    if (this.#tries < TRIES_BEFORE_HTTP) return;
    void this.#postQueue();
    this.#timers.in("look", 0, () => void this.#pollView());
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
    if (this.isOpen && this.environment.now_ms() - Math.max(oldest.at_ms, this.#lastFrame_ms) >= UNANSWERED_MS)
      this.#dropSocket();
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

  /** Stopping goes out by HTTP until one of the two ways has answered. @param {QueuedCommand} asked */
  async #postStop(asked) {
    this.#timers.cancel(`stop ${asked.id}`);
    if (!this.#queue.includes(asked)) return;
    const posted = await this.#post(this.endpoints.stop, asked);
    if (this.#queue.includes(asked) && !this.#takeResult(asked, posted, true))
      this.#timers.in(`stop ${asked.id}`, 1_000, () => void this.#postStop(asked));
  }

  /** @param {string} url @param {QueuedCommand} asked */
  #post = (url, asked) => postCommand(this.environment.fetch, url, this.endpoints.token, asked);

  /** One at a time and in order, while no socket opens. */
  async #postQueue() {
    if (this.#isPosting || this.#tries < TRIES_BEFORE_HTTP) return;
    this.#isPosting = true;
    for (const asked of [...this.#queue].filter(({ command }) => !isStop(command))) {
      if (this.#isEnded || this.isOpen) break;
      if (!this.#takeResult(asked, await this.#post(this.endpoints.do, asked))) break;
    }
    this.#isPosting = false;
  }

  /**
   * A stop that could not be sent is never given up. @returns {boolean} whether it is settled
   * @param {QueuedCommand} asked @param {import("./command-http.js").CommandResult} posted @param {boolean} [stops]
   */
  #takeResult(asked, { answer, view, ended }, stops = false) {
    if (ended) this.#end(ended);
    this.#showView(view);
    if (!answer || (stops && "code" in answer && answer.code === "not_sent")) return Boolean(ended);
    this.#settle(asked.id, answer);
    return true;
  }

  async #pollView() {
    if (this.isOpen || this.#isEnded) return;
    const { view, ended } = await fetchView(this.environment.fetch, this.endpoints.view);
    if (ended) return this.#end(ended);
    if (!this.isOpen) this.#showView(view);
    if (!this.isOpen && !this.#isEnded) this.#timers.in("look", POLL_MS, () => void this.#pollView());
  }

  /** A whole look, asked for by the page. */
  async fetchView() {
    this.#showView((await fetchView(this.environment.fetch, this.endpoints.view)).view);
  }

  /** A page of another release would misread it. @param {import("./command-http.js").CommandResult["view"]} view */
  #showView(view) {
    if (view && !this.#isEnded && !this.#isOutdated) this.listeners.frame({ view });
  }
}
