/**
 * All of a page that a board's connection stands on, so that a test can stand in for it.
 * @typedef {{Socket: typeof WebSocket, fetch: import("./command-http.js").Fetch, now_ms: () => number,
 *   newId: () => string, schedule: (act: () => void, ms: number) => unknown, cancel: (timer: any) => void,
 *   listen: (name: "shown" | "hidden" | "online", act: () => void) => () => void}} Environment
 */

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

/**
 * Where a board's element says it is reached. @returns {import("./connection.js").Endpoints | undefined} none: it only
 *   shows
 * @param {DOMStringMap} dataset @param {string} token
 */
export function endpointsOf({ live, do: asks = "", stop = "", view = "" }, token) {
  return live
    ? { live: new URL(live, location.href.replace(/^http/, "ws")).href, do: asks, stop, view, token }
    : undefined;
}
