/**
 * One process that answers the differential test: questions as JSON lines on standard input, answers
 * as lines on standard output, in order (audit-tools/vectors/examples/differential asks them).
 */
import { createInterface } from 'node:readline';
import { hashOf, hex, sha256, utf8 } from '../src/bytes.mjs';
import { csvRoot, parseCsv } from '../src/csv.mjs';
import { checkFamily } from '../src/light.mjs';
import { Refusal } from '../src/refusal.mjs';
import { resultBytes, RESULTS_HEADER } from '../src/results.mjs';
import { parseRoll } from '../src/roll.mjs';
import { parseRules } from '../src/rules.mjs';
import { parseTrust } from '../src/trust.mjs';
import { verify } from '../src/verify.mjs';

/** @param {string} text @returns {Uint8Array} */
const decoded = (text) => new Uint8Array(Buffer.from(text, 'base64'));

/**
 * What a part gives, or null if it refuses what it was given.
 * @template T
 * @param {() => T} part
 * @returns {T | null}
 */
function accepted(part) {
  try {
    return part();
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** @param {{rules: string, roll: string, draw: string}} question @returns {string} */
function engine(question) {
  const rules = accepted(() => parseRules(utf8(question.rules)));
  if (rules === null) return 'rules refused';
  const roll = accepted(() => parseRoll(utf8(question.roll), 'roll.csv', rules));
  if (roll === null) return 'roll refused';
  const key = sha256(utf8(question.draw));
  const { results, cutoffs, waitlist } = resultBytes(rules, roll.lines, key);
  const root = csvRoot(parseCsv(results, 'results.csv', RESULTS_HEADER));
  const hashes = [results, cutoffs, waitlist].map(hashOf);
  return [
    `key ${hex(key)} roll ${hex(csvRoot(roll.csv))} results ${hex(root)} ${hashes[0]}`,
    `cutoffs ${hashes[1]} waitlist ${hashes[2]}`,
  ].join(' ');
}

/** @param {{files: Record<string, string>, trust: string | null, receipts: string[]}} question @returns {string} */
function round({ files, trust, receipts }) {
  const { exit, check, remarks } = verify({
    files: new Map(Object.entries(files).map(([path, text]) => [path, decoded(text)])),
    trust: trust === null ? [] : [{ name: 'trust.txt', bytes: decoded(trust) }],
    receipts: receipts.map((text, i) => ({ name: `receipt ${i + 1}`, bytes: decoded(text) })),
  });
  return [`${exit} ${check ?? '-'}`, ...remarks].join('; ');
}

/** @param {{proof: string, trust: string | null, receipts: string[]}} question @returns {string} */
function proof({ proof: packed, trust, receipts }) {
  const blocks = trust === null ? null : parseTrust(decoded(trust), 'trust.txt');
  const { exit, step, remarks } = checkFamily({ receipts: receipts.map(decoded), proof: decoded(packed), trust: blocks });
  return [`${exit} ${step ?? '-'}`, ...remarks].join('; ');
}

/** @type {Record<string, (question: any) => string>} */
const KINDS = { engine, round, proof };

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line);
  process.stdout.write(`${KINDS[question.kind](question)}\n`);
}
