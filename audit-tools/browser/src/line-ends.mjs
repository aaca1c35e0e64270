/**
 * What mail programs and editors do to a receipt on its way (PROTOCOL.md 6.13).
 */
const [LF, CR] = [10, 13];
const MARK = [0xef, 0xbb, 0xbf];

/**
 * A receipt's file without a byte order mark, with LF for CR LF. The signatures decide all the same.
 * @param {Uint8Array} bytes
 * @returns {Uint8Array}
 */
export function mended(bytes) {
  const text = bytes.subarray(MARK.every((byte, i) => bytes[i] === byte) ? MARK.length : 0);
  return text.filter((byte, i) => byte !== CR || text[i + 1] !== LF);
}
