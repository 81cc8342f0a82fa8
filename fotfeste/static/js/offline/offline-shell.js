import "../elements/keep-awake.js";
import { SerialQueue } from "./serial-queue.js";
import { canStore, countPosts, loadNote, addPost, loadPerson } from "../lib/encrypted-store.js";
import { RUN_NOTE, SHELF_NOTE } from "../lib/stored-names.js";

const ANSWER_MS = 10_000;

/**
 * The page without a net: shows one screen at a time by the address's fragment, knows who was signed in here, and
 * sends what waits when the net is back. What lies in the outbox is counted, never shown.
 */
class OfflineShell extends HTMLElement {
  /** @type {import("../lib/encrypted-store.js").KnownPerson | null} */
  knownPerson = null;
  #turns = new SerialQueue();
  #at = ""; // the address at which the act now running was asked for

  connectedCallback() {
    const scheme = /(?:^|; )(?:__Host-)?scheme=(light|dark)/.exec(document.cookie)?.[1];
    if (scheme) document.documentElement.dataset.colorScheme = scheme;
    void this.#turns.run(() => this.#loadPerson());
    addEventListener("hashchange", ({ newURL }) => void this.#route(new URL(newURL).hash));
    for (const event of ["online", "offline", "visibilitychange"]) addEventListener(event, () => void this.#update());
    document.addEventListener("visibilitychange", () => void this.#update());
    setInterval(() => void this.#update(), Number(this.dataset.lookMs ?? 20_000));
    void this.#route(location.hash).then(() => this.#update());
  }

  /** Whose phone this was last. */
  async #loadPerson() {
    this.knownPerson = (canStore() && (await loadPerson().catch(() => undefined))) || null;
  }

  get keepsData() {
    return this.knownPerson?.keeps ?? false;
  }

  /** Lays a form in the outbox. @param {string} id @param {string} url @param {[string, string][]} fields */
  async addToOutbox(id, url, fields) {
    if (this.knownPerson?.keeps) await addPost(this.knownPerson.person, id, url, fields, Date.now());
    void this.#update();
  }

  /**
   * A note, unless it has lain longer than a session may: somebody else may hold the phone.
   * @param {string} name @returns {Promise<any>}
   */
  async loadFreshNote(name) {
    if (!this.knownPerson) return undefined;
    const found = await loadNote(this.knownPerson.person, name).catch(() => undefined);
    const last_ms = Math.max(found?.at_ms ?? 0, this.knownPerson.seen_ms);
    return found && Date.now() - last_ms < Number(this.dataset.idleMs) ? found : undefined;
  }

  /**
   * Moves and screens are taken one after the other, however fast they are asked for: a slow move that ended after a
   * quick one would show its screen over the newer one. @param {() => unknown} act @param {string} at
   */
  runInTurn(act, at = location.hash) {
    return this.#turns.run(() => {
      this.#at = at;
      return act();
    });
  }

  /**
   * Goes on from the running act, unless she has gone elsewhere meanwhile.
   * @param {string} hash @param {"assign" | "replace"} how
   */
  goTo(hash, how = "replace") {
    if (location.hash === this.#at) location[how](hash);
  }

  /** @param {string} hash */
  async #route(hash) {
    const [name, ...more] = hash.slice(1).split("/");
    const owner = this.querySelector(`[data-opens~="${CSS.escape(name)}"]`);
    if (owner) await customElements.whenDefined(owner.localName); // not in turn: one that never comes would hold all up
    if (owner) return this.runInTurn(() => /** @type {any} */ (owner).open(name, ...more), hash);
    return this.runInTurn(() => this.#open(name), hash);
  }

  /** @param {string} name */
  async #open(name) {
    const screen = document.querySelector(`[data-screen="${CSS.escape(name)}"]`) ? name : "home";
    this.show(screen);
    if (screen === "home") await this.#home();
  }

  /** @param {string} screen */
  show(screen) {
    if (location.hash !== this.#at) return;
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-screen]"))) {
      each.hidden = each.dataset.screen !== screen;
    }
    this.querySelector("keep-awake")?.remove();
    if (screen === "practice") this.append(document.createElement("keep-awake"));
    scrollTo(0, 0);
    const title = /** @type {HTMLElement | null} */ (document.querySelector(`[data-screen="${screen}"] h1`));
    title?.setAttribute("tabindex", "-1");
    if (location.hash) title?.focus({ preventScroll: true });
  }

  async #home() {
    const open = this.keepsData ? await this.loadFreshNote(RUN_NOTE) : undefined;
    /** @type {any} */ (this.querySelector("offline-practice"))?.showShelf?.(
      this.keepsData ? await this.loadFreshNote(SHELF_NOTE) : undefined,
    );
    const standing = !this.knownPerson ? "nobody" : this.keepsData ? "keeps" : "reads";
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-when]"))) {
      const wanted = (each.dataset.when ?? "").split(" ");
      each.hidden = !wanted.includes(standing) && !(open && wanted.includes("open"));
    }
  }

  /** Whether anybody answers out there, and what waits. */
  async #update() {
    const answers = navigator.onLine && (await isAnswering(this.dataset.ask ?? ""));
    const sent = answers && this.knownPerson && (await this.#send());
    const { waiting, stuck } = this.knownPerson ? await countPosts(this.knownPerson.person) : { waiting: 0, stuck: 0 };
    const left = waiting + stuck;
    const many = left === 1 ? this.dataset.one : (this.dataset.many ?? "").replace("{n}", String(left));
    const words = left ? (answers && waiting ? this.dataset.signIn : many) : sent ? this.dataset.sent : "";
    for (const line of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-line]"))) {
      if (words || !sent) line.textContent = words ?? "";
      line.hidden = !line.textContent;
    }
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-online]"))) {
      each.hidden = !(each.dataset.online ?? "")
        .split(" ")
        .includes(answers ? "true" : navigator.onLine ? "slow" : "false");
    }
  }

  async #send() {
    const person = this.knownPerson?.person ?? "";
    if (!(await countPosts(person)).waiting) return false;
    const { sendAll } = await import("./outbox.js");
    return (await sendAll(person)).sent > 0;
  }
}

/** Asked as a stranger: asking must not keep a session awake. @param {string} url */
async function isAnswering(url) {
  const signal = AbortSignal.timeout(ANSWER_MS);
  const answer = await fetch(url, { method: "HEAD", cache: "no-store", credentials: "omit", signal }).catch(() => null);
  return answer?.ok ?? false;
}

customElements.define("offline-shell", OfflineShell);
