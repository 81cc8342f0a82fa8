// Runs in the head, before anything is drawn: whoever left by the quick exit and presses Back sees nothing.
(() => {
  const FLAG = "left";

  /** @returns {string} where they went, or nothing */
  function went() {
    try {
      return sessionStorage.getItem(FLAG) ?? "";
    } catch {
      return "";
    }
  }

  /** @param {string} to */
  function goAgain(to) {
    document.documentElement.className = "left";
    location.replace(to);
  }

  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  const to = went();
  if (to && entry?.type === "back_forward") goAgain(to);
  else if (to) sessionStorage.removeItem(FLAG); // came back on purpose, by address or by link
  addEventListener("pageshow", (event) => {
    if (event.persisted && went()) goAgain(went());
  });
})();
