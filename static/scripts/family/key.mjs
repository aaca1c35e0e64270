/**
 * The key of an application: an Ed25519 secret of 32 random bytes that never leaves the device, and its
 * 24 words (BIP 39, Chinese or English), by which a family writes it down.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as chinese } from '@scure/bip39/wordlists/simplified-chinese.js';
import { fromHex, hex, randomBytes, utf8 } from './bytes.mjs';

const WORDS = 24;
/** @type {Record<'zh' | 'en', string[]>} */
const LISTS = { zh: chinese, en: english };

/**
 * What is wrong with typed words: `count` of them (`found`), an `unknown` one (`word` at `place`, from 1),
 * or that they don't check, `checksum`: one of them is another word of the list, or two are exchanged.
 * @typedef {{kind: 'count', found: number} | {kind: 'unknown', word: string, place: number} | {kind: 'checksum'}} WordsFault
 */

/** Words that are no key's. */
export class WordsError extends Error {
  /** @param {WordsFault} fault */
  constructor(fault) {
    super(`the words are no key's: ${JSON.stringify(fault)}`);
    this.name = 'WordsError';
    this.fault = fault;
  }
}

/** @returns {string} a new secret, 64 hex digits */
export function makeSecret() {
  return hex(randomBytes(32));
}

/** @param {string} secret @returns {string} the public key, 64 hex digits */
export function publicKey(secret) {
  return hex(ed25519.getPublicKey(fromHex(secret)));
}

/** @param {string} secret @param {string} text @returns {string} the signature (RFC 8032), 128 hex digits */
export function sign(secret, text) {
  return hex(ed25519.sign(utf8(text), fromHex(secret)));
}

/**
 * The secret as words.
 * @param {string} secret
 * @param {'zh' | 'en'} language
 * @returns {string[]} 24
 */
export function toWords(secret, language) {
  return entropyToMnemonic(fromHex(secret), LISTS[language]).split(' ');
}

/**
 * The secret of words as somebody types them: Chinese with or without spaces, either with commas, line
 * ends, numbers before the words, capital letters.
 * @param {string} typed
 * @returns {string}
 * @throws {WordsError}
 */
export function fromWords(typed) {
  const plain = typed.normalize('NFKD').toLowerCase();
  const language = /\p{Script=Han}/u.test(plain) ? 'zh' : 'en';
  const words = split(plain, language);
  const list = LISTS[language];
  const place = words.findIndex((word) => !list.includes(word));
  if (place >= 0) throw new WordsError({ kind: 'unknown', word: words[place], place: place + 1 });
  if (words.length !== WORDS) throw new WordsError({ kind: 'count', found: words.length });
  try {
    return hex(mnemonicToEntropy(words.join(' '), list));
  } catch {
    throw new WordsError({ kind: 'checksum' });
  }
}

/** @param {string} plain @param {'zh' | 'en'} language @returns {string[]} */
function split(plain, language) {
  const letters = plain.replace(/[^\p{L}]+/gu, ' ').trim();
  if (letters === '') return [];
  // A Chinese word is one character; a Latin word among them stays whole, to be shown as the wrong one.
  return language === 'zh' ? letters.match(/\p{Script=Han}|[^\p{Script=Han} ]+/gu) ?? [] : letters.split(' ');
}
