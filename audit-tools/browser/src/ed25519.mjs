/**
 * Ed25519 as PROTOCOL.md 3.1 binds it: canonical encodings, no identity, torsion-free points, S below
 * ℓ, and the equation without cofactor. Library defaults are weaker, so the arithmetic stands here.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { concat, sameBytes } from './bytes.mjs';

const { Point } = ed25519;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
/** @typedef {InstanceType<typeof Point>} EdwardsPoint */

/** Public keys that were decoded already: hex is slower than this map, points are slower still. */
const decoded = new Map();
const MOST_DECODED = 4096;

/** @param {Uint8Array} bytes @returns {bigint} little-endian */
function littleEndian(bytes) {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]);
  return value;
}

/**
 * Decode a point that 3.1 accepts.
 * @param {Uint8Array} bytes
 * @returns {EdwardsPoint | null}
 */
function decodePoint(bytes) {
  if (bytes.length !== 32) return null;
  let point;
  try {
    point = Point.fromBytes(bytes, false);
  } catch {
    return null;
  }
  if (!sameBytes(point.toBytes(), bytes)) return null;
  return point.is0() || !point.isTorsionFree() ? null : point;
}

/** @param {Uint8Array} bytes @returns {EdwardsPoint | null} as decodePoint, remembered */
function publicPoint(bytes) {
  const name = bytes.join();
  if (!decoded.has(name)) {
    if (decoded.size >= MOST_DECODED) decoded.clear();
    decoded.set(name, decodePoint(bytes));
  }
  return decoded.get(name);
}

/**
 * Whether a public key satisfies 3.1.
 * @param {Uint8Array} publicKey
 * @returns {boolean}
 */
export function isPublicKey(publicKey) {
  return publicPoint(publicKey) !== null;
}

/**
 * Whether 3.1 accepts a signature.
 * @param {Uint8Array} signature R ‖ S, 64 bytes
 * @param {Uint8Array} message
 * @param {Uint8Array} publicKey 32 bytes
 * @returns {boolean}
 */
export function accepts(signature, message, publicKey) {
  if (signature.length !== 64) return false;
  const rBytes = signature.subarray(0, 32);
  const s = littleEndian(signature.subarray(32));
  if (s >= ORDER) return false;
  const a = publicPoint(publicKey);
  const r = a === null ? null : decodePoint(rBytes);
  if (a === null || r === null) return false;
  const k = littleEndian(sha512(concat(rBytes, publicKey, message))) % ORDER;
  return Point.BASE.multiplyUnsafe(s).equals(r.add(a.multiplyUnsafe(k)));
}
