/** Loads an element's module when its tag is on the page. */
const ELEMENTS = /** @type {Record<string, () => Promise<unknown>>} */ ({
  "quick-exit": () => import("./elements/quick-exit.js"),
  "activation-wave": () => import("./elements/activation-wave.js"),
  "safety-scale": () => import("./elements/safety-scale.js"),
  "chip-group": () => import("./elements/chip-group.js"),
  "draft-keeper": () => import("./elements/draft-keeper.js"),
  "send-once": () => import("./elements/send-once.js"),
  "sign-out": () => import("./elements/sign-out.js"),
  "keep-awake": () => import("./elements/keep-awake.js"),
  "read-aloud": () => import("./elements/read-aloud.js"),
  "body-places": () => import("./elements/body-places.js"),
  "copy-text": () => import("./elements/copy-text.js"),
  "breath-pacer": () => import("./elements/breath-pacer.js"),
  "passkey-form": () => import("./elements/passkey-form.js"),
  "command-line": () => import("./elements/command-line.js"),
  "board-replay": () => import("./elements/board-replay.js"),
  "png-download": () => import("./elements/png-download.js"),
  "print-page": () => import("./elements/print-page.js"),
  "wall-phase": () => import("./elements/wall-phase.js"),
  "outbox-status": () => workerReady().then(() => import("./elements/outbox-status.js")),
  "unsent-entries": () => import("./elements/unsent-entries.js"),
  "offline-shell": () => import("./offline/offline-shell.js"),
  "offline-check-in": () => import("./offline/offline-check-in.js"),
  "offline-practice": () => import("./offline/offline-practice.js"),
  "offline-form": () => import("./offline/offline-form.js"),
  "board-parts": () => import("./elements/board-parts.js"),
  "constellation-board": () => import("./elements/constellation-board.js"),
  "inside-view": () => import("./elements/inside-view.js"),
});

/**
 * The worker has taken over: only then can anything wait here, and what it keeps costs no net.
 * @returns {Promise<void>}
 */
const workerReady = () =>
  new Promise((resolve) => {
    const worker = navigator.serviceWorker;
    if (worker?.controller) resolve();
    else worker?.addEventListener("controllerchange", () => resolve(), { once: true });
  });

/** @param {ParentNode} root */
function loadElements(root) {
  for (const [tag, load] of Object.entries(ELEMENTS)) {
    if (root.querySelector(tag)) void load();
  }
  const waiting = root.querySelector("[data-take-focus]");
  if (waiting instanceof HTMLElement) waiting.focus();
}

loadElements(document);
if (sessionStorage.getItem("sent"))
  void import("./lib/draft-delivery.js").then(({ dropDeliveredDraft }) => dropDeliveredDraft());
// What works without a net: see offline/service-worker.js. After the page itself, so that it waits for nothing.
addEventListener("load", () => navigator.serviceWorker?.register("/sw.js").catch(() => undefined));
