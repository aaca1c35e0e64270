/**
 * Keys that people type, and text that they paste.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseTrust } from '../src/trust.mjs';
import { pasted, typedTrust } from '../src/typed-trust.mjs';
import { VECTORS } from './vectors.mjs';

const TRUST = await readFile(join(VECTORS, 'good/dice-and-drand/trust.txt'), 'utf8');

test('a whole trust file, and its keys alone, come to the same file', () => {
  const keys = TRUST.split('\n').filter((line) => /^(recovery|observer)/.test(line));
  assert.equal(typedTrust(TRUST), TRUST);
  assert.equal(typedTrust(keys.join('\r\n')), TRUST);
  assert.equal(typedTrust(keys.map((line) => ` ${line.replace(': ', ' = ')} `).join('\n\n')), TRUST);
  assert.equal(parseTrust(new TextEncoder().encode(typedTrust(keys.join('\n'))), 'keys').length, 1);
});

test('what is no key is refused with its text', () => {
  assert.throws(() => typedTrust('journal: x'), /journal: x/);
  assert.throws(() => parseTrust(new TextEncoder().encode(typedTrust('recovery: x')), 'keys'), /not an origin|verifier key/);
  assert.throws(() => parseTrust(new TextEncoder().encode(typedTrust('observer: a b')), 'keys'));
});

test('pasted text loses what is not its own', () => {
  assert.equal(pasted('\r\n a\r\nb \n\n'), 'a\nb\n');
});
