/**
 * What a file is, by its content: people mix up names and fields.
 */
import { mended } from '../src/line-ends.mjs';
import { textInPhoto } from './photo.mjs';

/** @typedef {{name: string, bytes: Uint8Array}} GivenFile */
/** @typedef {'receipt' | 'proof' | 'trust' | 'zip' | 'no-code' | 'unknown'} Kind */

const MOST_BYTES = 64 * 1024 * 1024;

/** @param {Uint8Array} bytes @param {number[]} start @returns {boolean} */
function begins(bytes, start) {
  return start.every((byte, i) => bytes[i] === byte);
}

/** @param {string} text @returns {Kind} */
export function kindOfText(text) {
  if (text.startsWith('paiwei receipt v1\n')) return 'receipt';
  return text.startsWith('paiwei trust v1\n') ? 'trust' : 'unknown';
}

/** @param {File} file @returns {boolean} */
function isPhoto({ type, name }) {
  return type.startsWith('image/') || /\.(jpe?g|png|webp|heic|bmp|gif)$/i.test(name);
}

/**
 * @param {File} file
 * @returns {Promise<GivenFile & {kind: Kind}>}
 */
export async function sorted(file) {
  const { name } = file;
  if (isPhoto(file)) {
    const text = await textInPhoto(file);
    const bytes = new TextEncoder().encode(text ?? '');
    return { name, bytes, kind: text === null ? 'no-code' : kindOfText(text) };
  }
  if (begins(new Uint8Array(await file.slice(0, 4).arrayBuffer()), [0x50, 0x4b, 3, 4])) {
    return { name, bytes: new Uint8Array(0), kind: 'zip' };
  }
  if (file.size > MOST_BYTES) return { name, bytes: new Uint8Array(0), kind: 'unknown' };
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (begins(bytes, [0x1f, 0x8b])) return { name, bytes, kind: 'proof' };
  const receipt = mended(bytes);
  if (kindOfText(new TextDecoder().decode(receipt)) === 'receipt') return { name, bytes: receipt, kind: 'receipt' };
  return { name, bytes, kind: kindOfText(new TextDecoder().decode(bytes)) };
}
