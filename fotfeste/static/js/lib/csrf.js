/**
 * The token a form carries; empty for a form without one.
 * @param {Pick<ParentNode, "querySelector">} form
 * @returns {string}
 */
export function csrfToken(form) {
  const field = form.querySelector("input[name=csrfmiddlewaretoken]");
  return /** @type {{value?: string} | null} */ (field)?.value ?? "";
}
