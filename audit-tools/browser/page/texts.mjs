/**
 * The page's languages: Chinese first.
 */
import { en } from './en.mjs';
import { words as wordsEn } from './words-en.mjs';
import { words as wordsZh } from './words-zh.mjs';
import { zh } from './zh.mjs';

/** @typedef {'zh' | 'en'} Language */

/** @type {Record<Language, Record<string, string>>} */
export const TEXTS = { zh: { ...zh, ...wordsZh }, en: { ...en, ...wordsEn } };

/** @type {Language} */
let language = 'zh';

/** @returns {Language} */
export function languageNow() {
  return language;
}

/** @param {Language} chosen */
export function speak(chosen) {
  language = chosen;
}

/**
 * A text in the reader's language.
 * @param {string} id
 * @param {Record<string, string | number>} [values] for `{name}`
 * @returns {string}
 */
export function t(id, values = {}) {
  return TEXTS[language][id].replace(/\{([a-z]+)\}/g, (_, name) => String(values[name]));
}

/** @param {{en: string, zh: string}} titles @returns {string} */
export function titleOf(titles) {
  return titles[language];
}

/**
 * A time as offices of China write it; zones elsewhere would only confuse.
 * @param {number} seconds Unix time
 * @returns {string}
 */
export function timeOf(seconds) {
  const date = new Date((seconds + 8 * 3600) * 1000);
  if (Number.isNaN(date.getTime())) return String(seconds);
  const text = date.toISOString().slice(0, 16).replace('T', ' ');
  return language === 'zh' ? `${text}（北京时间）` : `${text} (UTC+8)`;
}

/** @param {number} count @returns {string} with thousands apart */
export function counted(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',');
}
