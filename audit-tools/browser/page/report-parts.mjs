/**
 * What both reports begin and end with.
 */
import { exact, facts, h, told } from './dom.mjs';
import { t, titleOf } from './texts.mjs';

/** REHEARSAL, before all else. @param {boolean} rehearsal @returns {HTMLElement | null} */
export function rehearsalBanner(rehearsal) {
  return rehearsal ? h('p.rehearsal', {}, t('rehearsal')) : null;
}

/**
 * That somebody's identity was not checked, before any other finding.
 * @param {boolean} pinned the office and all observers are
 * @param {boolean} recoveryPinned the office is
 * @param {string | null} key the office's recovery key; null if none was found
 * @returns {HTMLElement | null}
 */
export function unpinnedBanner(pinned, recoveryPinned, key) {
  return pinned ? null : h('p.warning', { id: 'unpinned' }, unpinnedText(recoveryPinned, key));
}

/** @param {boolean} recoveryPinned @param {string | null} key @returns {string} */
export function unpinnedText(recoveryPinned, key) {
  if (recoveryPinned) return t('unpinned-observers');
  return key === null ? t('unpinned-unknown') : t('unpinned', { key: told(key) });
}

/**
 * The one plain sentence.
 * @param {0 | 1 | 2} exit @param {string} sentence
 * @returns {HTMLElement}
 */
export function sentence(exit, sentence) {
  const sign = { 0: '✓', 1: '✗', 2: '–' }[exit];
  return h(`p.sentence.exit-${exit}`, { id: 'sentence' }, h('span.sign', { 'aria-hidden': 'true' }, sign), h('span', {}, sentence));
}

/** A remark (PROTOCOL.md 6.12) in words. @param {string} remark @returns {string} */
function remarkText(remark) {
  const [code, revision, kind, given = '', there = ''] = remark.split(' ');
  const set = (/** @type {string} */ text) => (text === '-' ? t('remark-nothing') : text.replace(/\+/g, ' + '));
  const roll = kind === 'status' ? t(`status-${there}`) : set(there);
  return t(`remark-${kind}`, { code, revision, receipt: set(given), roll });
}

/** What is no fault, and yet for the family to know. @param {string[]} remarks @returns {HTMLElement | null} */
export function remarkList(remarks) {
  if (remarks.length === 0) return null;
  return h('section', { id: 'remarks' },
    h('h3', {}, t('remarks-title')),
    h('ul', {}, ...remarks.map((one) => h('li', {}, told(remarkText(one))))),
  );
}

/** The same for a file. @param {string[]} remarks @returns {string[]} */
export function remarkLines(remarks) {
  return remarks.length === 0 ? [] : [t('remarks-title'), ...remarks.map((one) => `    ${remarkText(one)}`)];
}

/**
 * Whom the verdict relies on.
 * @param {string} recovery @param {boolean} recoveryPinned
 * @param {{id: string, titles: {en: string, zh: string}, key: string, pinned: boolean, seed: boolean, witness: boolean, confirm: boolean}[]} observers
 * @returns {HTMLElement}
 */
export function reliesOn(recovery, recoveryPinned, observers) {
  const pinned = (/** @type {boolean} */ is) => t(is ? 'pinned' : 'not-pinned');
  const one = observers.map((observer) => {
    const duties = /** @type {const} */ (['seed', 'witness', 'confirm']).filter((duty) => observer[duty]);
    const said = [titleOf(observer.titles), duties.map((duty) => t(`duty-${duty}`)).join(' · '), pinned(observer.pinned)];
    return /** @type {[string, Node]} */ ([told(`${observer.id} — ${said.join(' · ')}`), exact(observer.key)]);
  });
  return h('section', {},
    h('h3', {}, t('relies-title')),
    facts([[`${t('relies-office')} · ${pinned(recoveryPinned)}`, exact(recovery)], ...one]),
    h('p', {}, t('relies-colludes')),
    h('p', {}, t('relies-invented')),
  );
}

/** Buttons that print and save. @param {string} name of the files @param {() => string} text @param {() => unknown} json @returns {HTMLElement} */
export function saving(name, text, json) {
  const button = (/** @type {string} */ label, /** @type {() => void} */ onclick) => h('button', { type: 'button', onclick }, label);
  return h('div.buttons.screen', {},
    button(t('save-text'), () => save(`${name}.txt`, text())),
    button(t('save-json'), () => save(`${name}.json`, `${JSON.stringify(json(), null, 1)}\n`)),
    button(t('print'), () => window.print()),
  );
}

/** @param {string} name @param {string} text */
function save(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
