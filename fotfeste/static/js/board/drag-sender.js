import { Timers } from "../lib/timers.js";

/**
 * Tells others where a hand holds a figure now. Nothing of it is kept: what cannot be sent is dropped.
 * @typedef {[figure: string, x: number, y: number, heading: number]} Preview
 */
const FULL_BYTES = 8_192; // waiting to go out: a preview more would only come late
const PREVIEW_MS = 50;
const REPEAT_PREVIEW_MS = 500; // a hand that rests is told again, so that others do not take it for gone

export class DragSender {
  /** @type {Preview | null} */ #preview = null;
  #timers;
  #lastPreview_ms = -Infinity;

  /** @param {import("./browser-environment.js").Environment} environment @param {() => WebSocket | null} socket */
  constructor(environment, socket) {
    this.#timers = new Timers(environment);
    this.environment = environment;
    this.socket = socket;
  }

  /** Where a hand holds a figure now: at most one each 50 ms, the newest. @param {Preview} preview */
  show(preview) {
    this.#preview = preview;
    const wait_ms = this.#lastPreview_ms + PREVIEW_MS - this.environment.now_ms();
    if (wait_ms <= 0) this.#sendPreview();
    else if (!this.#timers.has("preview")) this.#timers.in("preview", wait_ms, () => this.#sendPreview());
  }

  /** The hand let go; `back` is where it left the figure, when nothing was asked. @param {Preview | null} back */
  end(back = null) {
    this.#preview = back;
    if (back) this.#sendPreview();
    this.#preview = null;
    this.#timers.clear();
  }

  #sendPreview() {
    this.#timers.cancel("preview");
    if (!this.#preview) return;
    this.#lastPreview_ms = this.environment.now_ms();
    const socket = this.socket();
    if (socket?.readyState === 1 && socket.bufferedAmount < FULL_BYTES)
      socket.send(JSON.stringify({ drag: this.#preview }));
    this.#timers.in("held", REPEAT_PREVIEW_MS, () => this.#sendPreview());
  }
}
