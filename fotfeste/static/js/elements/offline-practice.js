import { fieldsOf } from "../lib/draft.js";
import { arrived, moved, stepOf } from "../lib/place.js";
import { drawStep } from "../lib/player.js";
import { html } from "../lib/svg.js";
import { note, unnote } from "../lib/vault.js";

/** @typedef {import("../lib/place.js").Course & {run: string, at_ms: number}} Walk run: empty when nothing of it is kept */

/** The player without a net. Each move is laid in the outbox and taken here at once, by the same rules as on the server. */
class OfflinePractice extends HTMLElement {
  /** @type {{language: string, practices: Record<string, import("../lib/place.js").Practice>, figures: Record<string, string>}} */
  #carried = JSON.parse(document.getElementById("carried")?.textContent ?? "{}");
  /** @type {Walk | null} */
  #walk = null;

  connectedCallback() {
    for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("[data-ways]"))) {
      form.addEventListener("submit", (event) => this.#inTurn(event, (button) => this.#press(button?.value ?? "")));
    }
    this.#after?.addEventListener("submit", (event) => this.#inTurn(event, (button) => this.#finish(button?.value !== "open")));
  }

  /** @param {SubmitEvent} event @param {(button: HTMLButtonElement | null) => Promise<void>} act */
  #inTurn(event, act) {
    event.preventDefault();
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    void this.#shell.inTurn(() => act(button));
  }

  get #shell() {
    return /** @type {any} */ (this.closest("offline-shell"));
  }

  get #after() {
    return /** @type {HTMLFormElement | null} */ (document.getElementById("after"));
  }

  /** @param {string} name @param {string} [first] slug, or a move already laid by its own page @param {string} [second] */
  async open(name, first = "", second = "") {
    if (name === "begin") return this.#begin(first, second === "softer");
    this.#walk = (this.#walk?.run === "" ? this.#walk : await this.#shell.noted("run")) ?? null;
    if (!this.#walk || !this.#practice) return this.#shell.lead("#");
    if (first) await this.#take(first, second);
    if (first) return this.#shell.lead("#practice");
    this.#draw();
  }

  get #practice() {
    return this.#carried.practices[this.#walk?.slug ?? ""];
  }

  /** @param {string} slug @param {boolean} softer */
  async #begin(slug, softer) {
    if (!this.#carried.practices[slug]) return this.#shell.lead("#");
    const run = this.#shell.keeps ? crypto.randomUUID() : "";
    const fields = [["row", run], ["softer", softer ? "1" : ""]];
    if (run) await this.#shell.lay(run, this.#url("begin", slug), fields);
    this.#walk = { run, slug, softer, step: "", seen: [], skipped: [], ended: "", at_ms: 0 };
    await this.#keep(arrived(this.#practice, this.#walk));
    this.#shell.lead("#practice");
  }

  /** @param {string} move */
  async #press(move) {
    // Another tab may have gone on: what counts is where the practice is, not what this page shows.
    const latest = this.#walk?.run ? await this.#shell.noted("run") : this.#walk;
    if (!this.#walk || !latest || latest.run !== this.#walk.run) return this.#shell.lead("#", "assign");
    const shown = stepOf(this.#practice, this.#walk).id;
    this.#walk = latest;
    if (move === "pause") return this.#shell.lead("#paused", "assign");
    if (latest.run) await this.#shell.lay(`${latest.run}/${crypto.randomUUID()}`, this.#url("go", latest.run), [["move", move], ["step", shown]]);
    await this.#take(move, shown);
    this.#draw();
  }

  /** @param {string} move @param {string} shown */
  async #take(move, shown) {
    if (this.#walk) await this.#keep(moved(this.#practice, this.#walk, move, shown));
  }

  /** @param {Walk} walk */
  async #keep(walk) {
    this.#walk = { ...walk, at_ms: Date.now() };
    if (walk.run) await note(this.#shell.who.person, "run", this.#walk);
  }

  #draw() {
    const walk = /** @type {Walk} */ (this.#walk);
    if (walk.ended) return this.#end(walk);
    this.#shell.show("practice");
    drawStep(this.#practice, walk, this.#carried.figures, this.dataset);
  }

  /** @param {Walk} walk */
  #end(walk) {
    const onwards = /** @type {HTMLElement | null} */ (document.querySelector("[data-onwards]"));
    if (onwards) onwards.hidden = !walk.run;
    this.#shell.show(walk.ended === "stopped" && location.hash !== "#after" ? "stopped" : walk.run ? "after" : "read");
  }

  /** @param {boolean} isToSend */
  async #finish(isToSend) {
    const walk = this.#walk;
    const said = fieldsOf(new FormData(/** @type {HTMLFormElement} */ (this.#after))).filter(([, value]) => value);
    if (walk?.run && said.length && isToSend) await this.#shell.lay(`${walk.run}/after`, this.#url("afterwards", walk.run), said);
    await unnote(this.#shell.who.person, "run");
    this.#walk = null;
    this.#after?.reset();
    this.#shell.lead("#kept");
  }

  /** What lay open on her shelf when she last looked. @param {{open: {slug: string, softer: boolean}[]} | undefined} seen */
  shelf(seen) {
    const list = /** @type {HTMLElement} */ (document.querySelector("[data-shelf]"));
    const open = (seen?.open ?? []).filter(({ slug }) => this.#carried.practices[slug]);
    list.replaceChildren(...open.map(({ slug, softer }) => this.#way(slug, softer)));
    if (list.parentElement) list.parentElement.hidden = !open.length;
  }

  /** @param {string} slug @param {boolean} softer */
  #way(slug, softer) {
    const { title, purpose } = this.#carried.practices[slug];
    const words = html("span", { class: "row__text" }, html("b", {}, title), html("span", { class: "soft" }, purpose));
    return html("li", {}, html("a", { class: "row", href: `#begin/${slug}${softer ? "/softer" : ""}` }, words));
  }

  /** @param {"begin" | "go" | "afterwards"} what @param {string} name */
  #url(what, name) {
    return (this.dataset[what] ?? "").replace(/jording|00000000-0000-0000-0000-000000000000/, name);
  }
}

customElements.define("offline-practice", OfflinePractice);
