/** Faces of dice as they are typed: the same as src/http/pages/office/steps/typed.rs reads them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { facesOf } from '../scripts/office/faces.mjs';

test('faces are read as the server reads them', () => {
  for (const text of ['4 1 6 3 5', '41635', ' 4163\n5 ', '4,1,6,3,5', '416 35']) {
    assert.deepEqual(facesOf(text, 6), ['4', '1', '6', '3', '5'], text);
  }
  assert.deepEqual(facesOf('10 3', 10), ['10', '3']);
  assert.deepEqual(facesOf('4 x', 6), ['4', 'x']);
  assert.deepEqual(facesOf(' \n', 6), []);
});
