/**
 * Which programs and pools a family's claims open, and what linking does to that. Linked children have the
 * categories that all of them have; a pool's tier is the first that holds one of them.
 */

/** The tiers of a pool, each a list of categories or `['*']`. @typedef {string[][]} Pool */
/** Pools by program. @typedef {Record<string, Pool[]>} Pools */

/** @param {Pool} pool @param {string[]} claims @returns {number} from 0; -1 where it isn't open */
export function tierOf(pool, claims) {
  return pool.findIndex((tier) => tier.some((id) => id === '*' || claims.includes(id)));
}

/** @param {Pool[]} pools of a program @param {string[]} claims @returns {boolean} */
export function isOpen(pools, claims) {
  return pools.some((pool) => tierOf(pool, claims) >= 0);
}

/** @param {Pool[]} pools of a program @returns {string[]} the categories of which one is needed; none where everyone is tried */
export function needed(pools) {
  const ids = [...new Set(pools.flat(2))];
  return ids.includes('*') ? [] : ids;
}

/** @param {string[][]} claims of each child @returns {string[]} what all of them have */
export function shared(claims) {
  return claims.reduce((all, one) => all.filter((id) => one.includes(id)));
}

/**
 * The pools that linking closes to a child who could enter alone, and those where it comes later.
 * @param {Pools} pools
 * @param {string[][]} claims of each child
 * @returns {{lost: {program: string, pool: Pool}[], later: {program: string, pool: Pool}[]}}
 */
export function effects(pools, claims) {
  const together = shared(claims);
  /** @type {{lost: {program: string, pool: Pool}[], later: {program: string, pool: Pool}[]}} */
  const found = { lost: [], later: [] };
  for (const [program, list] of Object.entries(pools)) {
    for (const pool of list) {
      const alone = claims.map((one) => tierOf(pool, one)).filter((tier) => tier >= 0);
      const linked = tierOf(pool, together);
      if (alone.length > 0 && linked < 0) found.lost.push({ program, pool });
      else if (alone.some((tier) => tier < linked)) found.later.push({ program, pool });
    }
  }
  return found;
}
