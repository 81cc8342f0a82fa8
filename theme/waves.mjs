// Writes static/icons/waves.svg: one small wave per answer, for lists and timelines (no inline style, no script there).
import { writeFileSync } from "node:fs";
import { HIGHEST, LOWEST, pointOf, wavePath } from "../fotfeste/static/js/lib/wave.js";

const WIDTH = 64;
const HEIGHT = 32;
const curve = wavePath(WIDTH, HEIGHT, 32);
const symbols = [];
for (let value = LOWEST; value <= HIGHEST; value += 1) {
  const { x, y } = pointOf(value, WIDTH, HEIGHT);
  symbols.push(
    `<symbol id="w${value}" viewBox="0 0 ${WIDTH} ${HEIGHT}" overflow="visible"><use href="#curve"/><circle cx="${x}" cy="${y}" r="5" fill="currentColor" stroke="none"/></symbol>`,
  );
}
const path = `<path id="curve" d="${curve}" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" opacity="0.55"/>`;
const file = new URL("../fotfeste/static/icons/waves.svg", import.meta.url);
writeFileSync(
  file,
  `<svg xmlns="http://www.w3.org/2000/svg"><!-- made by npm run waves --><defs>${path}</defs>\n${symbols.join("\n")}\n</svg>\n`,
);
