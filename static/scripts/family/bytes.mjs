/**
 * Bytes, UTF-8, hex, base64, SHA-256 and random bytes (PROTOCOL.md 2.1, 2.2, 3.2).
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';

export { bytesToHex as hex, concatBytes as concat, hexToBytes as fromHex, sha256 };

const ENCODER = new TextEncoder();

/** @param {string} text @returns {Uint8Array} UTF-8 */
export function utf8(text) {
  return ENCODER.encode(text);
}

/** @param {string} text @returns {string} SHA-256 of its UTF-8, in hex (2.2) */
export function hashOf(text) {
  return bytesToHex(sha256(utf8(text)));
}

/** @param {Uint8Array} bytes @returns {string} */
function base64(bytes) {
  return btoa(String.fromCharCode(...bytes));
}

/**
 * Decode canonical base64: standard alphabet, padded, unused bits zero (3.2).
 * @param {string} text
 * @returns {Uint8Array | null} null if it is anything else
 */
export function fromBase64(text) {
  let bytes;
  try {
    bytes = Uint8Array.from(atob(text), (symbol) => symbol.charCodeAt(0));
  } catch {
    return null;
  }
  // atob also takes what is unpadded or has stray bits; what prints back is canonical.
  return base64(bytes) === text ? bytes : null;
}

/** @param {Uint8Array} a @param {Uint8Array} b @returns {boolean} */
export function sameBytes(a, b) {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/**
 * Random bytes of the browser's own generator: it is there without https too, and never anything else
 * is used in its place.
 * @param {number} length
 * @returns {Uint8Array}
 */
export function randomBytes(length) {
  return globalThis.crypto.getRandomValues(new Uint8Array(length));
}
