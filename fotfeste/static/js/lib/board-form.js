/**
 * Sending a board's form by itself, and what came back. The server does each command once by the id in the form.
 * @typedef {{done: boolean, said: string, arrived: boolean}} Sent `said`: a sentence for the person, or empty
 */
const LONGEST_MS = 8_000;
const AGAIN_MS = 1_000;

/** @param {HTMLFormElement} form @param {HTMLElement | null} button @returns {Promise<Sent>} */
export async function sent(form, button) {
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
  if (!json) return { done: false, said: "", arrived: false };
  return json.no ? { done: false, said: String(json.sentence), arrived: true } : { done: true, said: String(json.said ?? ""), arrived: true };
}

/** A stop is never given up. @param {HTMLFormElement} form @param {HTMLElement | null} button @param {() => void} waits */
export async function sentAtLast(form, button, waits) {
  for (;;) {
    const answer = await sent(form, button);
    if (answer.arrived || !form.isConnected) return answer;
    waits();
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

/** The next sending of this form is another command. @param {HTMLFormElement} form */
export function renew(form) {
  const id = form.elements.namedItem("id");
  if (id instanceof HTMLInputElement) id.value = ""; // the server gives one
}

/** What a section says, apart from what is fresh each time it is made. @param {Element} section */
export const essence = (section) =>
  section.outerHTML.replace(/(name="(?:id|csrfmiddlewaretoken)" value=")[^"]*/g, "$1");

/** To the same field; else to the same form's button; else to the section. @param {HTMLElement} section @param {Element} was */
export function refocus(section, was) {
  const form = was.closest("form")?.dataset.form;
  const same = was.id ? section.querySelector(`#${CSS.escape(was.id)}`) : section.querySelector(`form[data-form="${form}"] button`);
  if (!same && !section.hidden) section.tabIndex = -1;
  /** @type {HTMLElement} */ (same ?? section).focus({ preventScroll: true });
}

/** Next to the form, and read out. @param {Element} form @param {string} said */
export const say = (form, said) => form.querySelector(".ask__said")?.replaceChildren(said);

/** @param {HTMLElement} section */
export const nameOf = (section) => section.dataset.part ?? "";
