/**
 * Filling a clone of a page's `<template>` with values by name.
 *
 * `[data-fill=NAME]` shows a value: in the words of `data-text-VALUE`, or of the element `data-words-of`
 * names (there `[data-value=VALUE]` has them), or as it is; in `<time>`, as a time.
 * `[data-if=NAME]` is shown only where there is a value, `[data-if="NAME=A B"]` where it is one of these,
 * `[data-if="!NAME"]` where there is none. `[data-button-value=NAME]`, a button, has a value.
 * `template[data-each=NAME]` is cloned for each of a list.
 */
import { all, shownTime } from './dom.mjs';

/** @typedef {import('./view.mjs').View} View */

/**
 * @param {HTMLTemplateElement} template
 * @param {View} view
 * @returns {DocumentFragment}
 */
export function filled(template, view) {
  const clone = /** @type {DocumentFragment} */ (document.importNode(template.content, true));
  for (const place of all(clone, '[data-if]')) place.hidden = !holds(place.dataset.if ?? '', view);
  for (const place of all(clone, '[data-fill]')) {
    const value = view[place.dataset.fill ?? ''];
    if (typeof value === 'string') show(place, value);
  }
  for (const button of /** @type {HTMLButtonElement[]} */ (all(clone, 'button[data-button-value]'))) {
    const value = view[button.dataset.buttonValue ?? ''];
    if (typeof value === 'string') button.value = value;
  }
  // Last, and before the template: a list stays in its order, and its items keep their own values.
  for (const each of /** @type {HTMLTemplateElement[]} */ (all(clone, 'template[data-each]'))) {
    const list = view[each.dataset.each ?? ''];
    if (Array.isArray(list)) for (const item of list) each.before(filled(each, item));
  }
  return clone;
}

/** @param {string} condition @param {View} view @returns {boolean} */
function holds(condition, view) {
  const [, not, name, values] = /^(!?)([^=]+)(?:=(.*))?$/.exec(condition) ?? [];
  const value = view[name] ?? '';
  const there = values === undefined ? value.length > 0 : typeof value === 'string' && values.split(' ').includes(value);
  return there !== (not === '!');
}

/** @param {HTMLElement} place @param {string} value */
function show(place, value) {
  if (place.localName === 'time' && value !== '') {
    place.setAttribute('datetime', new Date(Number(value) * 1000).toISOString());
    place.textContent = shownTime(Number(value));
    return;
  }
  place.textContent = spoken(place, value);
}

/** @param {HTMLElement} place @param {string} value @returns {string} */
function spoken(place, value) {
  if (value === '') return '';
  const safe = /^[A-Za-z0-9._-]+$/.test(value);
  const own = safe ? place.getAttribute(`data-text-${value}`) : null;
  if (own !== null) return own;
  const words = document.getElementById(place.dataset.wordsOf ?? '');
  const root = words instanceof HTMLTemplateElement ? words.content : words;
  return root?.querySelector(`[data-value="${CSS.escape(value)}"]`)?.textContent ?? value;
}
