/**
 * The token a form carries, or the one the page gives to htmx.
 * @param {Pick<ParentNode, "querySelector"> | null} form @param {string | null} headers the body's hx-headers
 * @returns {string}
 */
export function csrfToken(form, headers) {
  const field = form?.querySelector("input[name=csrfmiddlewaretoken]");
  const own = /** @type {{value?: string} | null | undefined} */ (field)?.value;
  return own || fromHeaders(headers);
}

/** @param {string | null} headers */
function fromHeaders(headers) {
  try {
    return JSON.parse(headers ?? "{}")["x-csrftoken"] ?? "";
  } catch {
    return "";
  }
}
