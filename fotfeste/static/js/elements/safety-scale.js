import { svg } from "../lib/dom.js";
import { MARGIN, share } from "../lib/wave.js";
import { AnswerScale } from "./answer-scale.js";

const WIDTH = 320;
const HEIGHT = 52;
const MIDDLE = HEIGHT / 2;

/** How safe, 0–10, as ground that reaches further or less far. */
class SafetyScale extends AnswerScale {
  handle = svg("circle", { class: "wave__handle", r: 15, cy: MIDDLE });
  ground = svg("line", { class: "ground__reach", y1: MIDDLE, y2: MIDDLE, x1: this.x(0) });

  picture() {
    const steps = Array.from({ length: 11 }, (_, i) =>
      svg("circle", { class: "ground__step", r: 2, cy: MIDDLE, cx: this.x(i / 10) }),
    );
    return svg(
      "svg",
      { class: "wave ground", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true", focusable: "false" },
      svg("line", { class: "ground__whole", y1: MIDDLE, y2: MIDDLE, x1: this.x(0), x2: this.x(1) }),
      this.ground,
      ...steps,
      this.handle,
    );
  }

  /** @param {number} value @param {boolean} answered */
  place(value, answered) {
    const x = this.x(share(value, this.low, this.high));
    this.handle.setAttribute("cx", String(x));
    this.ground.setAttribute("x2", String(answered ? x : this.x(0)));
  }

  /** @param {number} t */
  x(t) {
    return WIDTH * (MARGIN + t * (1 - 2 * MARGIN));
  }
}

customElements.define("safety-scale", SafetyScale);
