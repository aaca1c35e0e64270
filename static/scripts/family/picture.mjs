/**
 * Pictures: of receipts, to keep among one's photographs, and of documents, small enough to be sent.
 */

/** Longest side of a document's picture that is made smaller. */
const LONGEST = 2400;
/** Bytes from which a picture is made smaller before it is sent. */
const LARGE = 3 << 20;

/**
 * Shows an SVG picture as PNG: that is what phones save when somebody holds it.
 * @param {HTMLImageElement} image
 * @param {string} [svg] the picture; none: the one that it shows
 */
export async function toPng(image, svg) {
  if (svg !== undefined) image.src = `data:image/svg+xml;base64,${base64(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  pen.drawImage(image, 0, 0);
  image.src = canvas.toDataURL('image/png');
}

/** @param {string} text @returns {string} of its UTF-8 */
function base64(text) {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}

/**
 * A photograph as it is sent: phones make larger ones than anybody needs to read a paper.
 * @param {File} file
 * @returns {Promise<Blob>} the file itself where it is small, or no picture that this browser reads
 */
export async function smaller(file) {
  if (file.size <= LARGE || !file.type.startsWith('image/')) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const made = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
    return made instanceof Blob && made.size < file.size ? made : file;
  } catch {
    return file;
  }
}
