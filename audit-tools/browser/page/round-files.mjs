/**
 * The files of a round, from a folder that was picked or from a .zip.
 */
import { unzipSync } from 'fflate';
import { Refusal, refuse } from '../src/refusal.mjs';

/** Most bytes that a .zip may unpack to. */
const MOST_BYTES = 2 ** 31;

/**
 * @typedef {object} GivenRound
 * @property {string} name
 * @property {[path: string, file: Blob][]} files of a folder, by their paths inside it; empty with a .zip
 * @property {Blob | null} zip
 */

/**
 * @param {GivenRound} given
 * @param {(share: number) => void} tell how much is read, from 0 to 1
 * @returns {Promise<Map<string, Uint8Array>>} by path inside the round's folder
 */
export async function filesOf({ files, zip }, tell) {
  if (zip !== null) return inner(unzipped(new Uint8Array(await zip.arrayBuffer())));
  /** @type {[string, Uint8Array][]} */
  const read = [];
  for (const [path, file] of files) {
    read.push([path, new Uint8Array(await file.arrayBuffer())]);
    tell(read.length / files.length);
  }
  return new Map(read);
}

/** @param {Uint8Array} bytes @returns {[string, Uint8Array][]} */
function unzipped(bytes) {
  const seen = new Set();
  let total = 0;
  const filter = (/** @type {{name: string, originalSize: number}} */ { name, originalSize }) => {
    total += originalSize;
    if (seen.has(name)) refuse(name, 'is twice in the .zip');
    if (total > MOST_BYTES) refuse('the .zip', 'unpacks to more than 2 GiB');
    seen.add(name);
    return !name.endsWith('/');
  };
  try {
    return Object.entries(unzipSync(bytes, { filter }));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuse('the .zip', `can't be read: ${/** @type {Error} */ (error).message}`);
  }
}

/**
 * Leave out the folder around a round, if there is one: some programs pack it, some its content.
 * @param {[string, Uint8Array][]} files
 * @returns {Map<string, Uint8Array>}
 */
function inner(files) {
  const [first] = files.length === 0 ? [''] : files[0][0].split('/');
  const around = `${first}/`;
  const wrapped = files.length > 0 && files.every(([path]) => path.startsWith(around));
  return new Map(files.map(([path, bytes]) => [wrapped ? path.slice(around.length) : path, bytes]));
}
