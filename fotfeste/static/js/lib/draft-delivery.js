import { csrfToken } from "./csrf.js";
import { canStore, deleteDraft } from "./encrypted-store.js";
import { SENT_DRAFT } from "./stored-names.js";

/**
 * After a form was sent: did it arrive? A signed-in page that no longer holds the form says yes, and the copy on the
 * phone goes. The sign-in and error pages (frame "plain") say that it did not: the copy stays until its form is open
 * again.
 */
/** @param {string} person @param {string} draft */
export function rememberSentDraft(person, draft) {
  try {
    sessionStorage.setItem(SENT_DRAFT, JSON.stringify([person, draft]));
  } catch {
    // Storage may be shut; the copy then waits for the server's word (draft.js, fate).
  }
}

export async function dropDeliveredDraft() {
  const [person, draft] = JSON.parse(sessionStorage.getItem(SENT_DRAFT) ?? "[]");
  const open = document.querySelector(`draft-keeper[data-draft="${CSS.escape(draft ?? "")}"]`);
  if (!draft || open) return;
  sessionStorage.removeItem(SENT_DRAFT);
  if (!document.body.classList.contains("plain") && canStore()) await deleteDraft(person, draft).catch(() => undefined);
}

/**
 * Keeps a draft on the server.
 * @param {string} url @param {HTMLFormElement} form @param {FormData} body @param {boolean} leaving the page may go
 *   before it answers
 * @returns {Promise<string | null>} the version it holds now; null: it did not take it
 */
export async function putDraft(url, form, body, leaving) {
  const headers = { Accept: "application/json", "X-CSRFToken": csrfToken(form) };
  /** @type {RequestInit} */
  const request = { method: "POST", body, headers, redirect: "manual", credentials: "same-origin", keepalive: leaving };
  try {
    const answer = await fetch(url, request);
    if (!answer.ok) return null; // signed out, too long, or the house is down: the copy here stays
    const json = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
    return json.saved_at ?? new Date().toISOString();
  } catch {
    return null;
  }
}
