/**
 * The office's people at programs of their own: two operators, a reviewer, a supervisor.
 */
import { randomUUID } from 'node:crypto';

/** Name and roles of everybody who works there. */
export const PEOPLE = { li: 'operator', wang: 'operator', zhao: 'reviewer', sun: 'supervisor' };
/** Everybody's password. */
export const PASSWORD = 'correct horse battery';

/** @typedef {keyof typeof PEOPLE} Person */

export class Desk {
  /** @type {Map<Person, string>} */
  #tokens = new Map();

  /** @param {import('./office.mjs').Office} office @param {import('./notary.mjs').Notary} notary */
  constructor(office, notary) {
    this.office = office;
    this.notary = notary;
  }

  /** Makes the accounts. @param {import('./office.mjs').Office} office */
  static async hire(office) {
    office.write('password', PASSWORD);
    for (const [name, roles] of Object.entries(PEOPLE)) {
      await office.run('staff', 'add', name, '--roles', roles, '--password-file', 'password');
    }
  }

  /**
   * Asks as somebody, who signs in anew where a session has ended: days pass quickly here.
   * @param {Person} who @param {string} method @param {string} path @param {unknown} [body]
   * @returns {Promise<Response>}
   */
  async ask(who, method, path, body) {
    const headers = { 'content-type': 'application/json', 'accept-language': 'en', 'idempotency-key': randomUUID() };
    for (const again of [true, false]) {
      const authorization = `Bearer ${this.#tokens.get(who) ?? ''}`;
      const text = body === undefined ? undefined : JSON.stringify(body);
      const answer = await fetch(this.office.address + path, { method, headers: { ...headers, authorization }, body: text });
      if (answer.status === 401 && again) await this.#signIn(who);
      else if (answer.ok) return answer;
      else throw new Error(`${who}: ${method} ${path}: ${answer.status}: ${await answer.text()}`);
    }
    throw new Error(`${who} could not sign in`);
  }

  /** @param {Person} who */
  async #signIn(who) {
    const body = JSON.stringify({ name: who, password: PASSWORD });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${this.office.address}/api/v1/staff/sessions`, { method: 'POST', headers, body });
    this.#tokens.set(who, (await answer.json()).token);
  }

  /**
   * Li proposes a step, Wang carries it out.
   * @param {string} round @param {string} step @param {Record<string, unknown>} [input] @param {Record<string, unknown>} [typed] again
   */
  async step(round, step, input = {}, typed = {}) {
    const proposal = await (await this.ask('li', 'POST', '/api/v1/staff/proposals', { round, step, input })).json();
    await this.ask('wang', 'POST', `/api/v1/staff/proposals/${proposal.id}/decision`, { accept: true, ...typed });
  }

  /** The observers' memory stick. @param {string} round @returns {Promise<Uint8Array>} a .zip */
  async stick(round) {
    const answer = await this.ask('li', 'GET', `/api/v1/staff/rounds/${round}/stick.zip`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  /** The notary's note on the round as it stands. @param {'commit' | 'open' | 'cosign' | 'confirm'} act @param {string} round @returns {Promise<string>} */
  async note(act, round) {
    return this.notary.note(act, await this.stick(round));
  }
}
