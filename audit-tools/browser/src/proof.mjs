/**
 * Proof files (PROTOCOL.md 17.3): their form. What they say is judged in light.mjs.
 */
import * as form from './form.mjs';
import { gunzip } from './inflate.mjs';
import { parseCanonical } from './json.mjs';
import { demand } from './refusal.mjs';

const MOST_BYTES = 16 * 1024 * 1024;
const MOST_ENTRIES = 64;
const MOST_MEMBERS = 16;
const MOST_HASHES = 64;

/**
 * @typedef {object} Proof
 * @property {string} checkpoint text of journal/checkpoint
 * @property {{entry: string, index: number, path: string[]}[]} entries indexes ascending
 * @property {string} rules text of rules.json
 * @property {string} draw text of draw.txt
 * @property {string} cutoffs text of cutoffs.csv
 * @property {ProofMember[]} members indexes ascending
 */

/**
 * A line of the unit with its paths.
 * @typedef {{index: number, result: string, result_path: string[], roll: string, roll_path: string[]}} ProofMember
 */

const text = form.stringThat('a text', () => true);
const line = form.stringThat('one line', (value) => !value.includes('\n'));
const path = form.listOf(form.hash, MOST_HASHES);

/** @param {Record<string, form.Form>} members @param {number} most @returns {form.Form} */
function indexed(members, most) {
  const list = form.listOf(form.object({ ...members, index: form.integer }), most);
  return (value, where) => {
    list(value, where);
    demand(value.length > 0, where, 'is empty');
    const ascending = value.every((/** @type {any} */ one, /** @type {number} */ i) => i === 0 || value[i - 1].index < one.index);
    demand(ascending, where, 'has not its indexes ascending, none twice');
  };
}

const proofForm = form.object({
  checkpoint: text,
  cutoffs: text,
  draw: text,
  entries: indexed({ entry: text, path }, MOST_ENTRIES),
  format: form.oneOf('paiwei proof v1'),
  members: indexed({ result: line, result_path: path, roll: line, roll_path: path }, MOST_MEMBERS),
  rules: text,
});

/**
 * Read a proof file. Throws a Refusal if it is not of its form.
 * @param {Uint8Array} packed
 * @param {string} name for error texts
 * @returns {Proof}
 */
export function readProof(packed, name) {
  const value = parseCanonical(gunzip(packed, MOST_BYTES, name), name, MOST_BYTES);
  proofForm(value, name);
  return /** @type {any} */ (value);
}
