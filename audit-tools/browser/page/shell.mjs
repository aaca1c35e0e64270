/**
 * Lines for a terminal (bash) that recompute what the page shows with sha256sum and openssl alone. They
 * hold all that they need: nothing has to be saved before.
 */
import { base64, concat, fromHex } from '../src/bytes.mjs';
import { sidesOf } from '../src/inclusion.mjs';

/** What stands before the 32 bytes of an Ed25519 key in the form that openssl reads (RFC 8410). */
const KEY_HEAD = fromHex('302a300506032b6570032100');

/** @param {string} text of lines @returns {string} a command that prints it */
export function printing(text) {
  const lines = text.replace(/\n$/, '').split('\n');
  return `printf '%s\\n' ${lines.map((line) => `'${line.replace(/'/g, "'\\''")}'`).join(' ')}`;
}

/** @param {string} text @returns {string} a command that prints its SHA-256 */
export function hashing(text) {
  return `${printing(text)} | sha256sum`;
}

/**
 * @param {string} text what was signed
 * @param {Uint8Array} publicKey 32 bytes
 * @param {Uint8Array} signature 64 bytes
 * @returns {string} commands that verify it
 */
export function verifying(text, publicKey, signature) {
  return [
    `${printing(text)} > text`,
    `base64 -d <<< ${base64(concat(KEY_HEAD, publicKey))} > key`,
    `base64 -d <<< ${base64(signature)} > signature`,
    'openssl pkeyutl -verify -pubin -keyform DER -inkey key -rawin -in text -sigfile signature',
  ].join('\n');
}

/**
 * @param {string} line a leaf
 * @param {number} index @param {number} size of the tree
 * @param {string[]} path
 * @returns {string} commands that print the root
 */
export function climbing(line, index, size, path) {
  const sides = sidesOf(index, size);
  const steps = path.map((sibling, i) => `n=$(node ${sides[i] === 'left' ? `${sibling} $n` : `$n ${sibling}`})`);
  return [
    `bytes() { printf "$(sed 's/../\\\\x&/g' <<< $1)"; }`,
    `node() { { printf '\\1'; bytes $1; bytes $2; } | sha256sum | cut -c1-64; }`,
    `n=$({ printf '\\0'; printf '%s' '${line.replace(/'/g, "'\\''")}'; } | sha256sum | cut -c1-64)`,
    ...steps,
    'echo $n',
  ].join('\n');
}
