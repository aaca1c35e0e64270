/**
 * How the revisions of an application follow on each other, as far as their receipts are given
 * (PROTOCOL.md 6.4, 6.6), and what is remarked of them (6.12).
 */

/** @typedef {import('./receipt.mjs').Receipt} Receipt */
/** @typedef {(code: string) => import('./roll.mjs').RollLine | undefined} LineOf */

/** The keys of each code's revisions. @param {Receipt[]} receipts @returns {Map<string, Map<number, Set<string>>>} */
function keysOf(receipts) {
  const codes = new Map();
  for (const { code, revision, fields } of receipts) {
    if (!codes.has(code)) codes.set(code, new Map());
    const revisions = codes.get(code);
    // A light check knows no intake: two receipts may be of one revision.
    if (!revisions.has(revision)) revisions.set(revision, new Set());
    revisions.get(revision).add(fields.key);
  }
  return codes;
}

/** The receipts whose key isn't that of the revision before. @param {Receipt[]} receipts @returns {Receipt[]} */
function rekeyed(receipts) {
  const codes = keysOf(receipts);
  return receipts.filter(({ code, revision, fields }) =>
    [...(codes.get(code)?.get(revision - 1) ?? [])].some((key) => key !== fields.key),
  );
}

/**
 * A key that changes in a revision which a family signed: a contradiction (6.6).
 * @param {Receipt[]} receipts
 * @returns {string[]}
 */
export function usurpations(receipts) {
  const signed = rekeyed(receipts).filter(({ fields }) => fields.signature !== '-');
  return signed.map(({ name, code, revision }) => `${name}: revision ${revision} of ${code} is signed by another key than revision ${revision - 1} has`);
}

/**
 * Receipts that the office owes (6.6).
 * @param {Receipt[]} receipts @param {LineOf} lineOf
 * @returns {string[]}
 */
export function owed(receipts, lineOf) {
  return [...keysOf(receipts)].flatMap(([code, revisions]) => {
    const line = lineOf(code);
    if (line === undefined) return [];
    const others = [...revisions].filter(([, keys]) => [...keys].some((key) => key !== line.fields.key));
    const from = Math.min(line.revision, ...others.map(([revision]) => revision));
    let next = from;
    while (revisions.has(next)) next++;
    if (next > line.revision) return [];
    const why = others.length > 0 ? `, with another key than revision ${from}` : '';
    return [`the roll has revision ${line.revision} of ${code}${why}; the office owes the receipt of revision ${next}`];
  });
}

/**
 * What is no fault, and yet for the family to know (6.12).
 * @param {Receipt[]} receipts that contradict nothing
 * @param {LineOf} lineOf
 * @returns {string[]} ascending, none twice
 */
export function remarksOn(receipts, lineOf) {
  const office = receipts.filter(({ fields }) => fields.signature === '-').map((one) => `${one.code} ${one.revision} office`);
  const keys = rekeyed(receipts).map(({ code, revision }) => `${code} ${revision} key`);
  const reviewed = receipts.flatMap((receipt) => {
    const line = lineOf(receipt.code);
    return line === undefined || line.revision !== receipt.revision ? [] : differences(receipt, line);
  });
  return [...new Set([...office, ...keys, ...reviewed])].sort();
}

/** What review made otherwise. @param {Receipt} receipt @param {import('./roll.mjs').RollLine} line @returns {string[]} */
function differences({ code, revision, fields }, line) {
  if (fields.status === 'withdrawn') return [];
  if (!line.entered) return [`${code} ${revision} status entered ${line.fields.status}`];
  const pairs = [['claims', fields.claims, line.fields.categories], ['bundle', fields.bundle, line.fields.bundle]];
  return pairs
    .map(([kind, given, roll]) => [kind, given, roll === '' ? '-' : roll])
    .filter(([, given, roll]) => given !== roll)
    .map((words) => [code, revision, ...words].join(' '));
}
