#!/usr/bin/env node
/**
 * `node build.mjs`: bundle the page into `dist/verify.html`, one file that needs nothing else.
 * `node build.mjs --check`: fail if the committed file is not what this would write.
 */
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const HERE = fileURLToPath(new URL('.', import.meta.url));
/** Where the page lies, and where the programs that embed it look for it. */
const PAGE = `${HERE}dist/verify.html`;

/** The same for all parts: the oldest browser that is served, and text that people can still read. */
const COMMON = /** @type {const} */ ({
  absWorkingDir: HERE,
  bundle: true,
  write: false,
  target: 'chrome86',
  charset: 'utf8',
  legalComments: 'none',
  minifyWhitespace: true,
  minifySyntax: true,
});

/** @param {import('esbuild').BuildOptions} options @returns {Promise<string>} */
async function bundled(options) {
  const { outputFiles } = await build({ ...COMMON, ...options, write: false });
  return outputFiles[0].text.trim();
}

/** The worker's source as a module of the page. @param {string} source @returns {import('esbuild').Plugin} */
function workerSource(source) {
  return {
    name: 'worker-source',
    setup(one) {
      one.onResolve({ filter: /^worker-source$/ }, () => ({ path: 'worker-source', namespace: 'made' }));
      one.onLoad({ filter: /.*/, namespace: 'made' }, () => ({ contents: source, loader: 'text' }));
    },
  };
}

/** @param {string} text @returns {string} its source expression for a Content-Security-Policy */
function allowed(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** @returns {Promise<string>} the worker's script */
export function workerScript() {
  return bundled({ entryPoints: ['page/worker.mjs'], format: 'iife' });
}

/** @returns {Promise<string>} the page */
export async function page() {
  const worker = await workerScript();
  const made = await bundled({ entryPoints: ['page/main.mjs'], format: 'iife', plugins: [workerSource(worker)] });
  // What ends a script in HTML must not stand in one.
  const script = made.replace(/<\/script/g, '<\\/script').replace(/<!--/g, '<\\!--');
  const style = await bundled({ entryPoints: ['page/page.css'] });
  const csp = [
    "default-src 'none'",
    `script-src ${allowed(script)}`,
    `style-src ${allowed(style)}`,
    'worker-src blob:',
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const parts = /** @type {Record<string, string>} */ ({ csp, style, script });
  const html = await readFile(`${HERE}page/page.html`, 'utf8');
  return html.replace(/\{(csp|style|script)\}/g, (_, name) => parts[name]);
}

/** Fail if the committed page is stale. @param {string} html */
async function check(html) {
  if ((await readFile(PAGE, 'utf8').catch(() => '')) === html) return;
  console.error('dist/verify.html is not what its sources make: run "npm run build" and commit it');
  process.exitCode = 1;
}

/** @param {string} html */
async function write(html) {
  await mkdir(`${HERE}dist`, { recursive: true });
  await writeFile(PAGE, html);
  console.log(`${createHash('sha256').update(html).digest('hex')}  verify.html`);
}

const started = process.argv[1] !== undefined && pathToFileURL(realpathSync(process.argv[1])).href === import.meta.url;
if (started) await (process.argv[2] === '--check' ? check : write)(await page());
