// @ts-check

/** Words that a plain object answers to without having them; a field called so gets a `_` behind. */
const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * TL field name → property name: `random_id` → `randomId`.
 *
 * @param {string} name
 */
export function propertyName(name) {
  const camel = name.replace(/(?<=[A-Za-z0-9])_+([A-Za-z0-9])/g, (_, letter) => letter.toUpperCase());
  return camel === "_" || INHERITED.has(camel) || INHERITED.has(name) ? `${camel}_` : camel;
}

/**
 * TL name → TypeScript type name: `messages.sendMessage` → `MessagesSendMessage`.
 *
 * @param {string} name
 */
export function pascalName(name) {
  return name
    .split(/[._]/)
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join("");
}

/**
 * TL name → part of an identifier, one to one: `messages.sendMessage` → `messages$sendMessage`.
 *
 * @param {string} name
 */
export function identifier(name) {
  return name.replace(".", "$");
}

/**
 * Sorts by code units, so that no locale changes the output.
 *
 * @param {string} a
 * @param {string} b
 */
export function byCodeUnit(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}
