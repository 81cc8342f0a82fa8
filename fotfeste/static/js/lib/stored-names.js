/**
 * Names that what lies in a browser stands on: databases, notes, drafts, caches. They stay, whatever the code is
 * called:
 * a phone may bring back a draft or a form that an older release put there.
 */
export const DATABASE = "fotfeste";
export const DATABASE_VERSION = 2;
export const KEYS = "keys";
export const DRAFTS = "drafts";
export const OUTBOX = "outbox";
export const NOTES = "notes";

/** Key of the note that says who was here. It is the only one that is not sealed. */
export const WHO = "who";
export const RUN_NOTE = "run";
export const CHECK_IN_NOTE = "check-in";
export const SHELF_NOTE = "shelf";
/** @param {string} board */
export const boardNote = (board) => `board/${board}`;

/** The draft of one step, as its own page keeps it. @param {string} step */
export const stepDraft = (step) => `check-in-${step}`;
/** The draft of a check-in without a net. @param {string} row */
export const offlineCheckInDraft = (row) => `offline-check-in/${row}`;
/** The outbox id of what she says after a practice. @param {string} run */
export const afterwardsPost = (run) => `${run}/after`;

export const SENT_DRAFT = "sent"; // session storage; start.js asks for it
export const OUTBOX_LOCK = "outbox";
export const LEAVING_CACHE = "leaving";
