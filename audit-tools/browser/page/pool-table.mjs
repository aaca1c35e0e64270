/**
 * The pools of one choice: own key against the cutoff.
 */
import { h, told } from './dom.mjs';
import { counted, t } from './texts.mjs';

/** @typedef {import('../src/light-report.mjs').PoolFacts} PoolFacts */

/**
 * A key as people read it: the order's values, then the number.
 * @param {string | null} key @param {string[]} order
 * @returns {Node}
 */
function keyText(key, order) {
  if (key === null) return h('span', {}, '–');
  if (key === 'open' || key === 'closed') return h('span', {}, t(key));
  const fields = key.split(':');
  const said = order.map((name, i) => t(`key-${name}`, { value: Number(fields[i]) + (name === 'points' ? 0 : 1) }));
  return h('span', {}, said.map((text) => `${text} · `).join(''), h('code.number', {}, told(fields[order.length])));
}

/** @param {PoolFacts} pool @returns {string} */
function outcomeOf({ verdict, decided }) {
  return verdict === 'missed' ? t(`missed-${decided}`) : t(verdict);
}

/** @param {PoolFacts[]} pools @returns {HTMLElement} */
export function poolTable(pools) {
  const cell = (/** @type {string} */ label, /** @type {Node | string} */ content) => h('td', { 'data-label': t(label) }, content);
  const row = (/** @type {PoolFacts} */ pool) =>
    h(`tr.${pool.verdict}`, {},
      h('th', { scope: 'row' }, told(pool.pool)),
      cell('seats', pool.seats === null ? t('no-limit') : counted(pool.seats)),
      cell('applied', counted(pool.applied)),
      cell('admitted', counted(pool.admitted)),
      cell('own-key', keyText(pool.key, pool.order)),
      cell('last-key', keyText(pool.cutoff, pool.order)),
      cell('outcome', outcomeOf(pool)),
    );
  const heads = ['pool', 'seats', 'applied', 'admitted', 'own-key', 'last-key', 'outcome'].map((id) => h('th', { scope: 'col' }, t(id)));
  return h('div.wide', {}, h('table', {}, h('thead', {}, h('tr', {}, ...heads)), h('tbody', {}, ...pools.map(row))));
}
