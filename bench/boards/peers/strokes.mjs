// What real Yjs clients would put on the wire: for every dragger a document of its own in which it sets its figure
// again and again. Asked by JSON on stdin ({figures: [...], drops: n, points: n}), answers one line of base64 updates
// a figure.
import { readFileSync } from "node:fs";
import * as Y from "yjs";

const asked = JSON.parse(readFileSync(0, "utf8"));

function drops(figure, clientID) {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  const updates = [];
  doc.on("update", (update) => updates.push(Buffer.from(update).toString("base64")));
  for (let n = 0; n < asked.drops; n++) doc.getMap("figures").set(figure, place(n));
  return updates;
}

function place(n) {
  const path = Array.from({ length: asked.points }, (_, i) => [i * 7, i * 5, i * 50]);
  return { x: n % 1200, y: 900, heading: n % 360, gaze: 0, path };
}

for (const [at, figure] of asked.figures.entries()) console.log(drops(figure, 1000 + at).join(" "));
