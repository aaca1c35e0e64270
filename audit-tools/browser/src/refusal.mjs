/**
 * Refusals: the one kind of error that means "the judged material is wrong".
 * Every other exception is a fault of this program.
 */

/** Something in the judged material is not as PROTOCOL.md says. */
export class Refusal extends Error {
  /** @param {string} where file, line and field, e.g. `roll.csv line 5, tag`
   *  @param {string} why */
  constructor(where, why) {
    super(where === '' ? why : `${where}: ${why}`);
    this.name = 'Refusal';
  }
}

/**
 * Refuse the judged material.
 * @param {string} where
 * @param {string} why
 * @returns {never}
 */
export function refuse(where, why) {
  throw new Refusal(where, why);
}

/**
 * Refuse unless the condition holds.
 * @param {unknown} condition
 * @param {string} where
 * @param {string} why
 */
export function demand(condition, where, why) {
  if (!condition) refuse(where, why);
}

/**
 * Shorten a text of unknown length for an error message.
 * @param {unknown} value
 */
export function quoted(value) {
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length <= 80 ? text : `${text.slice(0, 77)}…`;
}
