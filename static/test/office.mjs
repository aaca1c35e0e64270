/**
 * A small office for tests: it reserves codes and gives receipts as the real one does, signed by a key of
 * its own, and can be told to lose answers.
 */
import { createHash } from 'node:crypto';
import { publicKey, sign } from '../scripts/family/key.mjs';
import { accepts } from '../scripts/family/signature.mjs';

export const ORIGIN = 'a.example/journal';
export const ROUND = 'r-1';
const SECRET = '5a'.repeat(32);
const NAME = `${ORIGIN}/receipts`;
const KEY_BYTES = Buffer.concat([Buffer.of(1), Buffer.from(publicKey(SECRET), 'hex')]);
const KEY_ID = createHash('sha256').update(`${NAME}\n`).update(KEY_BYTES).digest().subarray(0, 4);

/** The verifier key of its receipts. */
export const OFFICE_KEY = `${NAME}+${KEY_ID.toString('hex')}+${KEY_BYTES.toString('base64')}`;
/** Codes that it reserves, in this order: valid ones, from the vectors and PROTOCOL.md. */
export const CODES = ['44SD-GZ9W-CBWY-N', '74B3-F1ZG-TBBB-Y', 'J2XP-R8M7-KCY9-V', '0000-0000-0001-Y'];

/** @param {string} text @returns {string} a note */
export function noteOf(text) {
  const signature = Buffer.concat([KEY_ID, Buffer.from(sign(SECRET, text), 'hex')]);
  return `${text}\n\u2014 ${NAME} ${signature.toString('base64')}\n`;
}

/** @param {string} request @param {string} key @param {string} signature @param {number} index @returns {string} */
export function receiptFor(request, key, signature, index) {
  const lines = request.trimEnd().split('\n');
  lines[0] = 'paiwei receipt v1';
  lines.splice(6, 0, `key: ${key}`, `signature: ${signature}`);
  return noteOf(`${lines.join('\n')}\ntime: 1800000000\nindex: ${index}\n`);
}

/** @param {number} status @param {unknown} body @param {Record<string, string>} [headers] */
export function answer(status, body, headers = {}) {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': type, ...headers } });
}

/** @param {number} status @param {string} kind */
export function problem(status, kind) {
  return answer(status, { type: `/problems/${kind}`, title: kind, detail: `because of ${kind}`, status, request: 'id' });
}

export class Office {
  /** @type {{path: string, headers: Record<string, string>, body: any}[]} */
  asked = [];
  /** @type {Map<string, string>} receipts by request */
  taken = new Map();
  /** @type {string[]} receipts of answers */
  answers = [];
  /** @type {any[]} */
  objections = [];
  /** @type {any} the result that families see */
  result = null;
  reserved = 0;
  clock = 1_800_000_000;
  /** What befalls the next requests: before or after the office works on them, or an answer instead. @type {(null | 'before' | 'after' | Response)[]} */
  fates = [];

  /** @type {typeof fetch} */
  fetch = async (input, init = {}) => {
    const path = String(input);
    const body = init.body === undefined ? undefined : JSON.parse(String(init.body));
    this.asked.push({ path, headers: /** @type {Record<string, string>} */ (init.headers), body });
    const fate = this.fates.shift() ?? null;
    if (fate instanceof Response) return fate;
    if (fate === 'before') throw new TypeError('Failed to fetch');
    const given = this.#work(path, body, /** @type {any} */ (init.headers));
    if (fate === 'after') throw new TypeError('Failed to fetch');
    return given;
  };

  /** @param {string} path @param {any} body @param {Record<string, string>} headers @returns {Response} */
  #work(path, body, headers) {
    if (path.endsWith('/codes')) {
      const codes = CODES.slice(this.reserved, (this.reserved += body.count));
      return answer(200, { codes: codes.map((code) => ({ code, token: 'ab'.repeat(16) })) });
    }
    if (path.endsWith('/revisions')) return this.#submit(body.revisions);
    if (path.endsWith('/answers')) return this.#answer(body);
    if (path.endsWith('/objections')) return this.#object(body);
    if (path.includes('/applications/')) return this.#own(path, headers.Authorization);
    return answer(200, { now: this.clock });
  }

  /** @param {any[]} revisions */
  #submit(revisions) {
    for (const { request, key, signature } of revisions) {
      const fine = accepts(Buffer.from(signature, 'hex'), new TextEncoder().encode(request), Buffer.from(key, 'hex'));
      if (!fine) return problem(422, 'fields');
    }
    const receipts = revisions.map(({ request, key, signature }) => {
      const receipt = this.taken.get(request) ?? receiptFor(request, key, signature, this.taken.size);
      this.taken.set(request, receipt);
      return { receipt };
    });
    return answer(200, { receipts });
  }

  /** @param {{answer: string, key: string, signature: string}} signed */
  #answer({ answer: text, key, signature }) {
    const lines = text.trimEnd().replace('paiwei answer v1', 'paiwei answered v1');
    const index = this.answers.length;
    const receipt = noteOf(`${lines}\nkey: ${key}\nsignature: ${signature}\ntime: 1800000000\nindex: ${index}\n`);
    this.answers.push(receipt);
    return answer(200, { receipt });
  }

  /** @param {{number: number, text: string}} body */
  #object({ number, text }) {
    this.objections.push({ number, text, filed_at: 1_800_000_000, state: 'open', reply: null, replied_at: null });
    return answer(200, this.objections[this.objections.length - 1]);
  }

  /** @param {string} path @param {string} shown */
  #own(path, shown) {
    const [, key, time, signature] = /^Paiwei ([0-9a-f]+):([0-9]+):([0-9a-f]+)$/.exec(shown) ?? [];
    const code = path.split('/')[6];
    const text = `paiwei look-up v1\n${ORIGIN}\n${ROUND}\n${code}\n${time}\n`;
    const fresh = Math.abs(Number(time) - this.clock) <= 300;
    const fine = fresh && accepts(Buffer.from(signature, 'hex'), new TextEncoder().encode(text), Buffer.from(key, 'hex'));
    if (!fine) return problem(401, 'signature');
    const receipts = [...this.taken.values()].filter((note) => note.includes(`code: ${code}\n`));
    if (receipts.length === 0) return problem(401, 'signature');
    const { objections, result, answers } = this;
    return answer(200, { code, state: 'open', receipts, decision: null, objections, result, answers });
  }
}
