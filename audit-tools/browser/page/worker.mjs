/**
 * The worker: it judges, so that the page stays alive meanwhile.
 */
import './floor.mjs';
import decodeQR from 'qr/decode.js';
import { textOf } from '../src/bytes.mjs';
import { checkFamily } from '../src/light.mjs';
import { readProof } from '../src/proof.mjs';
import { Refusal } from '../src/refusal.mjs';
import { parseTrust } from '../src/trust.mjs';
import { verify } from '../src/verify.mjs';
import { filesOf } from './round-files.mjs';

/** Milliseconds for one look at a photo. */
const PATIENCE = 4000;

/** @typedef {{name: string, bytes: Uint8Array}} GivenFile */
/** @typedef {{receipts: GivenFile[], proof: GivenFile, trust: GivenFile[]}} FamilyJob */
/** @typedef {{round: import('./round-files.mjs').GivenRound, receipts: GivenFile[], trust: GivenFile[]}} RoundJob */
/** @typedef {{width: number, height: number, data: Uint8ClampedArray}} Picture */
/** @typedef {{report: import('../src/light-report.mjs').LightReport, proof: import('../src/proof.mjs').Proof | null}} FamilyAnswer */

/** @param {FamilyJob} job @returns {FamilyAnswer} */
function family({ receipts, proof, trust }) {
  const blocks = trust.flatMap(({ name, bytes }) => parseTrust(bytes, name));
  const report = checkFamily({ receipts: receipts.map(({ bytes }) => bytes), proof: proof.bytes, trust: blocks });
  return { report, proof: report.round === null ? null : readProof(proof.bytes, proof.name) };
}

/** @param {RoundJob} job @param {(progress: {share: number, check: string}) => void} tell */
async function round({ round: given, receipts, trust }, tell) {
  const files = await filesOf(given, (share) => tell({ share: share / 10, check: '' }));
  return verify({ files, receipts, trust }, ({ id }, share) => tell({ share: 0.1 + 0.9 * share, check: id }));
}

/** The text of the QR code in a picture. @param {Picture} picture @returns {string | null} null if none can be read */
function photo(picture) {
  try {
    return decodeQR(picture, { timeLimit: PATIENCE, effort: 8, textDecoder: (bytes) => textOf(bytes, 'QR code') });
  } catch {
    return null;
  }
}

/** @type {Record<string, (job: any, tell: (progress: any) => void) => unknown>} */
const WORK = { family, round, photo };

self.onmessage = async ({ data: { kind, job } }) => {
  try {
    const answer = await WORK[kind](job, (progress) => self.postMessage({ progress }));
    self.postMessage({ answer });
  } catch (error) {
    const refused = error instanceof Refusal;
    const message = /** @type {Error} */ (error).message;
    self.postMessage({ refused: refused ? message : `internal error: ${message}` });
  }
};
