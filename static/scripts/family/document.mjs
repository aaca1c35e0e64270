/**
 * Identity documents of children: kinds, shapes, the one spelling of a number (PROTOCOL.md 6.2), and
 * citizen identification numbers (GB 11643-1999, check digit by ISO 7064 MOD 11-2).
 *
 * The office checks the same; here it is said while the family types.
 */

/** All kinds, as identity files name them. */
export const KINDS = [
  'resident-id', 'passport', 'hk-macao-permit', 'taiwan-permit', 'foreign-permanent-resident', 'household-register',
];
/** Oldest age in years that a number is believed. */
const OLDEST = 150;
const PROVINCE = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;

/**
 * The first thing that is wrong with a number; the check digit comes last, so that a wrong digit is
 * reported where it can be seen.
 * @typedef {'kind' | 'shape' | 'length' | 'first-generation' | 'characters' | 'region' | 'date' | 'birth'
 *   | 'sequence' | 'checksum'} Fault
 */

/**
 * A number as read. Birth and sex are those of a citizen identification number.
 * @typedef {object} Read
 * @property {string | null} number in its one spelling; null where something is wrong
 * @property {Fault | null} fault
 * @property {number} length of what was typed, in characters
 * @property {string | null} birth 2020-09-01; also where only sequence or check digit is wrong
 * @property {'male' | 'female' | null} sex
 */

/** Capital letters, half-width, without spaces, dashes and brackets. @param {string} text @returns {string} */
export function normalised(text) {
  const half = text.replace(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0));
  const kept = half.replace(/[\p{White_Space}\p{Cc}()\-\u2010\u2013\u2014\u200b\ufeff]/gu, '');
  return kept.replace(/[a-z]/g, (one) => one.toUpperCase());
}

/**
 * The check digit of 17 digits. By Horner's rule: doubling the sum before each digit is added, the number
 * with its check digit (X is ten) leaves 1 modulo 11.
 * @param {string} body
 * @returns {string}
 */
export function checkDigit(body) {
  let sum = 0;
  for (const digit of body) sum = ((sum + Number(digit)) * 2) % 11;
  const digit = (12 - sum) % 11;
  return digit === 10 ? 'X' : String(digit);
}

/** @param {string} number @returns {boolean} 17 digits and their check digit */
function isChecked(number) {
  return /^[0-9]{17}[0-9X]$/.test(number) && checkDigit(number.slice(0, 17)) === number[17];
}

/** @param {string} number @returns {string | null} digits 7 to 14 as a date; null if they are none */
function birthOf(number) {
  const text = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  const date = new Date(`${text}T00:00:00Z`);
  // A date that there isn't is taken for a later one by some engines and refused by others.
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text ? text : null;
}

/** @param {string} number @param {string} today @returns {Fault | null} */
function residentFault(number, today) {
  const length = [...number].length;
  if (/^[0-9]{15}$/.test(number)) return 'first-generation';
  if (length !== 18) return 'length';
  if (!/^[0-9]{17}[0-9X]$/.test(number)) return 'characters';
  if (!PROVINCE.test(number)) return 'region';
  const birth = birthOf(number);
  if (birth === null) return 'date';
  if (birth > today || Number(birth.slice(0, 4)) < Number(today.slice(0, 4)) - OLDEST) return 'birth';
  if (number.slice(14, 17) === '000') return 'sequence';
  return isChecked(number) ? null : 'checksum';
}

/** Shapes of the other kinds. @type {Map<string, (number: string) => boolean>} */
const SHAPES = new Map(Object.entries({
  'passport': (/** @type {string} */ number) => /^[A-Z0-9]{6,12}$/.test(number),
  'hk-macao-permit': (/** @type {string} */ number) => /^[HM](?:[0-9]{8}|[0-9]{10})$/.test(number),
  'taiwan-permit': (/** @type {string} */ number) => /^[0-9]{8}$/.test(number),
  // Since 2023: 18 digits like a resident's, beginning with 9; before: three letters, twelve digits.
  'foreign-permanent-resident': (/** @type {string} */ number) =>
    /^[A-Z]{3}[0-9]{12}$/.test(number) || (number.startsWith('9') && isChecked(number)),
  'household-register': (/** @type {string} */ number) => /^[A-Z0-9]{5,20}$/.test(number),
}));

/**
 * Reads a number as typed.
 * @param {string} kind
 * @param {string} text
 * @param {string} today the date that a birth date must not lie after
 * @returns {Read}
 */
export function readDocument(kind, text, today) {
  const typed = normalised(text);
  const length = [...typed].length;
  const plain = { length, birth: null, sex: null };
  if (kind === 'resident-id') return readResident(typed, today, length);
  const shape = SHAPES.get(kind);
  if (shape === undefined) return { ...plain, number: null, fault: 'kind' };
  if (!shape(typed)) return { ...plain, number: null, fault: 'shape' };
  // The last two digits of older home return permits count renewals: one child, one number.
  return { ...plain, number: kind === 'hk-macao-permit' ? typed.slice(0, 9) : typed, fault: null };
}

/** @param {string} typed @param {string} today @param {number} length @returns {Read} */
function readResident(typed, today, length) {
  const fault = residentFault(typed, today);
  const dated = fault === null || fault === 'birth' || fault === 'sequence' || fault === 'checksum';
  const birth = dated ? birthOf(typed) : null;
  if (fault !== null) return { number: null, fault, length, birth, sex: null };
  return { number: typed, fault, length, birth, sex: Number(typed[16]) % 2 === 1 ? 'male' : 'female' };
}

/** Whole years from a birth date to another. @param {string} birth @param {string} on @returns {number} */
export function ageOn(birth, on) {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
  return on.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** The date in China, whatever the device's time zone. @param {number} now milliseconds @returns {string} */
export function todayInChina(now = Date.now()) {
  return new Date(now + 8 * 3600 * 1000).toISOString().slice(0, 10);
}
