/**
 * The fields of the page: keys, receipts, proof file, round.
 */
import { exact, fold, h, told } from './dom.mjs';
import { change, state } from './state.mjs';
import { takeFiles, takeFolder, takeReceiptText, takeTrustText } from './take.mjs';
import { counted, t } from './texts.mjs';

/**
 * A button that opens a choice of files.
 * @param {string} id @param {string} label
 * @param {(files: File[]) => unknown} take
 * @param {Record<string, string | boolean>} [more] attributes of the field
 */
function filePicker(id, label, take, more = {}) {
  const field = /** @type {HTMLInputElement} */ (
    h('input.offscreen', { type: 'file', id, ...more, onchange: () => take([...(field.files ?? [])]) })
  );
  return h('div.picker', {}, field, h('label.button', { for: id }, label));
}

/** A field for longer text, folded away. @param {string} id @param {string} name text ids begin with it @param {(text: string) => void} take @param {string} use */
function typing(id, name, take, use) {
  return fold(t(name), () => {
    const area = /** @type {HTMLTextAreaElement} */ (h('textarea', { id, rows: '6', spellcheck: 'false', autocapitalize: 'off' }));
    const button = h('button', { type: 'button', id: `${id}-use`, onclick: () => take(area.value) }, t(use));
    return [h('label', { for: id }, t(`${name}-label`)), area, button];
  });
}

/** A thing that was given, with a button that takes it back. @param {string} id @param {string} name @param {() => void} remove @param {...(Node | string | null)} more */
function item(id, name, remove, ...more) {
  const label = t('remove', { name });
  const button = h('button.small', { type: 'button', id: `remove-${id}`, onclick: remove, 'aria-label': label, title: label }, '×');
  return h('li', {}, h('div.row', {}, h('span.name', {}, told(name)), button), ...more);
}

/** @param {string} title @param {string} number @param {...(Node | string | null)} content */
function card(title, number, ...content) {
  return h('section.card', {}, h('h2', {}, h('span.step', { 'aria-hidden': 'true' }, number), title), ...content);
}

/** Files that a card refused since it got a good one. @param {import('./state.mjs').Card} card @returns {HTMLElement | null} */
function refused(card) {
  const all = state.refusals[card];
  if (all.length === 0) return null;
  return h('div.warning', { id: `refused-${card}` }, ...all.map(({ id, values }) => h('p', {}, told(t(id, values)))));
}

/** A picker's files are given to a card. @param {import('./state.mjs').Card} card */
const takeFor = (card) => (/** @type {File[]} */ files) => takeFiles(files, card);

/** @param {import('../src/trust.mjs').TrustBlock} block */
function trustBlock({ origin, recovery, observers }) {
  const keys = observers.map(({ note }) => h('li', {}, exact(note)));
  return h('dl', {},
    h('dt', {}, t('trust-office')), h('dd', {}, exact(origin)),
    h('dt', {}, t('trust-recovery')), h('dd', {}, exact(recovery)),
    h('dt', {}, t('trust-observers')), h('dd', {}, h('ul.plain', {}, ...keys)),
  );
}

/** The keys. @param {string} number @returns {HTMLElement} */
export function trustPanel(number) {
  const { trust } = state;
  const given = trust.map((one, i) =>
    item(`trust-${i}`, one.name, () => change({ trust: trust.filter((other) => other !== one) }), ...one.blocks.map(trustBlock)),
  );
  const status = trust.length === 0
    ? h('div.warning', { id: 'trust-status' }, h('strong', {}, t('trust-none-title')), h('p', {}, t('trust-none')))
    : h('div', { id: 'trust-status' }, h('p', {}, t('trust-some')), h('ul.given', {}, ...given));
  return card(t('trust-title'), number,
    status,
    refused('trust'),
    filePicker('trust-file', t('trust-file'), takeFor('trust'), { multiple: true }),
    typing('trust-text', 'trust-type', takeTrustText, 'trust-use'),
  );
}

/** The receipts. @param {string} title @param {string} number @returns {HTMLElement} */
export function receiptPanel(title, number) {
  const { receipts } = state;
  const given = receipts.map((one, i) =>
    item(`receipt-${i}`, t('receipt-of', { code: one.code, revision: one.revision }), () => change({ receipts: receipts.filter((other) => other !== one) })),
  );
  return card(title, number,
    h('p', {}, t('receipt-help')),
    given.length === 0 ? null : h('ul.given', { id: 'receipts' }, ...given),
    refused('receipt'),
    filePicker('receipt-file', t('receipt-file'), takeFor('receipt'), { multiple: true }),
    typing('receipt-text', 'receipt-paste', takeReceiptText, 'receipt-use'),
  );
}

/** The proof file. @param {string} number @returns {HTMLElement} */
export function proofPanel(number) {
  const { proof } = state;
  const given = proof && h('ul.given', { id: 'proof' }, item('proof', proof.name, () => change({ proof: null })));
  return card(t('proof-title'), number, h('p', {}, t('proof-help')), given, refused('proof'), filePicker('proof-file', t('proof-file'), takeFor('proof')));
}

/** The round. @param {string} number @returns {HTMLElement} */
export function roundPanel(number) {
  const { round } = state;
  const name = round && (round.zip === null ? t('folder-files', { name: round.name, count: counted(round.files.length) }) : round.name);
  const given = round && h('ul.given', { id: 'round' }, item('round', name ?? '', () => change({ round: null })));
  const canPickFolders = 'webkitdirectory' in document.createElement('input');
  return card(t('folder-title'), number,
    h('p', {}, t('folder-help')),
    given,
    refused('round'),
    h('div.pickers', {},
      canPickFolders ? filePicker('folder', t('folder-pick'), takeFolder, { webkitdirectory: true }) : null,
      filePicker('zip', t('zip-pick'), takeFor('round'), { accept: '.zip,application/zip' }),
    ),
  );
}
