/**
 * drand (PROTOCOL.md 11.6): the two chains, times of rounds, and BLS signatures.
 */
import { bls12_381 as bls } from '@noble/curves/bls12-381.js';
import { concat, fromHex, sameBytes, sha256, uint64BE } from './bytes.mjs';

/**
 * @typedef {object} Chain
 * @property {bigint} period
 * @property {bigint} genesis
 * @property {Uint8Array} publicKey
 * @property {number} signatureBytes
 * @property {boolean} chained
 * @property {string} hashToCurve
 */

/** The chain hashes (11.6). */
export const DEFAULT_CHAIN = '8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce';
export const QUICKNET_CHAIN = '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971';

/** The chains by their hash. @type {Record<string, Chain>} */
export const CHAINS = {
  [DEFAULT_CHAIN]: {
    period: 30n,
    genesis: 1595431050n,
    publicKey: fromHex(
      '868f005eb8e6e4ca0a47c8a77ceaa5309a47978a7c71bc5cce96366b5d7a5699' +
        '37c529eeda66c7293784a9402801af31',
    ),
    signatureBytes: 96,
    chained: true,
    hashToCurve: 'BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_',
  },
  [QUICKNET_CHAIN]: {
    period: 3n,
    genesis: 1692803367n,
    publicKey: fromHex(
      '83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c' +
        '8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb' +
        '5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a',
    ),
    signatureBytes: 48,
    chained: false,
    hashToCurve: 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_',
  },
};

/** The times of a chain's rounds. @param {string} chain @param {number} round @returns {bigint} */
export function timeOf(chain, round) {
  const { genesis, period } = CHAINS[chain];
  return genesis + (BigInt(round) - 1n) * period;
}

/**
 * Decode a point in canonical compressed encoding, not the identity, of prime order.
 * @param {any} Point
 * @param {Uint8Array} bytes
 * @returns {any} null if 11.6 doesn't accept it
 */
function decodePoint(Point, bytes) {
  try {
    const point = Point.fromBytes(bytes);
    point.assertValidity();
    const fine = !point.is0() && point.isTorsionFree() && sameBytes(point.toBytes(true), bytes);
    return fine ? point : null;
  } catch {
    return null;
  }
}

/** @param {Uint8Array} signature @param {Uint8Array} message @param {Chain} chain */
function blsAccepts(signature, message, chain) {
  const long = chain.signatureBytes === 96;
  const Point = long ? bls.G2.Point : bls.G1.Point;
  const KeyPoint = long ? bls.G1.Point : bls.G2.Point;
  const point = decodePoint(Point, signature);
  if (point === null) return false;
  const scheme = /** @type {any} */ (long ? bls.longSignatures : bls.shortSignatures);
  const hashed = scheme.hash(message, chain.hashToCurve);
  return scheme.verify(point, hashed, KeyPoint.fromBytes(chain.publicKey));
}

/**
 * Why a drand round's signature isn't accepted (11.6).
 * @param {{chain: string, round: number, signature: string, previous_signature: string | null}} value
 * @returns {string | null} null if it is accepted
 */
export function drandFault(value) {
  const chain = CHAINS[value.chain];
  const { signature, previous_signature: previous, round } = value;
  if (round < 1) return 'the round of drand is not at least 1';
  const previousBytes = round === 1 ? 32 : 96;
  if (signature.length !== 2 * chain.signatureBytes) return `the signature has not ${chain.signatureBytes} bytes`;
  if (chain.chained ? previous?.length !== 2 * previousBytes : previous !== null) {
    return chain.chained
      ? `the previous signature has not ${previousBytes} bytes`
      : 'a previous signature is given, quicknet has none';
  }
  const message = sha256(concat(fromHex(previous ?? ''), uint64BE(BigInt(round))));
  return blsAccepts(fromHex(signature), message, chain) ? null : 'the signature is not accepted';
}
