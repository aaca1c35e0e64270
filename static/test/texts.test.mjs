/** What is signed, byte for byte, against the receipts that the Rust side made. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publicKey, sign } from '../scripts/family/key.mjs';
import { demandByFamily, demandByOffice, demandOf, readAnswerReceipt, readReceipt, signedText } from '../scripts/family/receipt.mjs';
import { authorization, lookUpText, objectionText, requestText, signAnswer, signRevision } from '../scripts/family/request.mjs';
import { accepts, readKey } from '../scripts/family/signature.mjs';
import { lastRequest } from '../scripts/family/vault.mjs';
import { officeKeyOf, receiptsOf, secretOf } from './vectors.mjs';

const ROUND = 'good/family-receipts';
const notes = receiptsOf(ROUND);
const receipts = notes.map(readReceipt);
const officeKey = officeKeyOf(ROUND);
/** Children of the vectors' rounds; the secret of each is that of a label. */
const NAMES = ['An', 'Bo', 'Cai', 'Du', 'Fang', 'Gu', 'He', 'Ji', 'Late'];
const secrets = new Map(NAMES.map((name) => secretOf(`family ${name}`)).map((secret) => [publicKey(secret), secret]));

/** @param {string} note @returns {import('../scripts/family/request.mjs').Request} */
function requestOf(note) {
  const held = { origin: '', round: '', code: '', secret: '', salt: null, fields: null, receipts: [note], answers: [] };
  const request = lastRequest(held);
  assert.ok(request);
  return request;
}

test('requests are signed as the receipts of the vectors have them', () => {
  const signed = notes.filter((_, i) => receipts[i].fields.signature !== '-');
  assert.ok(signed.length >= 3);
  for (const note of signed) {
    const { fields } = readReceipt(note);
    const secret = secrets.get(fields.key);
    assert.ok(secret, `no label has the key of ${fields.code}`);
    const revision = signRevision(requestOf(note), secret);
    assert.equal(revision.signature, fields.signature);
    assert.equal(revision.key, fields.key);
    assert.equal(revision.request, signedText(readReceipt(note)));
  }
});

test('the text is the protocol\'s, sets in order and empty values as a dash', () => {
  const request = {
    origin: 'a.example/journal', round: 'j2027', code: '0000-0000-0001-Y', revision: 2, status: /** @type {const} */ ('entered'),
    bundle: ['0000-0000-0002-W', '0000-0000-0001-Y'], claims: ['sibling', 'district', 'sibling'], choices: 'J1|P1>P2', commitment: '07'.repeat(32),
  };
  // The frozen text of audit-tools/protocol/src/request_tests.rs.
  const head = 'paiwei request v1\norigin: a.example/journal\nround: j2027\ncode: 0000-0000-0001-Y\nrevision: 2\n';
  const tail = `commitment: ${'07'.repeat(32)}\n`;
  const entered = 'status: entered\nbundle: 0000-0000-0001-Y+0000-0000-0002-W\nclaims: district+sibling\nchoices: J1|P1>P2\n';
  assert.equal(requestText(request), `${head}${entered}${tail}`);
  const withdrawn = 'status: withdrawn\nbundle: -\nclaims: -\nchoices: -\n';
  assert.equal(requestText({ ...request, status: 'withdrawn' }), `${head}${withdrawn}${tail}`);
});

test('a receipt is held against what was signed, and against the office\'s key', () => {
  const [note] = notes;
  const { fields } = receipts[0];
  const signed = { text: requestText(requestOf(note)), key: fields.key, signature: fields.signature };
  demandOf(readReceipt(note), signed, officeKey);
  /** @type {[RegExp, string][]} */
  const forged = [
    [/something else/, note.replace(`choices: ${fields.choices}`, 'choices: P9|')],
    [/something else/, note.replace('revision: 1', 'revision: 2')],
    [/another key/, note.replace(`key: ${fields.key}`, `key: ${'0'.repeat(64)}`)],
    [/another signature/, note.replace(fields.signature, '0'.repeat(128))],
    [/not accepted/, note.replace('index: 0', 'index: 1')],
    [/not signed by the office/, note.replace('/receipts V/', '/receipt V/')],
    [/no signed note/, note.slice(0, note.indexOf('\n\n') + 1)],
    [/no line bundle/, note.replace('bundle: -', 'bundle:  ').replace('bundle:  ', 'bundle:')],
  ];
  for (const [why, text] of forged) {
    assert.notEqual(text, note);
    assert.throws(() => demandOf(readReceipt(text), signed, officeKey), why);
  }
  assert.throws(() => demandByOffice(receipts[0], officeKey.replace(/.$/, 'A')), /key is none|not accepted/);
});

test('receipts of an application lead to its key, over revisions that the office made', () => {
  const [own] = receipts;
  demandByFamily([own], own.fields.key);
  assert.throws(() => demandByFamily([own], publicKey('11'.repeat(32))), /another key/);
  const changed = readReceipt(notes[0].replace('claims: sibling', 'claims: -'));
  assert.throws(() => demandByFamily([changed], own.fields.key), /not signed by its key/);
  const byOffice = receipts.find(({ fields }) => fields.signature === '-');
  assert.ok(byOffice);
  // After the counter gave a new key the older receipt may have the old one; before, it may not.
  demandByFamily([own, byOffice], publicKey('11'.repeat(32)));
  assert.throws(() => demandByFamily([byOffice, own], publicKey('11'.repeat(32))), /another key/);
});

test('answers are signed as the answer receipts of the vectors have them', () => {
  const answers = receiptsOf('good/answers').filter((note) => note.startsWith('paiwei answered v1')).map(readAnswerReceipt);
  const signed = answers.filter(({ fields }) => fields.signature !== '-');
  assert.ok(signed.length > 0);
  for (const receipt of signed) {
    const { origin, round, attempt, code, number, answer, key, signature } = receipt.fields;
    const secret = secrets.get(key);
    assert.ok(secret);
    const said = { origin, round, attempt: Number(attempt), code, number: Number(number), answer: answer === 'accept' ? /** @type {const} */ ('accept') : /** @type {const} */ ('decline') };
    const made = signAnswer(said, secret);
    assert.deepEqual(made, { answer: signedText(receipt), key, signature });
    demandOf(receipt, { text: made.answer, key, signature }, officeKeyOf('good/answers'));
  }
});

test('look-ups and objections are the lines of docs/CLIENTS.md', () => {
  const about = { origin: 'a.example/journal', round: 'r', code: '0000-0000-0001-Y' };
  const look = 'paiwei look-up v1\na.example/journal\nr\n0000-0000-0001-Y\n1800000000\n';
  assert.equal(lookUpText(about, 1800000000), look);
  // SHA-256 of the two characters, by sha256sum.
  const hash = '9e373fdbc7efb49097672c078544b1ff6a3ebf999b2792ce32b4ca011414dadf';
  assert.equal(objectionText(about, 2, '不对'), `paiwei objection v1\na.example/journal\nr\n0000-0000-0001-Y\n2\n${hash}\n`);
  const secret = '22'.repeat(32);
  const [, key, time, signature] = /^Paiwei ([0-9a-f]{64}):([0-9]+):([0-9a-f]{128})$/.exec(authorization(about, 1800000000, secret)) ?? [];
  assert.equal(time, '1800000000');
  assert.equal(key, publicKey(secret));
  assert.ok(accepts(Buffer.from(signature, 'hex'), new TextEncoder().encode(look), Buffer.from(key, 'hex')));
  assert.equal(signature, sign(secret, look));
});

test('a verifier key is read, and no other', () => {
  assert.equal(readKey(officeKey)?.name, '330199.admissions.example/journal/receipts');
  for (const wrong of ['', officeKey.replace('+', '-'), officeKey.replace(/\+[0-9a-f]{8}\+/, '+00000000+'), `${officeKey}=`]) {
    assert.equal(readKey(wrong), null);
  }
});
