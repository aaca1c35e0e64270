#!/usr/bin/env node
/**
 * `npm run build`: bundle scripts and styles into `dist/`, which is committed.
 * `npm run build -- --check`: fail if a committed file is not what this would write.
 */
import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const DIST = `${HERE}dist/`;
/** Which source makes which file. A source that isn't there makes none. */
const PARTS = [
  { source: 'scripts/family/main.mjs', file: 'family.js' },
  { source: 'scripts/screen.mjs', file: 'screen.js' },
  { source: 'scripts/office.mjs', file: 'office.js' },
  { source: 'styles/main.css', file: 'paiwei.css' },
];

/** The oldest browser that is served is Chrome 86, as for the verifier's page. */
const OPTIONS = /** @type {const} */ ({
  absWorkingDir: HERE,
  bundle: true,
  write: false,
  format: 'iife',
  target: 'chrome86',
  charset: 'utf8',
  legalComments: 'none',
  minify: true,
});

/** @param {string} source @returns {Promise<string>} */
async function bundled(source) {
  // Fonts and pictures lie beside the styles and are served as they are.
  const external = source.endsWith('.css') ? ['*.woff2', '*.svg', '*.png'] : [];
  const { outputFiles } = await build({ ...OPTIONS, entryPoints: [source], external });
  return outputFiles[0].text;
}

/** @returns {Promise<Map<string, string>>} what there is to write, by name */
export async function made() {
  const there = PARTS.filter(({ source }) => existsSync(`${HERE}${source}`));
  const texts = await Promise.all(there.map(({ source }) => bundled(source)));
  return new Map(there.map(({ file }, i) => [file, texts[i]]));
}

/** Fail if a committed file is stale, or there is one too many. @param {Map<string, string>} files */
async function check(files) {
  const committed = existsSync(DIST) ? await readdir(DIST) : [];
  for (const name of new Set([...files.keys(), ...committed])) {
    const text = await readFile(`${DIST}${name}`, 'utf8').catch(() => '');
    if (text === files.get(name)) continue;
    console.error(`dist/${name} is not what its sources make: run "npm run build" and commit it`);
    process.exitCode = 1;
  }
}

/** @param {Map<string, string>} files */
async function write(files) {
  await mkdir(DIST, { recursive: true });
  for (const [name, text] of files) {
    await writeFile(`${DIST}${name}`, text);
    console.log(`${createHash('sha256').update(text).digest('hex')}  ${name}  ${Buffer.byteLength(text)} bytes`);
  }
}

const started = process.argv[1] !== undefined && pathToFileURL(realpathSync(process.argv[1])).href === import.meta.url;
if (started) await (process.argv[2] === '--check' ? check : write)(await made());
