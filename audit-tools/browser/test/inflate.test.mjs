/**
 * The unpacker against Node's packer: every kind of block, every level; and damage.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { constants, gzipSync } from 'node:zlib';
import { gunzip } from '../src/inflate.mjs';

const MOST = 1 << 20;

/** @param {number} length @param {number} kinds how many different bytes @returns {Uint8Array} */
function material(length, kinds) {
  let state = 12345;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 16) % kinds;
  });
}

for (const length of [0, 1, 2, 300, 70_000]) {
  for (const kinds of [1, 2, 20, 256]) {
    test(`${length} bytes of ${kinds} kinds`, () => {
      const bytes = material(length, kinds);
      for (const level of [0, 1, 6, 9]) {
        for (const strategy of [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY]) {
          const packed = new Uint8Array(gzipSync(bytes, { level, strategy }));
          assert.deepEqual(gunzip(packed, MOST, 'file'), bytes);
        }
      }
    });
  }
}

test('every changed byte behind the head is found, and every missing end', () => {
  const packed = new Uint8Array(gzipSync(material(300, 20)));
  for (let at = 10; at < packed.length; at++) {
    const changed = packed.slice();
    changed[at] ^= 1 << at % 8;
    assert.throws(() => gunzip(changed, MOST, 'file'), { name: 'Refusal' });
    assert.throws(() => gunzip(packed.subarray(0, at), MOST, 'file'), { name: 'Refusal' });
  }
  assert.throws(() => gunzip(Uint8Array.of(...packed, 0), MOST, 'file'), { name: 'Refusal' });
  assert.throws(() => gunzip(packed, 299, 'file'), { name: 'Refusal' });
});
