/**
 * Judging signatures as PROTOCOL.md 3.1 binds it, and keys that sign notes (3.2).
 *
 * The defaults of libraries accept more than 3.1, so the arithmetic stands here.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { concat, fromBase64, hex, sameBytes, sha256, utf8 } from './bytes.mjs';

const { Point } = ed25519;
const ORDER = Point.Fn.ORDER;
/** The kind of key that signs notes. */
const NOTE_KIND = 1;

/** @param {Uint8Array} bytes @returns {bigint} little-endian */
function littleEndian(bytes) {
  return BigInt(`0x${hex(Uint8Array.from(bytes).reverse())}`);
}

/** A point that 3.1 accepts: canonical, no identity, torsion-free. @param {Uint8Array} bytes */
function decoded(bytes) {
  try {
    const point = Point.fromBytes(bytes, false);
    const fine = sameBytes(point.toBytes(), bytes) && !point.is0() && point.isTorsionFree();
    return fine ? point : null;
  } catch {
    return null;
  }
}

/**
 * Whether 3.1 accepts a signature: S below ℓ, and the equation without cofactor.
 * @param {Uint8Array} signature R ‖ S
 * @param {Uint8Array} message
 * @param {Uint8Array} key 32 bytes
 * @returns {boolean}
 */
export function accepts(signature, message, key) {
  if (signature.length !== 64 || key.length !== 32) return false;
  const [a, r] = [decoded(key), decoded(signature.subarray(0, 32))];
  const s = littleEndian(signature.subarray(32));
  if (a === null || r === null || s >= ORDER) return false;
  const k = littleEndian(sha512(concat(signature.subarray(0, 32), key, message))) % ORDER;
  return Point.BASE.multiplyUnsafe(s).equals(r.add(a.multiplyUnsafe(k)));
}

/**
 * A verifier key (3.2) that signs notes.
 * @param {string} text `<name>+<id>+<base64>`
 * @returns {{name: string, id: string, bytes: Uint8Array} | null} null if it is none
 */
export function readKey(text) {
  const [, name, id, encoded] = /^([A-Za-z0-9.\-/_]{1,160})\+([0-9a-f]{8})\+(.*)$/s.exec(text) ?? [];
  const bytes = encoded === undefined ? null : fromBase64(encoded);
  if (bytes === null || bytes.length !== 33 || bytes[0] !== NOTE_KIND) return null;
  const right = hex(sha256(concat(utf8(`${name}\n`), bytes)).subarray(0, 4));
  return id === right && decoded(bytes.subarray(1)) !== null ? { name, id, bytes: bytes.subarray(1) } : null;
}
