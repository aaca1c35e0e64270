/**
 * Forms: what is typed into them, as drafts and as wishes.
 */
import { spelled } from './identity.mjs';
import { lastRequest } from './vault.mjs';

/** What a field's name says: `child-INDEX-NAME`. */
const OF_CHILD = /^child-([0-9]+)-(.+)$/;
/** Names of a child that are no identity fields. */
const NO_FIELDS = ['claims', 'choices'];

/** @param {Iterable<[string, FormDataEntryValue]>} entries @returns {[string, string][]} files left out */
export function textsOf(entries) {
  return Array.from(entries).filter((entry) => typeof entry[1] === 'string').map(([name, value]) => [name, String(value)]);
}

/**
 * What a family wants, from the entries of the last form.
 * @param {[string, string][]} entries
 * @param {string} today
 * @returns {import('./submission.mjs').Wish}
 */
export function wishOf(entries, today) {
  /** @type {Map<number, {typed: Record<string, string>, claims: string[], choices: string | null}>} */
  const children = new Map();
  for (const [name, value] of entries) {
    const [, index, field] = OF_CHILD.exec(name) ?? [];
    if (field === undefined) continue;
    const child = children.get(Number(index)) ?? { typed: {}, claims: [], choices: null };
    children.set(Number(index), child);
    if (field === 'claims' && value !== '') child.claims.push(value);
    if (field === 'choices') child.choices = value;
    if (!NO_FIELDS.includes(field)) child.typed[field] = value;
  }
  const shared = entries.find(([name]) => name === 'choices')?.[1] ?? '';
  const inOrder = [...children].sort(([a], [b]) => a - b).map(([, child]) => child);
  return {
    children: inOrder.map(({ typed, claims, choices }) => {
      const fields = spelled(typed, today);
      // A form that changes choices alone asks for no fields.
      const given = Object.keys(fields).length > 0;
      return { fields: given ? fields : null, claims: [...new Set(claims)].sort(), choices: (choices ?? shared).trim() };
    }),
    linked: entries.some(([name, value]) => name === 'linked' && value === 'yes'),
  };
}

/**
 * What kept applications say, as values of a form that changes them. Fields that this device doesn't know,
 * after an import by words, stay empty.
 * @param {import('./vault.mjs').Held[]} applications
 * @returns {import('./draft.mjs').Draft}
 */
export function valuesOfKept(applications) {
  /** @type {import('./draft.mjs').Draft} */
  const values = {};
  applications.forEach((held, i) => {
    const last = lastRequest(held);
    for (const [name, value] of Object.entries(held.fields ?? {})) values[`child-${i}-${name}`] = [value];
    if (last === null || last.status === 'withdrawn') return;
    values[`child-${i}-claims`] = last.claims;
    values[`child-${i}-choices`] = [last.choices];
    values.choices = [last.choices];
    // As the form's lists name them.
    last.choices.split('|').forEach((list, band) => list.split('>').forEach((program, place) => {
      if (program !== '') values[`choice-${band}-${place}`] = [program];
    }));
    values.linked = last.bundle.length > 0 ? ['yes'] : [];
  });
  return values;
}

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

/** @param {HTMLFormElement} form @returns {Field[]} what a draft keeps: all that has a name, but files and passwords */
function kept(form) {
  const fields = /** @type {Field[]} */ (Array.from(form.elements).filter((one) => 'name' in one && 'value' in one));
  const left = ['file', 'password', 'submit', 'button', 'image', 'reset'];
  return fields.filter(({ name, type, dataset }) => name !== '' && !left.includes(type) && !('noDraft' in dataset));
}

/** @param {Field} field @returns {field is HTMLInputElement} a box or a radio button */
function isCheckable(field) {
  return field.type === 'checkbox' || field.type === 'radio';
}

/** @param {HTMLFormElement} form @returns {import('./draft.mjs').Draft} a name without a tick has no value */
export function valuesOf(form) {
  /** @type {import('./draft.mjs').Draft} */
  const values = {};
  for (const field of kept(form)) {
    const list = (values[field.name] = values[field.name] ?? []);
    if (!isCheckable(field) || field.checked) list.push(field.value);
  }
  return values;
}

/**
 * Puts a draft's values in, and says so to whoever listens.
 * @param {HTMLFormElement} form
 * @param {import('./draft.mjs').Draft} values
 * @returns {boolean} whether anything is another now
 */
export function restore(form, values) {
  /** @type {Map<string, number>} */
  const used = new Map();
  let differs = false;
  for (const field of kept(form)) {
    const list = values[field.name];
    if (list === undefined) continue;
    if (isCheckable(field)) {
      const checked = list.includes(field.value);
      differs ||= checked !== field.checked;
      field.checked = checked;
    } else {
      const at = used.get(field.name) ?? 0;
      used.set(field.name, at + 1);
      if (list[at] === undefined) continue;
      differs ||= list[at] !== field.value;
      field.value = list[at];
    }
    tell(field);
  }
  return differs;
}

/** Says of all that a form has that it may be another. @param {HTMLFormElement} form */
export function changed(form) {
  kept(form).forEach(tell);
}

/** @param {Field} field */
function tell(field) {
  field.dispatchEvent(new Event('change', { bubbles: true }));
}
