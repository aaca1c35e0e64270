/**
 * Codes of applications (PROTOCOL.md 2.8), as files hold them and as people type them.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SYMBOLS = 13;
/** What people type between the groups; U+2010 to U+2015 are dashes, U+2212 is the minus sign. */
const BETWEEN = /[-_\u2010-\u2015\u2212\p{White_Space}]/gu;

/** Luhn mod 32. @param {string} payload 12 symbols @returns {string} the check symbol */
function checkSymbol(payload) {
  let sum = 0;
  for (let i = payload.length - 1, factor = 2; i >= 0; i--, factor = 3 - factor) {
    const product = factor * ALPHABET.indexOf(payload[i]);
    sum += (product >> 5) + (product & 31);
  }
  return ALPHABET[(32 - (sum % 32)) % 32];
}

/** @param {string} text @returns {boolean} a code in the spelling of files */
export function isCode(text) {
  return readCode(text) === text;
}

/**
 * A code as somebody types it.
 * @param {string} typed
 * @returns {string | null} in the spelling of files; null if it is none
 */
export function readCode(typed) {
  const half = typed.replace(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0));
  const symbols = half.replace(BETWEEN, '').replace(/[a-z]/g, (one) => one.toUpperCase()).replace(/O/g, '0').replace(/[IL]/g, '1');
  const fine = symbols.length === SYMBOLS && [...symbols].every((one) => ALPHABET.includes(one));
  if (!fine || checkSymbol(symbols.slice(0, 12)) !== symbols[12]) return null;
  return [symbols.slice(0, 4), symbols.slice(4, 8), symbols.slice(8, 12), symbols[12]].join('-');
}
