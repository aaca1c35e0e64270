/**
 * The texts that a family signs: revisions (PROTOCOL.md 6.3), answers (6.7), objections and look-ups
 * (docs/CLIENTS.md).
 */
import { hashOf } from './bytes.mjs';
import { publicKey, sign } from './key.mjs';

/**
 * What a family wants for a child at one revision.
 * @typedef {object} Request
 * @property {string} origin
 * @property {string} round
 * @property {string} code
 * @property {number} revision from 1
 * @property {'entered' | 'withdrawn'} status
 * @property {string[]} bundle codes of all linked children, this one's too; empty for none
 * @property {string[]} claims ids of categories
 * @property {string} choices as a roll writes them
 * @property {string} commitment
 */

/**
 * A revision as the interface takes it.
 * @typedef {object} SignedRevision
 * @property {string} request
 * @property {string} key
 * @property {string} signature
 * @property {string} [identity] with the first revision, and whenever its hash is another
 * @property {string} [token] with the first revision
 */

/** @param {string[]} members @returns {string} a set, ascending, none twice (2.6) */
function setOf(members) {
  return [...new Set(members)].sort().join('+');
}

/** @param {string} name @param {string | number} value @returns {string} an empty value is written `-` */
function line(name, value) {
  return `${name}: ${value === '' ? '-' : value}\n`;
}

/** @param {Request} request @returns {string} what is signed (6.3) */
export function requestText({ origin, round, code, revision, status, bundle, claims, choices, commitment }) {
  const entered = status === 'entered';
  const lines = {
    origin, round, code, revision, status,
    bundle: entered ? setOf(bundle) : '',
    claims: entered ? setOf(claims) : '',
    choices: entered ? choices : '',
    commitment,
  };
  return `paiwei request v1\n${Object.entries(lines).map(([name, value]) => line(name, value)).join('')}`;
}

/**
 * A revision, signed.
 * @param {Request} request
 * @param {string} secret
 * @param {{identity?: string, token?: string}} along
 * @returns {SignedRevision}
 */
export function signRevision(request, secret, along = {}) {
  const text = requestText(request);
  return { request: text, key: publicKey(secret), signature: sign(secret, text), ...along };
}

/**
 * What a family says to its place.
 * @typedef {object} Answer
 * @property {string} origin
 * @property {string} round
 * @property {number} attempt
 * @property {string} code
 * @property {number} number the how-manieth of this code in this attempt, from 1
 * @property {'accept' | 'decline'} answer
 */

/** @param {Answer} said @returns {string} what is signed (6.7) */
export function answerText({ origin, round, attempt, code, number, answer }) {
  const lines = { origin, round, attempt, code, number, answer };
  return `paiwei answer v1\n${Object.entries(lines).map(([name, value]) => line(name, value)).join('')}`;
}

/** @param {Answer} said @param {string} secret @returns {{answer: string, key: string, signature: string}} */
export function signAnswer(said, secret) {
  const text = answerText(said);
  return { answer: text, key: publicKey(secret), signature: sign(secret, text) };
}

/**
 * Whose application something is about.
 * @typedef {{origin: string, round: string, code: string}} About
 */

/** @param {About} about @param {number} number @param {string} text @returns {string} what is signed to object */
export function objectionText({ origin, round, code }, number, text) {
  return `paiwei objection v1\n${origin}\n${round}\n${code}\n${number}\n${hashOf(text)}\n`;
}

/** @param {About} about @param {number} time Unix seconds @returns {string} what is signed to look */
export function lookUpText({ origin, round, code }, time) {
  return `paiwei look-up v1\n${origin}\n${round}\n${code}\n${time}\n`;
}

/**
 * The header `Authorization` of a look-up, fresh for each request.
 * @param {About} about
 * @param {number} time
 * @param {string} secret
 * @returns {string}
 */
export function authorization(about, time, secret) {
  return `Paiwei ${publicKey(secret)}:${time}:${sign(secret, lookUpText(about, time))}`;
}
