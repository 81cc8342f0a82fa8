/**
 * Buttons and forms of a page that ask something of the board: `data-command` holds a command as JSON, a form with
 * `data-command="perceive"` makes one of its fields. Without JavaScript they are plain forms.
 * @typedef {import("./seat-view.js").Command} Command
 */

/** @param {(command: Command) => Promise<import("./command-http.js").CommandAnswer>} ask */
export function listenForCommands(ask) {
  for (const name of ["click", "submit"]) document.addEventListener(name, (event) => void sendCommand(event, ask));
}

/** @param {Event} event @param {(command: Command) => Promise<import("./command-http.js").CommandAnswer>} ask */
async function sendCommand(event, ask) {
  const command = event.defaultPrevented ? null : commandIn(event);
  if (!command) return;
  event.preventDefault();
  const form = event.target instanceof HTMLFormElement ? event.target : null;
  if ("seq" in (await ask(command))) form?.reset();
}

/** @param {Event} event a click or a submit @returns {Command | null} */
function commandIn(event) {
  const element =
    event.target instanceof Element
      ? event.target.closest(event.type === "submit" ? "form[data-command]" : "button[data-command]")
      : null;
  const asks = /** @type {HTMLElement | null} */ (element)?.dataset.command;
  if (!asks) return null;
  return element instanceof HTMLFormElement ? commandFromForm(asks, element) : JSON.parse(asks);
}

/**
 * Empty fields are left out; numbers are numbers.
 * @param {string} name @param {HTMLFormElement} form @returns {Command}
 */
function commandFromForm(name, form) {
  const fields = [...new FormData(form)].filter(
    ([key, value]) => value !== "" && !["csrfmiddlewaretoken", "do", "id", "next"].includes(key),
  );
  return {
    do: /** @type {Command["do"]} */ (name),
    ...Object.fromEntries(fields.map(([key, value]) => [key, fieldValue(form, key, String(value))])),
  };
}

/** @param {HTMLFormElement} form @param {string} name @param {string} value */
function fieldValue(form, name, value) {
  const item = form.elements.namedItem(name);
  const field = item instanceof RadioNodeList ? item[0] : item;
  if (!(field instanceof HTMLElement)) return value;
  if (field instanceof HTMLInputElement && field.type === "checkbox") return true;
  const isNumber =
    field.hasAttribute("data-number") ||
    (field instanceof HTMLInputElement && ["number", "range"].includes(field.type));
  return isNumber ? Number(value) : value;
}
