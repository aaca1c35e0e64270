/**
 * Making parts of the page. Whatever was judged goes in as text, never as HTML, with control
 * characters shown.
 */
import { visible } from '../src/visible.mjs';
import { t } from './texts.mjs';

/** @typedef {Node | string | null} Child */

/** Lines shown in one dump of bytes. */
const MOST_ROWS = 4096;

/**
 * @param {string} tag name, perhaps with classes: `p.note`
 * @param {Record<string, string | boolean | ((event: any) => void) | undefined>} properties attributes, and `on…` for events
 * @param {...Child} children
 * @returns {HTMLElement}
 */
export function h(tag, properties, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length > 0) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === 'function') element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else if (typeof value === 'string') element.setAttribute(key, value);
  }
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

/** Text of judged material, on one line. @param {string} text @returns {string} */
export function told(text) {
  return visible(text);
}

/** Judged text of many lines. @param {string} text @returns {HTMLElement} */
export function block(text) {
  const shown = text.split('\n').map(visible).join('\n');
  return h('pre', { tabindex: '0' }, h('code', {}, shown));
}

/** Something that opens; its content is made when it does. @param {Child} summary @param {() => Child[]} content @param {string} [tag] @returns {HTMLElement} */
export function fold(summary, content, tag = 'details') {
  const element = /** @type {HTMLDetailsElement} */ (h(tag, {}, h('summary', {}, summary)));
  let made = false;
  element.addEventListener('toggle', () => {
    if (made || !element.open) return;
    made = true;
    element.append(...content().filter((child) => child !== null));
  });
  return element;
}

/** The bytes of a text as offset, hex and characters. @param {string} text @returns {HTMLElement} */
export function bytesOf(text) {
  return fold(t('bytes'), () => [h('pre.dump', { tabindex: '0' }, h('code', {}, dump(new TextEncoder().encode(text))))]);
}

/** @param {Uint8Array} bytes @returns {string} as `hexdump -C` has it */
function dump(bytes) {
  const rows = [];
  for (let at = 0; at < bytes.length && rows.length < MOST_ROWS; at += 16) {
    const row = [...bytes.subarray(at, at + 16)];
    const digits = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const characters = row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    rows.push(`${at.toString(16).padStart(6, '0')}  ${digits.padEnd(47)}  ${characters}`);
  }
  return rows.join('\n');
}

/** Lines for a terminal, with a button that copies them. @param {string} label @param {string} lines @returns {HTMLElement} */
export function commands(label, lines) {
  const button = h('button.small', { type: 'button', onclick: () => copy(lines, button) }, t('copy'));
  return h('div.commands', {}, h('div.row', {}, h('span', {}, label), button), block(lines));
}

/** @param {string} text @param {HTMLElement} button */
async function copy(text, button) {
  const area = /** @type {HTMLTextAreaElement} */ (h('textarea.offscreen', { 'aria-hidden': 'true' }));
  area.value = text;
  document.body.append(area);
  area.select();
  // The clipboard of navigator isn't there on every page opened as a file; this is.
  document.execCommand('copy');
  area.remove();
  button.textContent = t('copied');
  button.focus();
}

/** Pairs of name and value; those without a value are left out. @param {[string, Child][]} pairs @returns {HTMLElement} */
export function facts(pairs) {
  const rows = pairs.filter(([, value]) => value !== null && value !== '');
  return h('dl', {}, ...rows.flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

/** Text that is compared letter by letter. @param {string} text @returns {HTMLElement} */
export function exact(text) {
  return h('code.exact', {}, told(text));
}

/** Marks of outcomes: a sign, never the colour alone. @type {Record<string, string>} */
const SIGNS = { passed: '✓', failed: '✗', 'not-run': '–', 'does-not-apply': '·' };

/** @param {string} outcome `passed`, `failed`, `not-run`, `does-not-apply` @returns {HTMLElement} */
export function mark(outcome) {
  return h(`span.mark.${outcome}`, {}, h('span.sign', { 'aria-hidden': 'true' }, SIGNS[outcome]), t(outcome));
}
