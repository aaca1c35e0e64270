#!/usr/bin/env node
/**
 * `node cli.mjs verify DIR [--trust FILE]… [--receipts DIR] [--json]`: judge a published folder by
 * PROTOCOL.md 16. `node cli.mjs check RECEIPT… PROOF [--trust FILE]… [--json]`: one family's light
 * check by its proof file (17). Exit status 0, 1 or 2 as these sections say; 64 for a wrong command
 * line.
 */
import { realpathSync } from 'node:fs';
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkFamily } from './src/light.mjs';
import { mended } from './src/line-ends.mjs';
import { Refusal } from './src/refusal.mjs';
import { parseTrust } from './src/trust.mjs';
import { verify } from './src/verify.mjs';
import { visible } from './src/visible.mjs';

const USAGE = `usage: node cli.mjs verify DIR [--trust FILE]… [--receipts DIR] [--json]
       node cli.mjs check RECEIPT… PROOF [--trust FILE]… [--json]`;
const WRONG_USE = 64;
/** Exit status for trust that is not of its form (15.2). */
const REFUSED_TRUST = 2;

/**
 * @typedef {object} Options
 * @property {string[]} files what has no option's name before it
 * @property {string[]} trust
 * @property {string | null} receipts
 * @property {boolean} json
 */

/**
 * @param {string[]} args
 * @returns {Options & {command: 'verify' | 'check'}}
 */
function parseArguments(args) {
  const [command, ...rest] = args;
  if (command !== 'verify' && command !== 'check') throw new Error(USAGE);
  /** @type {Options} */
  const options = { files: [], trust: [], receipts: null, json: false };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--json') options.json = true;
    else if (word === '--trust') options.trust.push(rest.shift() ?? '');
    else if (word === '--receipts' && command === 'verify') options.receipts = rest.shift() ?? '';
    else if (word.startsWith('--')) throw new Error(USAGE);
    else options.files.push(word);
  }
  const right = command === 'verify' ? options.files.length === 1 : options.files.length >= 2;
  if (!right || options.files.includes('') || options.trust.includes('') || options.receipts === '') throw new Error(USAGE);
  return { command, ...options };
}

/**
 * Read a folder with everything below it.
 * @param {string} root
 * @returns {Promise<{files: Map<string, Uint8Array>, irregular: string[]}>}
 */
export async function readFolder(root) {
  /** @type {Map<string, Uint8Array>} */
  const files = new Map();
  /** @type {string[]} */
  const irregular = [];
  const walk = async (/** @type {string} */ path) => {
    for (const bytes of await readdir(Buffer.from(join(root, path)), { encoding: 'buffer' })) {
      const name = bytes.toString('utf8');
      const inner = path === '' ? name : `${path}/${name}`;
      if (!Buffer.from(name).equals(bytes)) {
        irregular.push(inner);
        continue;
      }
      const kind = await lstat(join(root, inner));
      if (kind.isDirectory()) await walk(inner);
      else if (kind.isFile()) files.set(inner, new Uint8Array(await readFile(join(root, inner))));
      else irregular.push(inner);
    }
  };
  await walk('');
  return { files, irregular };
}

/**
 * Read what is judged and what it is judged by.
 * @param {{folder: string, trust: string[], receipts: string | null}} options
 * @returns {Promise<import('./src/verify.mjs').Input>}
 */
export async function readInput({ folder, trust, receipts }) {
  const given = receipts === null ? new Map() : (await readFolder(receipts)).files;
  return {
    ...(await readFolder(folder)),
    trust: await Promise.all(trust.map(async (name) => ({ name, bytes: new Uint8Array(await readFile(name)) }))),
    receipts: [...given].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, bytes]) => ({ name: `receipt ${name}`, bytes })),
  };
}

/** @param {import('./src/verify.mjs').Verdict} verdict @returns {string} */
function textOf({ exit, check, checks, remarks, summary }) {
  const lines = checks.flatMap(({ id, verdict, findings }) => [`${id} ${verdict}`, ...findings.map((one) => `    ${one}`)]);
  const words = { 0: 'every check passed', 1: `${check} failed`, 2: `${check} was not run` }[exit];
  return [...lines, ...(summary === null ? [] : summaryLines(summary)), ...remarkLines(remarks), `exit ${exit}: ${words}`].map((line) => `${visible(line)}\n`).join('');
}

/** @param {import('./src/summary.mjs').Summary} summary @returns {string[]} */
function summaryLines({ rehearsal, recovery, observers, attempts, lines, without_family_key: without, notes }) {
  const duties = (/** @type {any} */ one) => ['seed', 'witness', 'confirm'].filter((duty) => one[duty]).join(', ');
  return [
    ...(rehearsal ? ['*** REHEARSAL ***'] : []),
    `office: ${recovery}`,
    ...observers.map((one) => `observer ${one.id} (${duties(one)}): ${one.key}`),
    ...attempts.map(({ number, fate }) => `attempt ${number}: ${fate}`),
    ...notes,
    `${without} of ${lines} roll lines have no family key`,
  ];
}

/** @param {Options} options @returns {Promise<number>} exit status */
async function verifyFolder({ files, trust, receipts, json }) {
  const input = await readInput({ folder: files[0], trust, receipts });
  const verdict = verify({ ...input, receipts: (input.receipts ?? []).map(({ name, bytes }) => ({ name, bytes: mended(bytes) })) });
  const { exit, check, checks, remarks } = verdict;
  process.stdout.write(json ? `${JSON.stringify({ exit, check, checks, remarks })}\n` : textOf(verdict));
  return exit;
}

/** @param {string} path @returns {Promise<Uint8Array>} */
async function bytesOf(path) {
  return new Uint8Array(await readFile(path));
}

/** @param {Options} options @returns {Promise<number>} exit status */
async function checkReceipts({ files, trust, json }) {
  const path = /** @type {string} */ (files.pop());
  if ((await stat(path)).isDirectory()) throw new Error(`${path} is a folder: give the .proof file`);
  const proof = await bytesOf(path);
  const blocks = await Promise.all(trust.map(async (name) => parseTrust(await bytesOf(name), name)));
  const report = checkFamily({ receipts: (await Promise.all(files.map(bytesOf))).map(mended), proof, trust: blocks.flat() });
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : lightText(report));
  return report.exit;
}

/** What is for the family to know (6.12). @param {string[]} remarks @returns {string[]} */
function remarkLines(remarks) {
  return remarks.map((remark) => `remark: ${remark}`);
}

/** @param {import('./src/light-report.mjs').LightReport} report @returns {string} */
function lightText({ exit, step, steps, remarks, round, child }) {
  const lines = steps.map(({ id, outcome, finding }) => `${id} ${outcome}${finding === '' ? '' : `\n    ${visible(finding)}`}`);
  if (round?.rehearsal) lines.unshift('*** REHEARSAL ***');
  if (round) lines.push(`in force at ${round.inForceAt}, as far as this shows`);
  const place = child?.place ? `${child.place.program}/${child.place.pool}, choice ${child.place.choice}` : 'no place';
  if (child) {
    lines.push(`${child.code}: ${place}`);
    lines.push(`sha256sum ${child.drawFile}`, ...child.numbers.map(({ shell }) => shell));
  }
  const words = {
    0: `the result, ${place}, is consistent with the published cutoffs; whether the cutoffs are right is shown by the full verification`,
    1: `${step} failed`,
    2: step === null ? `the result, ${place}, is consistent with the published cutoffs, but whose keys these are was not checked` : `${step} was not run`,
  }[exit];
  return [...lines, ...remarkLines(remarks), `exit ${exit}: ${words}`].map((line) => `${line}\n`).join('');
}

/** @returns {Promise<number>} exit status */
async function main() {
  try {
    const { command, ...options } = parseArguments(process.argv.slice(2));
    return await (command === 'verify' ? verifyFolder(options) : checkReceipts(options));
  } catch (error) {
    const lines = /** @type {Error} */ (error).message.split('\n');
    process.stderr.write(lines.map((line) => `${visible(line)}\n`).join(''));
    return error instanceof Refusal ? REFUSED_TRUST : WRONG_USE;
  }
}

const started = process.argv[1] !== undefined && pathToFileURL(realpathSync(process.argv[1])).href === import.meta.url;
if (started) process.exitCode = await main();
