/**
 * The six steps of the light check, each opened down to the bytes.
 */
import { fromHex } from '../src/bytes.mjs';
import { receiptsKeysAround } from '../src/journal-keys.mjs';
import { parseKey } from '../src/keys.mjs';
import { parseNote } from '../src/note.mjs';
import { parseReceipt, requestText } from '../src/receipt.mjs';
import { bytesOf, block, commands, exact, facts, fold, h, mark, told } from './dom.mjs';
import { findingPart } from './findings.mjs';
import { poolTable } from './pool-table.mjs';
import { climbing, hashing, verifying } from './shell.mjs';
import { state } from './state.mjs';
import { t, timeOf, titleOf } from './texts.mjs';

/** @typedef {import('./worker.mjs').FamilyAnswer} FamilyAnswer */
/** @typedef {import('../src/light-report.mjs').Child} Child */
/** @typedef {import('../src/proof.mjs').Proof} Proof */

/** Type, round and so on of an entry; its form was judged. @param {string} text @returns {any} */
const valueOf = (text) => JSON.parse(text);

/** Commands that verify a note's signature by one key. @param {string} note @param {string} key @returns {HTMLElement | null} */
function signatureCommands(note, key) {
  const { text, signatures } = parseNote(note, 'note');
  const { name, id, publicKey } = parseKey(key, 'key');
  const signature = signatures.get(`${name} ${id}`);
  return signature ? commands(t('verify-signature'), verifying(text, publicKey, signature)) : null;
}

/** L1: a receipt. @param {Uint8Array} bytes @param {Proof} proof @returns {Node} */
function receiptPart(bytes, proof) {
  const source = new TextDecoder().decode(bytes);
  const receipt = parseReceipt(bytes, 'receipt');
  const { fields, note } = receipt;
  const entries = proof.entries.map(({ index, entry }) => ({ index, value: valueOf(entry) }));
  const keys = receiptsKeysAround(/** @type {any} */ (entries), receipt.time);
  const family = fields.signature === '-'
    ? h('p', {}, t('no-family-signature'))
    : commands(t('family-signature'), verifying(requestText(receipt), fromHex(fields.key), fromHex(fields.signature)));
  return fold(t('receipt-of', { code: receipt.code, revision: receipt.revision }), () => [
    block(source),
    bytesOf(source),
    facts([[t('receipt-hash'), exact(receipt.hash)]]),
    commands(t('receipt-hash'), hashing(note.text)),
    ...keys.map((key) => signatureCommands(source, key)),
    family,
  ]);
}

/** L2: checkpoint, cosignatures, entries. @param {FamilyAnswer & {proof: Proof}} answer @returns {(Node | null)[]} */
function journalParts({ report: { round }, proof }) {
  if (round === null) return [];
  const observers = valueOf(proof.rules).observers;
  const note = parseNote(proof.checkpoint, 'checkpoint');
  const cosigned = round.cosigned.map(({ id, time }) => {
    const { publicKey, name, id: keyId } = parseKey(observers.find((/** @type {any} */ one) => one.id === id).cosign_key, id);
    const signature = /** @type {Uint8Array} */ (note.signatures.get(`${name} ${keyId}`)).subarray(8);
    return commands(`${t('cosigned')} ${told(id)}, ${timeOf(time)}`, verifying(`cosignature/v1\ntime ${time}\n${note.text}`, publicKey, signature));
  });
  const entries = proof.entries.map(({ index, entry, path }) =>
    fold(t('entry', { index, type: valueOf(entry).type }), () => [
      block(entry),
      bytesOf(entry),
      commands(t('path-help', { root: round.root }), climbing(entry, index, round.size, path)),
    ]),
  );
  return [
    fold(t('checkpoint'), () => [block(proof.checkpoint), bytesOf(proof.checkpoint), signatureCommands(proof.checkpoint, round.journalKey), ...cosigned]),
    h('h4', {}, t('entries')),
    ...entries,
  ];
}

/** L3: draw text and cutoffs. @param {Proof} proof @returns {(Node | null)[]} */
function fileParts(proof) {
  const result = proof.entries.map(({ index, entry }) => ({ index, value: valueOf(entry) })).find(({ value }) => value.type === 'result-published');
  const named = result && h('div', {},
    h('p', {}, t('hash-line', { index: result.index })),
    facts([['draw.txt', exact(result.value.files['draw.txt'])], ['cutoffs.csv', exact(result.value.files['cutoffs.csv'])]]),
  );
  return [
    named ?? null,
    fold(t('draw-text'), () => [block(proof.draw), bytesOf(proof.draw), commands('draw.txt', hashing(proof.draw))]),
    fold(t('cutoffs'), () => [block(proof.cutoffs), bytesOf(proof.cutoffs), commands('cutoffs.csv', hashing(proof.cutoffs))]),
  ];
}

/** L4: lines and paths. @param {Child} child @param {Proof} proof @returns {(Node | null)[]} */
function lineParts({ members }, proof) {
  const values = proof.entries.map(({ entry }) => valueOf(entry));
  const frozen = values.find(({ type }) => type === 'roll-frozen');
  const { results } = values.find(({ type }) => type === 'result-published');
  return members.flatMap(({ code, index, roll, result }, i) => {
    const { roll_path: rollPath, result_path: resultPath } = proof.members[i];
    const line = (/** @type {string} */ label, /** @type {string} */ text, /** @type {{size: number, root: string}} */ tree, /** @type {string[]} */ path) =>
      fold(t(label, { code, index }), () => [
        block(text),
        bytesOf(text),
        commands(t('path-help', { root: tree.root }), climbing(text, index, tree.size, path)),
      ]);
    return [line('roll-line', roll, frozen, rollPath), line('result-line', result, results, resultPath)];
  });
}

/** L5: key and numbers. @param {Child} child @returns {(Node | null)[]} */
function numberParts({ draw, drawKey, numbers }) {
  const one = numbers.map(({ number, shell }) => h('li', {}, exact(number), commands(t('commands'), shell)));
  return [
    h('p', {}, t('key-help')),
    exact(drawKey),
    commands(t('commands'), hashing(draw)),
    h('p', {}, t('numbers-help')),
    h('ol.plain', {}, ...one),
  ];
}

/** L6: the way through the choices. @param {Child} child @returns {(Node | null)[]} */
function walkParts({ choices }) {
  if (choices.length === 0) return [h('p', {}, t('no-choices'))];
  const one = choices.map((choice) => [
    h('h4', {}, told(t('choice-of', { choice: choice.choice, band: choice.band + 1, program: `${choice.program} ${titleOf(choice.titles)}` }))),
    poolTable(choice.pools),
  ]);
  return [h('p', {}, t('walk-help')), ...one.flat()];
}

/** @param {string} id @param {FamilyAnswer} answer @returns {(Node | null)[]} what a step shows besides its finding */
function partsOf(id, { report, proof }) {
  if (proof === null) return [];
  if (id === 'L1') return report.steps[0].outcome === 'passed' ? state.receipts.map(({ bytes }) => receiptPart(bytes, proof)) : [];
  if (id === 'L2') return journalParts({ report, proof });
  if (id === 'L3') return fileParts(proof);
  if (report.child === null) return [];
  return { L4: () => lineParts(/** @type {Child} */ (report.child), proof), L5: () => numberParts(/** @type {Child} */ (report.child)), L6: () => walkParts(/** @type {Child} */ (report.child)) }[/** @type {'L4'} */ (id)]();
}

/** The steps, each to be opened. @param {FamilyAnswer} answer @returns {HTMLElement} */
export function stepList(answer) {
  const steps = answer.report.steps.map(({ id, outcome, findings }) => {
    const title = h('span.row', {}, h('span.id', {}, id), h('span.title', {}, t(`light-${id.slice(1)}`)), mark(outcome));
    const found = () => findings.map((one) => findingPart('p.finding', one));
    return h(`li.${outcome}`, { id }, fold(title, () => [...found(), ...partsOf(id, answer)]), ...(outcome === 'passed' ? [] : found()));
  });
  return h('ol.steps', {}, ...steps);
}
