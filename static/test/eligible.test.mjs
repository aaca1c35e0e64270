/** Which programs claims open, and what linking loses. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effects, isOpen, needed, shared, tierOf } from '../scripts/family/eligible.mjs';

/** As the page writes them: a boarding program with a pool for boys and one for girls, classes, and one for all. */
const POOLS = {
  boarding: [[['boy']], [['girl']]],
  group: [[['class-1'], ['class-2']]],
  open: [[['*']]],
  siblings: [[['sibling'], ['*']]],
};

test('a pool asks for one of its categories; the first tier that fits counts', () => {
  assert.equal(tierOf(POOLS.group[0], ['class-2']), 1);
  assert.equal(tierOf(POOLS.group[0], ['class-2', 'class-1']), 0);
  assert.equal(tierOf(POOLS.group[0], ['boy']), -1);
  assert.equal(tierOf(POOLS.siblings[0], []), 1);
  assert.ok(isOpen(POOLS.boarding, ['girl']) && isOpen(POOLS.open, []) && !isOpen(POOLS.boarding, ['class-1']));
  assert.deepEqual(needed(POOLS.boarding), ['boy', 'girl']);
  assert.deepEqual(needed(POOLS.siblings), []);
});

test('a boy and a girl who are linked lose both boarding pools', () => {
  const claims = [['boy', 'class-1'], ['class-1', 'girl']];
  assert.deepEqual(shared(claims), ['class-1']);
  const { lost, later } = effects(POOLS, claims);
  assert.deepEqual(lost.map(({ program, pool }) => [program, pool[0][0]]), [['boarding', 'boy'], ['boarding', 'girl']]);
  assert.deepEqual(later, []);
});

test('linked with a child of a later class, the other comes later too, or nowhere', () => {
  const both = effects(POOLS, [['class-1', 'class-2', 'sibling'], ['class-2']]);
  assert.deepEqual(both.later.map(({ program }) => program), ['group', 'siblings']);
  assert.deepEqual(both.lost, []);
  assert.deepEqual(effects(POOLS, [['class-1'], ['class-2']]).lost.map(({ program }) => program), ['group']);
  assert.deepEqual(effects(POOLS, [['class-1'], ['class-1']]), { lost: [], later: [] });
});
