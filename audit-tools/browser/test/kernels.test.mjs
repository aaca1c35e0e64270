/**
 * The two functions that are written out for speed give what the library gives.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hex, sha256, utf8 } from '../src/bytes.mjs';
import { Numbers } from '../src/chacha.mjs';
import { numberOf } from '../src/draw.mjs';
import { LineTree } from '../src/line-tree.mjs';
import { leafHash, rootOf } from '../src/merkle.mjs';

const LINES = Array.from({ length: 200 }, (_, i) => 'x'.repeat(i) + i);

test('roots of every prefix of lines of every length are those of the library', () => {
  const bytes = utf8(`header\n${LINES.map((line) => `${line}\n`).join('')}`);
  const starts = [7];
  for (const line of LINES) starts.push((starts.at(-1) ?? 0) + line.length + 1);
  const tree = new LineTree(bytes, Uint32Array.from(starts));
  const leaves = LINES.map((line) => leafHash(utf8(line)));
  for (let size = 0; size <= LINES.length; size++) {
    assert.equal(hex(tree.root(size)), hex(rootOf(leaves.slice(0, size))), `size ${size}`);
  }
});

test('numbers at the corners of index and lane are those of the library', () => {
  const words = new Uint32Array(4);
  for (const label of ['a', 'b', 'c']) {
    const key = sha256(utf8(label));
    for (const index of [0, 1, 255, 65536, 2 ** 31, 2 ** 32 - 2]) {
      for (const lane of [0, 1, 1000]) {
        new Numbers(key).write(index, lane, words, 0);
        const digits = Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('');
        assert.equal(digits, numberOf(key, index, lane));
      }
    }
  }
});
