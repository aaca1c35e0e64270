/**
 * The text of a QR code in a photo.
 */
import { work } from './jobs.mjs';

/** Longer sides in which a photo is looked at: sharp enough for a dense code, then smoother. */
const SIDES = [1600, 1000, 2600, 640];

/**
 * @param {Blob} file
 * @returns {Promise<string | null>} null if no code can be read
 */
export async function textInPhoto(file) {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return null;
  const longer = Math.max(bitmap.width, bitmap.height);
  const sides = [...new Set(SIDES.map((side) => Math.min(side, longer)))];
  for (const side of sides) {
    const text = await work('photo', pixels(bitmap, side / longer));
    if (text !== null) return text;
  }
  return null;
}

/** @param {ImageBitmap} bitmap @param {number} scale @returns {ImageData} on white, as paper is */
function pixels(bitmap, scale) {
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
