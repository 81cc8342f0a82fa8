import { valuesOf } from "./draft.js";

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */
const IGNORED_TYPES = new Set(["hidden", "submit", "button", "image", "file", "password", "reset"]);

/** @param {Element} element @returns {element is Field} */
const isField = (element) =>
  "name" in element && "value" in element && !IGNORED_TYPES.has(/** @type {Field} */ (element).type);

/** @param {HTMLFormElement} form @returns {string[]} */
export const fieldNames = (form) => [
  ...new Set(
    Array.from(form.elements)
      .filter(isField)
      .map((field) => field.name),
  ),
];

/** @param {HTMLFormElement} form @param {string} name */
export const isSecret = (form, name) =>
  Array.from(form.elements).some((e) => e instanceof HTMLInputElement && e.name === name && e.type === "password");

/**
 * Puts kept words back and tells the elements around them. Fields the kept form never asked for are left alone.
 * @param {HTMLFormElement} form @param {import("./draft.js").Copy} copy @param {boolean} onlyEmpty
 * @returns {boolean} whether anything changed
 */
export function restoreFields(form, copy, onlyEmpty) {
  const asked = Array.from(form.elements)
    .filter(isField)
    .filter((field) => copy.asked.includes(field.name));
  const changed = asked.filter((field) => restoreField(field, copy.fields, onlyEmpty));
  for (const field of changed) field.dispatchEvent(new Event("change", { bubbles: true }));
  return changed.length > 0;
}

/** @param {Field} field @param {import("./draft.js").Pairs} pairs @param {boolean} onlyEmpty */
function restoreField(field, pairs, onlyEmpty) {
  const values = valuesOf(pairs, field.name);
  if (field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) {
    const wanted = values.includes(field.value) || (onlyEmpty && field.checked);
    const changes = wanted !== field.checked;
    field.checked = wanted;
    return changes;
  }
  if (!values.length || field.value === values[0] || (onlyEmpty && field.value)) return false;
  field.value = values[0];
  return true;
}

/**
 * Whether someone was quicker than the page: a field no longer says what the server wrote into it.
 * @param {HTMLFormElement} form
 */
export const isTouched = (form) =>
  Array.from(form.elements)
    .filter(isField)
    .some((field) => field.name !== "" && isChanged(field));

/** @param {Field} field */
function isChanged(field) {
  if (field instanceof HTMLSelectElement)
    return Array.from(field.options).some((o) => o.selected !== o.defaultSelected && o.value !== "");
  const box = field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type);
  return box ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}
