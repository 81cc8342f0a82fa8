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
