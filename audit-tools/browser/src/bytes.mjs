/**
 * Bytes, UTF-8, hex, base64 and SHA-256 (PROTOCOL.md 2.1, 2.2, 3.2).
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { refuse } from './refusal.mjs';

const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const ENCODER = new TextEncoder();
const HEX_DIGITS = '0123456789abcdef';
const BASE64_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export { sha256 };

/** @param {string} text @returns {Uint8Array} UTF-8 */
export function utf8(text) {
  return ENCODER.encode(text);
}

/**
 * Decode UTF-8 without byte order mark (2.1).
 * @param {Uint8Array} bytes
 * @param {string} where
 * @returns {string}
 */
export function textOf(bytes, where) {
  let text;
  try {
    text = DECODER.decode(bytes);
  } catch {
    return refuse(where, 'is not UTF-8');
  }
  if (text.startsWith('\uFEFF')) refuse(where, 'begins with a byte order mark');
  return text;
}

/**
 * The lines of a line file (2.1), without their LF.
 * @param {Uint8Array} bytes
 * @param {string} where
 * @returns {string[]}
 */
export function linesOf(bytes, where) {
  const text = textOf(bytes, where);
  if (text === '') return [];
  if (!text.endsWith('\n')) refuse(where, 'the last line does not end in LF');
  return text.slice(0, -1).split('\n');
}

/** @param {Uint8Array} bytes @returns {string} lower-case hex (2.2) */
export function hex(bytes) {
  let out = '';
  for (const b of bytes) out += HEX_DIGITS[b >> 4] + HEX_DIGITS[b & 15];
  return out;
}

/**
 * The bytes of a text already known to be hex.
 * @param {string} text
 * @returns {Uint8Array}
 */
export function fromHex(text) {
  const out = new Uint8Array(text.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return out;
}

/** @param {Uint8Array} bytes @returns {string} SHA-256 in hex (2.2) */
export function hashOf(bytes) {
  return hex(sha256(bytes));
}

/** @param {Uint8Array} bytes @returns {string} base64 with padding */
export function base64(bytes) {
  let out = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const rest = bytes.length - i;
    const n = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    out += BASE64_DIGITS[n >> 18] + BASE64_DIGITS[(n >> 12) & 63];
    out += rest > 1 ? BASE64_DIGITS[(n >> 6) & 63] : '=';
    out += rest > 2 ? BASE64_DIGITS[n & 63] : '=';
  }
  return out;
}

/**
 * Decode canonical base64: standard alphabet, padded, unused bits zero (3.2).
 * @param {string} text
 * @returns {Uint8Array | null} null if it is anything else
 */
export function fromBase64(text) {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  const digits = text.replace(/=+$/, '');
  const out = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let count = 0;
  let at = 0;
  for (const digit of digits) {
    bits = ((bits << 6) | BASE64_DIGITS.indexOf(digit)) & 0xffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out[at++] = (bits >> count) & 255;
    }
  }
  return base64(out) === text ? out : null;
}

/** @param {...Uint8Array} parts @returns {Uint8Array} */
export function concat(...parts) {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** @param {Uint8Array} a @param {Uint8Array} b @returns {boolean} */
export function sameBytes(a, b) {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Ascending by bytes. @param {Uint8Array} a @param {Uint8Array} b @returns {number} */
export function compareBytes(a, b) {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}

/** @param {bigint} value @returns {Uint8Array} 8 bytes, big-endian */
export function uint64BE(value) {
  const out = new Uint8Array(8);
  new DataView(out.buffer).setBigUint64(0, value, false);
  return out;
}

/** @param {Uint8Array} bytes 8 bytes @returns {bigint} big-endian */
export function readUint64BE(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, false);
}
