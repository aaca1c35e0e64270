/** Keys and their words, codes, identity files. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isCode, readCode } from '../scripts/family/code.mjs';
import { commitmentOf, identityText, makeSalt, spelled } from '../scripts/family/identity.mjs';
import { fromWords, makeSecret, publicKey, sign, toWords, WordsError } from '../scripts/family/key.mjs';
import { accepts } from '../scripts/family/signature.mjs';
import { VECTORS } from './vectors.mjs';

const TODAY = '2027-05-01';

test('keys and signatures are those of RFC 8032', () => {
  // Section 7.1, tests 1 and 2.
  const first = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
  assert.equal(publicKey(first), 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
  const second = '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb';
  const signature = '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00';
  assert.equal(sign(second, 'r'), signature);
});

test('signatures are judged as the corner vectors say', () => {
  const vectors = JSON.parse(readFileSync(join(VECTORS, 'signatures.json'), 'utf8'));
  const judged = new Set();
  for (const { name, key, message, signature, verdict } of vectors) {
    const [k, m, s] = [key, message, signature].map((hex) => Uint8Array.from(Buffer.from(hex, 'hex')));
    assert.equal(accepts(s, m, k), verdict === 'valid', name);
    judged.add(verdict === 'valid');
  }
  assert.equal(judged.size, 2);
});

test('secrets are made anew each time', () => {
  const made = new Set(Array.from({ length: 50 }, () => [makeSecret(), makeSalt()]).flat());
  assert.equal(made.size, 100);
  for (const one of made) assert.match(one, /^[0-9a-f]{64}$/);
});

test('words are those of BIP 39 in both languages, and lead back', () => {
  // The published vectors of 32 bytes.
  assert.equal(toWords('00'.repeat(32), 'en').join(' '), `${'abandon '.repeat(23)}art`);
  assert.equal(toWords('7f'.repeat(32), 'en').join(' '), `${'legal winner thank year wave sausage worth useful '.repeat(2)}legal winner thank year wave sausage worth title`);
  assert.equal(toWords('00'.repeat(32), 'zh').join(''), `${'的'.repeat(23)}性`);
  for (let i = 0; i < 20; i++) {
    const secret = makeSecret();
    for (const language of /** @type {const} */ (['zh', 'en'])) {
      const words = toWords(secret, language);
      assert.equal(words.length, 24);
      for (const between of [' ', '\n', '，', ' 1. ']) assert.equal(fromWords(words.join(between)), secret);
      assert.equal(fromWords(words.join(' ').toUpperCase()), secret);
    }
    assert.equal(fromWords(toWords(secret, 'zh').join('')), secret);
  }
});

test('wrong words are named, with their place', () => {
  const words = toWords('00'.repeat(32), 'en');
  const zh = toWords('00'.repeat(32), 'zh');
  /** @type {[string, import('../scripts/family/key.mjs').WordsFault][]} */
  const wrong = [
    ['', { kind: 'count', found: 0 }],
    [words.slice(1).join(' '), { kind: 'count', found: 23 }],
    [words.join(' ').replace('art', 'arts'), { kind: 'unknown', word: 'arts', place: 24 }],
    [['abandom', ...words.slice(1)].join(' '), { kind: 'unknown', word: 'abandom', place: 1 }],
    [[...zh.slice(0, 4), '龘', ...zh.slice(5)].join(''), { kind: 'unknown', word: '龘', place: 5 }],
    [[...zh.slice(0, 4), 'art', ...zh.slice(5)].join(' '), { kind: 'unknown', word: 'art', place: 5 }],
    [words.join(' ').replace('art', 'able'), { kind: 'checksum' }],
  ];
  for (const [typed, fault] of wrong) {
    assert.throws(() => fromWords(typed), (error) => error instanceof WordsError && assert.deepEqual(error.fault, fault) === undefined);
  }
});

test('codes are read as people type them, and wrong ones refused', () => {
  // PROTOCOL.md, 20.1, and the spellings of protocol/src/ident/code.rs.
  for (const typed of ['44SD-GZ9W-CBWY-N', '44sdgz9wcbwyn', ' 44SD GZ9W—CBWY−N ', '４４ｓｄ－ＧＺ９Ｗ-cbwy_n']) assert.equal(readCode(typed), '44SD-GZ9W-CBWY-N');
  for (const typed of ['oooo-OOOO-oool-y', '0000 0000 0001 Y', '000000000o0iY']) assert.equal(readCode(typed), '0000-0000-0001-Y');
  for (const typed of ['', '44SD-GZ9W-CBWY-M', '44SD-GZ9W-CBWY', '44SD-GZ9W-CBYW-N', 'U000-0000-0001-Y', '4ß4SDGZ9WCBWY']) assert.equal(readCode(typed), null, typed);
  assert.ok(isCode('44SD-GZ9W-CBWY-N'));
  assert.ok(!isCode('44sd-gz9w-cbwy-n'));
});

test('the identity file is that of the Rust side', () => {
  // protocol/src/identity.rs, the_file_is_canonical.
  const text = identityText({ code: '0000-0000-0001-Y', round: 'j2027', salt: '07'.repeat(32), fields: { name: '王甲子', birth: '2014-03-09' } });
  const frozen = `{"code":"0000-0000-0001-Y","fields":{"birth":"2014-03-09","name":"王甲子"},"round":"j2027","salt":"${'07'.repeat(32)}"}`;
  assert.equal(text, frozen);
  // By sha256sum.
  assert.equal(commitmentOf(text), 'ffa3a4dd99bffcb9af54885652e671bbd67555b618775572fe555a3a3e37da9c');
});

test('names are normalised, escaped as RFC 8785 has it, and hold no half characters', () => {
  const text = identityText({ code: '0000-0000-0001-Y', round: 'r', salt: '00'.repeat(32), fields: { name: 'Ame\u0301lie "\\\u0007\u20ac\ud83d\ude00', b: 'x\ud83dy', a: '' } });
  assert.ok(text.includes('"fields":{"a":"","b":"x\ufffdy","name":"Am\u00e9lie \\"\\\\\\u0007\u20ac\ud83d\ude00"}'), text);
});

test('typed fields are spelled as the office takes them', () => {
  const typed = { 'name': ' 王甲子　', 'document-type': 'resident-id', 'document-number': '１１０１０５ 19491231-002x', 'address': ' ', 'points': '007' };
  assert.deepEqual(spelled(typed, TODAY), { 'name': '王甲子', 'document-type': 'resident-id', 'document-number': '11010519491231002X', 'points': '7' });
  assert.equal(spelled({ ...typed, 'document-number': ' 123 ' }, TODAY)['document-number'], '123');
});
