#!/usr/bin/env node
/**
 * `node cli.mjs verify DIR [--trust FILE]… [--receipts DIR] [--json]`: judge a published folder by
 * PROTOCOL.md 16. Exit status 0, 1 or 2 as section 16 says; 64 for a wrong command line.
 */
import { realpathSync } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Refusal } from './src/refusal.mjs';
import { verify } from './src/verify.mjs';

const USAGE = 'usage: node cli.mjs verify DIR [--trust FILE]… [--receipts DIR] [--json]';
const WRONG_USE = 64;
/** Exit status for trust that is not of its form (15.2). */
const REFUSED_TRUST = 2;

/**
 * @param {string[]} args
 * @returns {{folder: string, trust: string[], receipts: string | null, json: boolean}}
 */
function parseArguments(args) {
  const [command, ...rest] = args;
  if (command !== 'verify') throw new Error(USAGE);
  const options = { folder: '', trust: /** @type {string[]} */ ([]), receipts: /** @type {string | null} */ (null), json: false };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--json') options.json = true;
    else if (word === '--trust') options.trust.push(rest.shift() ?? '');
    else if (word === '--receipts') options.receipts = rest.shift() ?? '';
    else if (word.startsWith('--') || options.folder !== '') throw new Error(USAGE);
    else options.folder = word;
  }
  if (options.folder === '' || options.trust.includes('') || options.receipts === '') throw new Error(USAGE);
  return options;
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

/**
 * Show control and format characters, so that judged texts can't forge lines or steer a terminal.
 * @param {string} line
 */
function visible(line) {
  return line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`);
}

/** @param {ReturnType<typeof verify>} verdict @returns {string} */
function textOf({ exit, check, checks, facts }) {
  const lines = checks.flatMap(({ id, verdict, findings }) => [`${id} ${verdict}`, ...findings.map((one) => `    ${one}`)]);
  const words = { 0: 'every check passed', 1: `${check} failed`, 2: `${check} was not run` }[exit];
  return [...lines, ...facts, `exit ${exit}: ${words}`].map((line) => `${visible(line)}\n`).join('');
}

/** @returns {Promise<number>} exit status */
async function main() {
  try {
    const options = parseArguments(process.argv.slice(2));
    const verdict = verify(await readInput(options));
    const { exit, check, checks } = verdict;
    process.stdout.write(options.json ? `${JSON.stringify({ exit, check, checks })}\n` : textOf(verdict));
    return verdict.exit;
  } catch (error) {
    process.stderr.write(`${visible(/** @type {Error} */ (error).message)}\n`);
    return error instanceof Refusal ? REFUSED_TRUST : WRONG_USE;
  }
}

const started = process.argv[1] !== undefined && pathToFileURL(realpathSync(process.argv[1])).href === import.meta.url;
if (started) process.exitCode = await main();
