/** Forms as wishes, drafts, pointers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDraft, removeDraft, saveDraft } from '../scripts/family/draft.mjs';
import { fieldOf } from '../scripts/family/errors.mjs';
import { textsOf, valuesOfKept, wishOf } from '../scripts/family/form.mjs';
import { namesWith, readJson } from '../scripts/family/storage.mjs';
import { receiptFor } from './office.mjs';
import { memory } from './vectors.mjs';

const DAY = 86_400_000;

test('the last form\'s entries make a wish', () => {
  const entries = /** @type {[string, string][]} */ ([
    ['csrf', 'x'], ['child-1-name', ' Bo '], ['child-1-document-type', 'taiwan-permit'], ['child-1-document-number', '0000 0001'],
    ['child-0-name', 'An'], ['child-0-document-type', 'passport'], ['child-0-document-number', 'zz 990001'], ['child-0-home-address', 'x'],
    ['child-0-phone', ''], ['child-0-claims', 'sibling'], ['child-0-claims', 'district'], ['choices', 'P1>P2|'], ['linked', 'yes'],
  ]);
  assert.deepEqual(wishOf(entries, '2027-05-01'), {
    children: [
      { fields: { 'name': 'An', 'document-type': 'passport', 'document-number': 'ZZ990001', 'home-address': 'x' }, claims: ['district', 'sibling'], choices: 'P1>P2|' },
      { fields: { 'name': 'Bo', 'document-type': 'taiwan-permit', 'document-number': '00000001' }, claims: [], choices: 'P1>P2|' },
    ],
    linked: true,
  });
});

test('a child may have choices of its own, no fields, and no link', () => {
  const wish = wishOf([['child-0-choices', 'P9'], ['choices', 'P1'], ['linked', '']], '2027-05-01');
  assert.deepEqual(wish, { children: [{ fields: null, claims: [], choices: 'P9' }], linked: false });
});

test('kept applications fill the form that changes them, and come back as they were', () => {
  const request = 'paiwei request v1\norigin: a.example/journal\nround: r\ncode: 0000-0000-0001-Y\nrevision: 1\nstatus: entered\n'
    + `bundle: -\nclaims: a+b\nchoices: P1|P2\ncommitment: ${'0'.repeat(64)}\n`;
  const fields = { 'document-number': 'ZZ990001', 'document-type': 'passport', 'name': 'An' };
  const receipts = [receiptFor(request, '0'.repeat(64), '0'.repeat(128), 0)];
  const held = { origin: '', round: 'r', code: '0000-0000-0001-Y', secret: '', salt: null, fields, receipts, answers: [] };
  const entries = Object.entries(valuesOfKept([held])).flatMap(([name, list]) => list.map((value) => /** @type {[string, string]} */ ([name, value])));
  assert.deepEqual(wishOf(entries, '2027-05-01'), { children: [{ fields, claims: ['a', 'b'], choices: 'P1|P2' }], linked: false });
  assert.deepEqual(valuesOfKept([{ ...held, fields: null, receipts: [] }]), {});
});

test('the eleventh child comes after the second', () => {
  const names = wishOf([['child-10-name', 'k'], ['child-2-name', 'c']], '2027-05-01').children.map(({ fields }) => fields?.name);
  assert.deepEqual(names, ['c', 'k']);
});

test('files are no texts', () => {
  const data = new FormData();
  data.set('a', 'b');
  data.set('scan', new Blob(['x']));
  assert.deepEqual(textsOf(data), [['a', 'b']]);
});

test('a draft grows over pages, is of its round, and is forgotten after a month', () => {
  const storage = memory();
  saveDraft(storage, 'r', { name: ['An'], claims: ['a', 'b'] }, 0);
  saveDraft(storage, 'r', { choices: ['P1'], claims: [] }, DAY);
  assert.deepEqual(readDraft(storage, 'r', 2 * DAY), { name: ['An'], claims: [], choices: ['P1'] });
  assert.deepEqual(readDraft(storage, 'r-1', 2 * DAY), {});
  assert.deepEqual(readDraft(storage, 'r', 31 * DAY), {});
  assert.equal(storage.length, 0);
  saveDraft(storage, 'r', { name: ['An'] }, 0);
  removeDraft(storage, 'r');
  assert.equal(storage.length, 0);
});

test('what was damaged in the storage is as if it weren\'t there', () => {
  const storage = memory({ 'paiwei/draft/r': '{', 'paiwei/application/r/b': '1', 'paiwei/application/r/a': '2', 'paiwei/application/r2/c': '3' });
  assert.equal(readJson(storage, 'paiwei/draft/r'), null);
  assert.deepEqual(readDraft(storage, 'r', 0), {});
  assert.deepEqual(namesWith(storage, 'paiwei/application/r/'), ['paiwei/application/r/a', 'paiwei/application/r/b']);
});

test('a problem\'s pointer names a field of a child', () => {
  assert.deepEqual(fieldOf('/revisions/1/identity/fields/document-number'), { child: 1, field: 'document-number' });
  for (const other of ['/revisions/0/request', '/count', '']) assert.equal(fieldOf(other), null);
});
