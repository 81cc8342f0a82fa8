/**
 * Sending a board's form by itself, and what came back. The server does each command once by the id in the form.
 * @typedef {{done: boolean, message: string, arrived: boolean}} SubmitResult `said`: a sentence for the person, or
 *   empty
 */
const LONGEST_MS = 8_000;
const TOUCH_MS = 700;
const AGAIN_MS = 1_000;

/** @param {HTMLFormElement} form @param {HTMLElement | null} button @returns {Promise<SubmitResult>} */
export async function submitForm(form, button) {
  const body = new FormData(form);
  if (button instanceof HTMLButtonElement && button.name) body.append(button.name, button.value);
  const response = await fetch(form.action, {
    method: "POST",
    body,
    headers: { Accept: "application/json" },
    redirect: "manual",
    keepalive: true,
    signal: AbortSignal.timeout(LONGEST_MS),
  }).catch(() => null);
  const json = response && (response.ok || response.status === 409) ? await response.json().catch(() => null) : null;
  if (!json) return { done: false, message: "", arrived: isFinal(response) };
  return json.no
    ? { done: false, message: String(json.sentence), arrived: true }
    : { done: true, message: String(json.said ?? ""), arrived: true };
}

/** Signed out, or no place here: trying again changes nothing. @param {Response | null} response */
const isFinal = (response) =>
  response !== null && (response.type === "opaqueredirect" || [401, 403, 404].includes(response.status));

/**
 * A stop is never given up, also when the page has changed around its button.
 * @param {HTMLFormElement} form @param {HTMLElement | null} button @param {() => void} waits
 */
export async function submitUntilArrived(form, button, waits) {
  for (;;) {
    const answer = await submitForm(form, button);
    if (answer.arrived) return answer;
    waits();
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** The next sending of this form is another command. @param {HTMLFormElement} form */
export function renewCommandId(form) {
  const id = form.elements.namedItem("id");
  if (id instanceof HTMLInputElement) id.value = ""; // the server gives one
}

/** Next to the form, and read out. @param {Element} form @param {string} said */
export const showMessage = (form, said) => form.querySelector(".ask__said")?.replaceChildren(said);

/** @type {ReturnType<typeof setTimeout> | undefined} */
let touchTimer;

/** A touch on the wave or the scale is sent when the hand has rested. @param {EventTarget | null} target */
export function submitWhenRested(target) {
  const field = target instanceof HTMLSelectElement ? target : null;
  if (!field?.form?.hasAttribute("data-at-once")) return;
  clearTimeout(touchTimer);
  if (field.value) touchTimer = setTimeout(() => field.form?.requestSubmit(), TOUCH_MS);
}
