import { keptFields } from "../lib/draft.js";
import { arrive, applyMove, stepOf } from "./player-position.js";
import { showShelfLinks } from "./shelf-links.js";
import { drawStep } from "./step-drawing.js";
import { saveNote, deleteNote } from "../lib/encrypted-store.js";
import { afterwardsPost, RUN_NOTE } from "../lib/stored-names.js";

/**
 * @typedef {import("./player-position.js").Course & {run: string, at_ms: number}} OfflineRun run: empty when nothing of
 *   it is kept
 */

/**
 * The player without a net. Each move is laid in the outbox and taken here at once, by the same rules as on the server.
 */
class OfflinePractice extends HTMLElement {
  /**
   * @type {{language: string, practices: Record<string, import("./player-position.js").Practice>, figures:
   *   Record<string, string>}}
   */
  #bundle = JSON.parse(document.getElementById("carried")?.textContent ?? "{}");
  /** @type {OfflineRun | null} */
  #progress = null;

  connectedCallback() {
    for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("[data-ways]"))) {
      form.addEventListener("submit", (event) =>
        this.#submitInTurn(event, (button) => this.#press(button?.value ?? "")),
      );
    }
    this.#after?.addEventListener("submit", (event) =>
      this.#submitInTurn(event, (button) => this.#finish(button?.value !== "open")),
    );
  }

  /** @param {SubmitEvent} event @param {(button: HTMLButtonElement | null) => Promise<void>} act */
  #submitInTurn(event, act) {
    event.preventDefault();
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    void this.#shell.runInTurn(() => act(button));
  }

  get #shell() {
    return /** @type {any} */ (this.closest("offline-shell"));
  }

  get #after() {
    return /** @type {HTMLFormElement | null} */ (document.getElementById("after"));
  }

  /**
   * @param {string} name @param {string} [first] slug, or a move already laid by its own page @param {string} [second]
   */
  async open(name, first = "", second = "") {
    if (name === "begin") return this.#begin(first, second === "softer");
    this.#progress = (this.#progress?.run === "" ? this.#progress : await this.#shell.loadFreshNote(RUN_NOTE)) ?? null;
    if (!this.#progress || !this.#practice) return this.#shell.goTo("#");
    if (first) await this.#applyMove(first, second);
    if (first) return this.#shell.goTo("#practice");
    this.#draw();
  }

  get #practice() {
    return this.#bundle.practices[this.#progress?.slug ?? ""];
  }

  /** @param {string} slug @param {boolean} softer */
  async #begin(slug, softer) {
    if (!this.#bundle.practices[slug]) return this.#shell.goTo("#");
    const run = this.#shell.keepsData ? crypto.randomUUID() : "";
    const fields = [
      ["row", run],
      ["softer", softer ? "1" : ""],
    ];
    if (run) await this.#shell.addToOutbox(run, this.#url("begin", slug), fields);
    this.#progress = { run, slug, softer, step: "", seen: [], skipped: [], ended: "", at_ms: 0 };
    await this.#saveRun(arrive(this.#practice, this.#progress));
    this.#shell.goTo("#practice");
  }

  /** @param {string} move */
  async #press(move) {
    // Another tab may have gone on: what counts is where the practice is, not what this page shows.
    const latest = this.#progress?.run ? await this.#shell.loadFreshNote(RUN_NOTE) : this.#progress;
    if (!this.#progress || !latest || latest.run !== this.#progress.run) return this.#shell.goTo("#", "assign");
    const shown = stepOf(this.#practice, this.#progress).id;
    this.#progress = latest;
    if (move === "pause") return this.#shell.goTo("#paused", "assign");
    if (latest.run)
      await this.#shell.addToOutbox(`${latest.run}/${crypto.randomUUID()}`, this.#url("go", latest.run), [
        ["move", move],
        ["step", shown],
      ]);
    await this.#applyMove(move, shown);
    this.#draw();
  }

  /** @param {string} move @param {string} shown */
  async #applyMove(move, shown) {
    if (this.#progress) await this.#saveRun(applyMove(this.#practice, this.#progress, move, shown));
  }

  /** @param {OfflineRun} progress */
  async #saveRun(progress) {
    this.#progress = { ...progress, at_ms: Date.now() };
    if (progress.run) await saveNote(this.#shell.knownPerson.person, RUN_NOTE, this.#progress);
  }

  #draw() {
    const progress = /** @type {OfflineRun} */ (this.#progress);
    if (progress.ended) return this.#showEnding(progress);
    this.#shell.show("practice");
    drawStep(this.#practice, progress, this.#bundle.figures, this.dataset);
  }

  /** @param {OfflineRun} progress */
  #showEnding(progress) {
    const onwards = /** @type {HTMLElement | null} */ (document.querySelector("[data-onwards]"));
    if (onwards) onwards.hidden = !progress.run;
    this.#shell.show(
      progress.ended === "stopped" && location.hash !== "#after" ? "stopped" : progress.run ? "after" : "read",
    );
  }

  /** @param {boolean} isToSend */
  async #finish(isToSend) {
    const progress = this.#progress;
    const said = keptFields(new FormData(/** @type {HTMLFormElement} */ (this.#after))).filter(([, value]) => value);
    if (progress?.run && said.length && isToSend)
      await this.#shell.addToOutbox(afterwardsPost(progress.run), this.#url("afterwards", progress.run), said);
    await deleteNote(this.#shell.knownPerson.person, RUN_NOTE);
    this.#progress = null;
    this.#after?.reset();
    this.#shell.goTo("#kept");
  }

  /** @param {{open: import("./shelf-links.js").Open[]} | undefined} seen */
  showShelf(seen) {
    showShelfLinks(seen?.open ?? [], this.#bundle.practices);
  }

  /** @param {"begin" | "go" | "afterwards"} what @param {string} name */
  #url(what, name) {
    return (this.dataset[what] ?? "").replace(/jording|00000000-0000-0000-0000-000000000000/, name);
  }
}

customElements.define("offline-practice", OfflinePractice);
