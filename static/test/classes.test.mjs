/** Styles, their list in the README and what carries them agree: no style for nothing, no class without one. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Classes that Rust writes: its sources set no others. */
const MADE = {
  'src/http/pages/chart.rs': ['bar', 'in', 'cut', 'halo'],
  'src/http/pages/standing.rs': ['done', 'now', 'next'],
  'src/http/pages/office/review/line.rs': ['done', 'wait'],
  'src/slips/qr.rs': ['qr'],
};

/** Names that stand in templates for those who read them. */
const UNSTYLED = new Map([
  ['info', 'a notice that is neither good nor bad: how notices are anyway'],
  ['stack', 'fields below each other: how fields are anyway'],
]);

/** @param {string} folder @param {string} end @returns {Promise<string[]>} texts of its files */
async function texts(folder, end) {
  const names = (await readdir(ROOT + folder, { recursive: true })).filter((name) => name.endsWith(end));
  return Promise.all(names.map((name) => readFile(`${ROOT}${folder}/${name}`, 'utf8')));
}

/** @param {string} text @param {RegExp} form with one group @returns {string[]} */
const found = (text, form) => [...text.matchAll(form)].map(([, part]) => part);

/** Of selectors alone, without comments and strings. @param {string} css */
function styled(css) {
  const bare = css.replace(/\/\*.*?\*\//gs, '').replace(/"[^"]*"|'[^']*'/g, '');
  return found(bare, /([^{};]+)\{/g).flatMap((selector) => found(selector, /\.([a-zA-Z][\w-]*)/g));
}

/** Also those that stand under a condition. @param {string} html */
function carried(html) {
  const attributes = found(html, / class="((?:\{[{%].*?[%}]\}|[^"])*)"/gs);
  return attributes.flatMap((value) => value.replace(/\{[{%].*?[%}]\}/gs, ' ').split(/\s+/).filter((word) => word !== ''));
}

const styles = new Set((await texts('static/styles', '.css')).flatMap(styled));
const templates = new Set((await texts('templates', '.html')).flatMap(carried));
const scripted = (await texts('static/scripts', '.mjs')).flatMap((text) => found(text, /classList\.\w+\('([\w-]+)'/g));
const known = new Set([...templates, ...scripted, ...Object.values(MADE).flat()]);

test('every class of the styles is carried by something', () => {
  assert.ok(styles.size > 60);
  assert.deepEqual([...styles].filter((name) => !known.has(name)), []);
});

test('every class that something carries has a style', () => {
  assert.deepEqual([...known].filter((name) => !styles.has(name) && !UNSTYLED.has(name)), []);
  assert.deepEqual([...UNSTYLED.keys()].filter((name) => styles.has(name) || !known.has(name)), []);
});

test('Rust sets the classes that are said to be its', async () => {
  for (const [file, names] of Object.entries(MADE)) {
    const text = await readFile(ROOT + file, 'utf8');
    for (const name of names) assert.match(text, new RegExp(`" ?${name}\\b`), `${file}: ${name}`);
  }
});

test('the README names the classes that there are', async () => {
  const readme = await readFile(`${ROOT}static/styles/README.md`, 'utf8');
  const code = found(readme.replace(/^ {4}.*$/gm, ''), /`([^`]+)`/g);
  const named = code.filter((one) => !/[/*]|\.(css|html|mjs)/.test(one)).flatMap((one) => [
    ...found(one, /(?:^|[\s.a-z\]])\.([a-z][a-z-]*)/g), ...found(one, /\b[a-z]+\.([a-z][a-z-]*)/g), ...found(one, /class="([\w -]+)"/g),
  ]);
  assert.deepEqual([...new Set(named)].filter((name) => !known.has(name)), []);
  assert.deepEqual([...styles].filter((name) => !named.includes(name)), []);
});
