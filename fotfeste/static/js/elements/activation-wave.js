import { svg } from "../lib/dom.js";
import { pointOf, wavePath } from "../lib/wave.js";
import { AnswerScale } from "./answer-scale.js";

const WIDTH = 320;
const HEIGHT = 128;
const STOPS = ["low", "mid", "high"];
let drawn = 0;

/** Activation −5…+5 as a place on a wave. */
class ActivationWave extends AnswerScale {
  handle = svg("circle", { class: "wave__handle", r: 15 });
  halo = svg("circle", { class: "wave__halo", r: 25 });

  picture() {
    const tint = `wave-tint-${++drawn}`;
    const stops = STOPS.map((name, i) => svg("stop", { offset: i / 2, class: `wave__stop wave__stop--${name}` }));
    const curve = wavePath(WIDTH, HEIGHT);
    return svg(
      "svg",
      { class: "wave", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true", focusable: "false" },
      svg("linearGradient", { id: tint }, ...stops),
      svg("rect", { class: "wave__sky", width: WIDTH, height: HEIGHT, rx: 16, fill: `url(#${tint})` }),
      svg("path", { class: "wave__water", d: `${curve}V${HEIGHT}H0Z` }),
      svg("path", { class: "wave__curve", d: curve }),
      this.halo,
      this.handle,
    );
  }

  /** @param {number} value */
  place(value) {
    const { x, y } = pointOf(value, WIDTH, HEIGHT);
    for (const circle of [this.handle, this.halo]) {
      circle.setAttribute("cx", String(x));
      circle.setAttribute("cy", String(y));
    }
  }
}

customElements.define("activation-wave", ActivationWave);
