/**
 * What the page holds, and who is told when it changes.
 */

/** @typedef {import('./given.mjs').GivenFile} GivenFile */
/** @typedef {import('../src/trust.mjs').TrustBlock} TrustBlock */

/** @typedef {{id: string, values: Record<string, string>}} Notice */
/** @typedef {'trust' | 'receipt' | 'proof' | 'round'} Card */

/**
 * @typedef {object} State
 * @property {'family' | 'round'} tab
 * @property {(GivenFile & {blocks: TrustBlock[]})[]} trust
 * @property {(GivenFile & {code: string, revision: number})[]} receipts
 * @property {GivenFile | null} proof
 * @property {import('./round-files.mjs').GivenRound | null} round
 * @property {{share: number, check: string} | null} running
 * @property {import('./worker.mjs').FamilyAnswer | null} family
 * @property {{verdict: import('../src/verify.mjs').Verdict, seconds: number} | null} verdict
 * @property {Notice | null} notice what goes on, or what went wrong
 * @property {Record<Card, Notice[]>} refusals of each card: files that it refused since it got a good one
 */

/** @type {State} */
export const state = {
  tab: 'family',
  trust: [],
  receipts: [],
  proof: null,
  round: null,
  running: null,
  family: null,
  verdict: null,
  notice: null,
  refusals: { trust: [], receipt: [], proof: [], round: [] },
};

/** @type {() => void} */
let redraw = () => undefined;

/** @param {() => void} draw called after every change */
export function onChange(draw) {
  redraw = draw;
}

/**
 * Change the state. Whatever is given anew makes the results before it stale.
 * @param {Partial<State>} change
 */
export function change(change) {
  const given = ['trust', 'receipts', 'proof', 'round'].some((name) => name in change);
  Object.assign(state, given ? { family: null, verdict: null } : {}, change);
  redraw();
}
