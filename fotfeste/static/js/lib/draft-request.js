import { csrfToken } from "./csrf.js";

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
