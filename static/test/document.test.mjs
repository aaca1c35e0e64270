/** GB 11643 and the other documents, with the cases of src/documents. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ageOn, checkDigit, KINDS, readDocument, todayInChina } from '../scripts/family/document.mjs';

const TODAY = '2027-05-01';

/** @param {string} text */
function resident(text) {
  return readDocument('resident-id', text, TODAY);
}

test('the standard\'s examples check', () => {
  // GB 11643-1999, 4.2.4: the two example numbers.
  assert.equal(checkDigit('11010519491231002'), 'X');
  assert.equal(checkDigit('44052418800101001'), '4');
  const read = resident('11010519491231002x');
  assert.deepEqual(read, { number: '11010519491231002X', fault: null, length: 18, birth: '1949-12-31', sex: 'female' });
});

test('both ways to the check digit agree', () => {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  for (let i = 0; i < 300; i++) {
    const body = String(BigInt(i) * 98765432109876543n + 12345678901234567n).slice(-17);
    const sum = weights.reduce((total, weight, at) => total + weight * Number(body[at]), 0);
    assert.equal(checkDigit(body), '10X98765432'[sum % 11]);
  }
});

test('what is wrong is named, as the office names it', () => {
  const body = '33019920140901011';
  const good = body + checkDigit(body);
  assert.equal(resident(good).fault, null);
  assert.equal(resident(good).sex, 'male');
  const swap = (/** @type {number} */ at, /** @type {string} */ by) => good.slice(0, at) + by + good.slice(at + by.length);
  assert.equal(resident(good.slice(0, 17)).fault, 'length');
  assert.equal(resident(good.slice(0, 17)).length, 17);
  assert.equal(resident('330199140901123').fault, 'first-generation');
  assert.equal(resident(swap(3, 'A')).fault, 'characters');
  assert.equal(resident('三三零一九九二零一四零九零一零一一零').fault, 'characters');
  assert.equal(resident(swap(0, '99')).fault, 'region');
  assert.equal(resident(swap(10, '1301')).fault, 'date');
  assert.equal(resident(swap(10, '0229')).fault, 'date');
  assert.equal(resident(swap(10, '0000')).fault, 'date');
  assert.equal(resident(swap(6, '2027')).fault, 'birth');
  assert.equal(resident(swap(6, '2027')).birth, '2027-09-01');
  assert.equal(resident(swap(6, '1876')).fault, 'birth');
  assert.equal(resident(swap(14, '000')).fault, 'sequence');
  assert.equal(resident(swap(15, '2')).fault, 'checksum');
  assert.equal(resident(swap(15, '2')).sex, null);
});

test('any single wrong digit is found', () => {
  const body = '33019920141207119';
  const good = body + checkDigit(body);
  for (let at = 0; at < 18; at++) {
    for (let by = 1; by < 10; by++) {
      if (good[at] === 'X') continue;
      const digit = (Number(good[at]) + by) % 10;
      assert.notEqual(resident(good.slice(0, at) + digit + good.slice(at + 1)).fault, null);
    }
  }
});

test('one document has one spelling', () => {
  for (const [kind, typed, number] of [
    ['passport', ' zz990-0001 ', 'ZZ9900001'],
    ['passport', 'ＺＺ９９０００２', 'ZZ990002'],
    ['hk-macao-permit', 'h00000001', 'H00000001'],
    ['hk-macao-permit', 'H00000001(02)', 'H00000001'],
    ['taiwan-permit', '0000 0001', '00000001'],
    ['foreign-permanent-resident', 'zzz000015010101', 'ZZZ000015010101'],
    ['household-register', '9900001', '9900001'],
  ]) {
    const read = readDocument(kind, typed, TODAY);
    assert.deepEqual([read.number, read.fault], [number, null], typed);
  }
});

test('numbers of another shape are refused', () => {
  for (const [kind, typed] of [
    ['passport', 'E1'], ['passport', '护照12345678'], ['hk-macao-permit', 'X00000001'], ['hk-macao-permit', 'H000000012'],
    ['hk-macao-permit', 'H0000000é'], ['taiwan-permit', '1234567'], ['foreign-permanent-resident', 'ZZZ1234'],
    ['foreign-permanent-resident', 'é'], ['household-register', ''],
  ]) {
    assert.equal(readDocument(kind, typed, TODAY).fault, 'shape', typed);
  }
  for (const kind of ['student-card', 'constructor', '']) assert.equal(readDocument(kind, '123456', TODAY).fault, 'kind');
  assert.equal(KINDS.filter((kind) => readDocument(kind, '!', TODAY).fault === 'kind').length, 0);
});

test('the new foreign card is checked by its digit', () => {
  const body = '91119920150101001';
  const good = body + checkDigit(body);
  assert.equal(readDocument('foreign-permanent-resident', good, TODAY).number, good);
  assert.equal(readDocument('foreign-permanent-resident', good.replace('001', '010'), TODAY).fault, 'shape');
});

test('ages and days are China\'s', () => {
  assert.equal(ageOn('2020-09-01', '2026-08-31'), 5);
  assert.equal(ageOn('2020-09-01', '2026-09-01'), 6);
  assert.equal(todayInChina(Date.UTC(2027, 4, 1, 15, 59)), '2027-05-01');
  assert.equal(todayInChina(Date.UTC(2027, 4, 1, 16, 0)), '2027-05-02');
});
