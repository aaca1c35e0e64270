/**
 * The service's interface, as a family's device uses it.
 *
 * All that is sent here may be sent again: codes that aren't used are lost without harm, a signed text
 * is answered with the same receipt however often it comes, an objection is known by its number and text.
 */
import { isCode } from './code.mjs';
import { authorization } from './request.mjs';

/** Seconds to wait before each further try. */
const WAITS = [1, 2, 4, 8, 15, 30];
const LONGEST_WAIT = 60;
/** Milliseconds after which an answer is given up. */
const PATIENCE = 30_000;
/** The same for a document on its way. */
const PATIENCE_FOR_FILES = 150_000;
/** How far the device's clock may be off, in seconds, before the service's is asked. */
const CLOCK_SLACK = 60;

/**
 * A problem (RFC 9457).
 * @typedef {object} Problem
 * @property {string} type
 * @property {string} title
 * @property {string} detail
 * @property {string} [request]
 * @property {{pointer: string, detail: string}[]} [errors]
 */

/** The service said no. */
export class Refused extends Error {
  /** @param {number} status @param {Problem} problem @param {number} retryAfter seconds, 0 if it doesn't say */
  constructor(status, problem, retryAfter) {
    super(`${status} ${problem.type}: ${problem.detail}`);
    this.name = 'Refused';
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** Whether sending the same again may be of use. */
  get isPassing() {
    return this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** No answer, or none of the service's: what was sent may have been taken. Send the same again. */
export class Lost extends Error {
  /** @param {string} why */
  constructor(why) {
    super(`no answer from the service (${why}); send the same again`);
    this.name = 'Lost';
  }
}

/**
 * @typedef {object} World what a client needs of the world
 * @property {string} [base] of the service, nothing for the page's own
 * @property {string} [language] of problems
 * @property {typeof fetch} [fetch]
 * @property {() => number} [now] milliseconds
 * @property {(seconds: number) => Promise<void>} [wait]
 * @property {(seconds: number) => void} [onWait] told before each wait
 */

/** One service. */
export class Client {
  /** Seconds that the service's clock is ahead of the device's. */
  #ahead = 0;
  /** @type {Required<World>} */
  #world;

  /** @param {World} world */
  constructor(world = {}) {
    const plain = { base: '', language: 'zh-CN', fetch: globalThis.fetch.bind(globalThis), now: Date.now };
    this.#world = { ...plain, wait, onWait: () => {}, ...world };
  }

  /** @param {string} round @param {number} count @returns {Promise<{code: string, token: string}[]>} */
  async reserve(round, count) {
    const { codes } = await this.#persist(() => this.#ask('POST', at(round, 'codes'), { body: { count } }));
    const isReserved = (/** @type {any} */ one) => isCode(one.code) && /^[0-9a-f]{32}$/.test(one.token);
    if (!Array.isArray(codes) || codes.length !== count || !codes.every(isReserved)) throw new Lost('codes that are none');
    return codes;
  }

  /**
   * Revisions that are taken together or not at all.
   * @param {string} round
   * @param {import('./request.mjs').SignedRevision[]} revisions
   * @returns {Promise<string[]>} their receipts, in their order
   */
  async submit(round, revisions) {
    const { receipts } = await this.#persist(() => this.#ask('POST', at(round, 'revisions'), { body: { revisions } }));
    if (!Array.isArray(receipts) || receipts.length !== revisions.length) throw new Lost('other receipts than were due');
    return receipts.map(({ receipt }) => String(receipt));
  }

  /** @param {string} round @param {{answer: string, key: string, signature: string}} signed @returns {Promise<string>} the receipt */
  async answer(round, signed) {
    const { receipt } = await this.#persist(() => this.#ask('POST', at(round, 'answers'), { body: signed }));
    return String(receipt);
  }

  /**
   * What only the family may see.
   * @param {import('./request.mjs').About} about @param {string} secret @returns {Promise<any>}
   */
  async own(about, secret) {
    return this.#persist(() => this.#signed('GET', at(about.round, 'applications', about.code), about, secret));
  }

  /**
   * @param {import('./request.mjs').About} about
   * @param {string} secret
   * @param {{number: number, text: string, signature: string}} body
   * @returns {Promise<any>} the objection as the office has it
   */
  async object(about, secret, body) {
    const path = at(about.round, 'applications', about.code, 'objections');
    return this.#persist(() => this.#signed('POST', path, about, secret, body));
  }

  /**
   * Sends in a document that proves a claim; the same once more is kept once.
   * @param {import('./request.mjs').About} about @param {string} secret
   * @param {string} category @param {Blob} file
   */
  async prove(about, secret, category, file) {
    const path = `${at(about.round, 'applications', about.code, 'documents')}?category=${encodeURIComponent(category)}`;
    return this.#persist(() => this.#signed('POST', path, about, secret, file));
  }

  /** @param {import('./request.mjs').About} about @param {string} secret @param {string} id of a document */
  async remove(about, secret, id) {
    const path = at(about.round, 'applications', about.code, 'documents', id);
    return this.#persist(() => this.#signed('DELETE', path, about, secret));
  }

  /**
   * The newest receipt as a picture (SVG).
   * @param {import('./request.mjs').About} about @param {string} secret @returns {Promise<string>}
   */
  async picture(about, secret) {
    return this.#persist(() => this.#signed('GET', at(about.round, 'applications', about.code, 'receipt.svg'), about, secret));
  }

  /**
   * A request with a fresh look-up authorisation. The service's clock counts; where the device's is off,
   * the first refusal is answered with the service's time.
   * @param {string} method @param {string} path @param {import('./request.mjs').About} about
   * @param {string} secret @param {unknown} [body]
   */
  async #signed(method, path, about, secret, body) {
    const asked = () => this.#ask(method, path, { body, authorization: authorization(about, this.#time(), secret) });
    try {
      return await asked();
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 401 || !(await this.#setClock(about.round))) throw error;
      return asked();
    }
  }

  /** @returns {number} Unix seconds */
  #time() {
    return Math.floor(this.#world.now() / 1000) + this.#ahead;
  }

  /** @param {string} round @returns {Promise<boolean>} whether the clock was off */
  async #setClock(round) {
    const { now } = await this.#ask('GET', at(round), {});
    const off = Number(now) - this.#time();
    if (!Number.isSafeInteger(off) || Math.abs(off) <= CLOCK_SLACK) return false;
    this.#ahead += off;
    return true;
  }

  /**
   * The same again after a lost connection or a passing refusal.
   * @param {() => Promise<any>} once
   */
  async #persist(once) {
    for (const wait of WAITS) {
      try {
        return await once();
      } catch (error) {
        const passing = error instanceof Lost || (error instanceof Refused && error.isPassing);
        if (!passing) throw error;
        const asked = error instanceof Refused ? error.retryAfter : 0;
        const seconds = Math.min(Math.max(asked, wait), LONGEST_WAIT);
        this.#world.onWait(seconds);
        await this.#world.wait(seconds);
      }
    }
    return once();
  }

  /**
   * @param {string} method @param {string} path @param {{body?: unknown, authorization?: string}} what
   * @returns {Promise<any>}
   */
  async #ask(method, path, { body, authorization: shown }) {
    /** @type {Record<string, string>} */
    const headers = { 'Accept': 'application/json', 'Accept-Language': this.#world.language };
    const isFile = body instanceof Blob;
    if (body !== undefined) headers['Content-Type'] = isFile ? 'application/octet-stream' : 'application/json';
    if (shown !== undefined) headers.Authorization = shown;
    // A family is known by its key alone: no cookie of somebody who is signed in goes along.
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), isFile ? PATIENCE_FOR_FILES : PATIENCE);
    try {
      /** @type {RequestInit} */
      const options = { method, headers, signal: stop.signal, cache: 'no-store', credentials: 'omit' };
      if (body !== undefined) options.body = isFile ? body : JSON.stringify(body);
      return await answered(await this.#world.fetch(`${this.#world.base}${path}`, options));
    } catch (error) {
      throw error instanceof Refused ? error : new Lost(error instanceof Error ? error.message : String(error));
    } finally {
      clearTimeout(timer);
    }
  }
}

/** @param {number} seconds @returns {Promise<void>} */
function wait(seconds) {
  return new Promise((done) => setTimeout(done, seconds * 1000));
}

/** @param {...string} parts @returns {string} an address of the interface */
function at(...parts) {
  return ['/api/v1/rounds', ...parts.map(encodeURIComponent)].join('/');
}

/** @param {Response} response @returns {Promise<any>} */
async function answered(response) {
  const type = response.headers.get('content-type') ?? '';
  if (response.status === 204) return null;
  if (response.ok) return type.startsWith('image/') ? response.text() : response.json();
  // What isn't a problem was said by somebody on the way, a gateway or a hotel's sign-in page.
  if (!type.startsWith('application/problem+json')) throw new Error(`status ${response.status}`);
  throw new Refused(response.status, await response.json(), Number(response.headers.get('retry-after')) || 0);
}
