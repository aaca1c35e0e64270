/**
 * Rounds of an office, step by step.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Desk } from './desk.mjs';
import { Notary } from './notary.mjs';
import { Office, ROOT } from './office.mjs';

/** Requests that came in time are waited for before intake is closed, in seconds. */
export const IN_FLIGHT = 30;
/** Forty throws of a die with ten sides. */
export const FACES = '4 1 6 10 2 3 9 8 7 5 '.repeat(4).trim();

/** An office at work: its service, its people and its notary. */
export class Town {
  /** @param {Office} office @param {Notary} notary */
  constructor(office, notary) {
    this.office = office;
    this.notary = notary;
    this.desk = new Desk(office, notary);
  }

  /** Everybody there, no round yet. @param {string} [origin] @param {number} [begin] in Unix seconds @returns {Promise<Town>} */
  static async open(origin = 'qingchuan.admissions.example/journal', begin = undefined) {
    const office = await Office.open(origin, begin);
    await Desk.hire(office);
    const town = new Town(office, await Notary.of(office));
    await office.serve();
    return town;
  }

  get address() {
    return this.office.address;
  }

  /**
   * Rules of `examples/`, for this office and its notary, open since it began.
   * @param {string} example @param {Record<string, unknown>} changed
   * @returns {Record<string, any>}
   */
  rules(example, changed) {
    const rules = JSON.parse(readFileSync(join(ROOT, `examples/rules-${example}.json`), 'utf8'));
    const { begin, origin } = this.office;
    const own = { origin, rehearsal: origin.endsWith('/rehearsal'), observers: [this.notary.observer], cohort: `${changed.round}-children` };
    const days = 86_400;
    const timeline = { open: begin, close: begin + 10 * days, reveal: 3600, answers: begin + 40 * days };
    return { ...rules, ...own, timeline, posting: { names: 'none', objection: 3600 }, vacancies: { type: 'none' }, ...changed };
  }

  /** Announces a round and opens it for applications. @param {Record<string, any>} rules */
  async announce(rules) {
    const { desk } = this;
    await desk.step('', 'announce', { rules });
    await desk.step(rules.round, 'commit');
    if (rules.observers.length > 0) {
      await desk.step(rules.round, 'commit-observer', { note: await desk.note('commit', rules.round) });
    }
    await desk.step(rules.round, 'open');
  }

  /** Children of `examples/registrations-school.csv`. @param {string} round */
  async import(round) {
    const file = readFileSync(join(ROOT, 'examples/registrations-school.csv')).toString('base64');
    const mapping = JSON.parse(readFileSync(join(ROOT, 'examples/mapping-school.json'), 'utf8'));
    const answer = await this.desk.ask('li', 'POST', `/api/v1/staff/rounds/${round}/imports`, { file, mapping });
    return /** @type {{children: {code: string}[]}} */ (await answer.json()).children;
  }

  /** Past the close of the rules; all that is left is accepted, and posted. @param {Record<string, any>} rules */
  async post({ round, timeline, observers }) {
    const { desk, office } = this;
    office.setClock(Math.max(office.now(), timeline.close + IN_FLIGHT + 1));
    await desk.step(round, 'close');
    await desk.ask('zhao', 'POST', `/api/v1/staff/rounds/${round}/decisions/rest`, {});
    await desk.step(round, 'post');
    if (observers.length > 0) await desk.step(round, 'posting-witnessed', { notes: [await desk.note('cosign', round)] });
  }

  /** The roll is final. @param {Record<string, any>} rules */
  async freeze({ round, posting, observers }) {
    const { desk, office } = this;
    office.setClock(office.now() + posting.objection + 60);
    await desk.step(round, 'freeze');
    if (observers.length > 0) await desk.step(round, 'freeze-witnessed', { notes: [await desk.note('cosign', round)] });
  }

  /** Seeds are opened. @param {Record<string, any>} rules */
  async openSeeds({ round, observers }) {
    const { desk } = this;
    await desk.step(round, 'open-seed');
    if (observers.length > 0) await desk.step(round, 'open-observer-seed', { note: await desk.note('open', round) });
  }

  /** The notary cosigns the order. @param {Record<string, any>} rules */
  async witness({ round, observers }) {
    const notes = observers.length > 0 ? [await this.desk.note('cosign', round)] : [];
    await this.desk.step(round, 'witness', { notes });
  }

  /** Seeds are opened, the order set and witnessed. @param {Record<string, any>} rules */
  async order(rules) {
    await this.openSeeds(rules);
    await this.desk.step(rules.round, 'order', { window: 0 });
    await this.witness(rules);
  }

  /** Dice are thrown, typed twice and confirmed. @param {Record<string, any>} rules */
  async throw({ round, observers }) {
    const { desk } = this;
    await desk.step(round, 'dice', { faces: FACES }, { faces: FACES });
    if (observers.length > 0) {
      await desk.ask('li', 'POST', `/api/v1/staff/rounds/${round}/confirmations`, { notes: [await desk.note('confirm', round)] });
    }
  }

  /** The result is signed and published, and the notary cosigns it. @param {Record<string, any>} rules */
  async publish({ round, observers }) {
    const { desk } = this;
    await desk.step(round, 'publish');
    if (observers.length > 0) {
      await desk.ask('li', 'POST', '/api/v1/staff/cosignatures', { notes: [await desk.note('cosign', round)] });
    }
  }

  /** From what is posted to the result. @param {Record<string, any>} rules */
  async draw(rules) {
    await this.freeze(rules);
    await this.order(rules);
    await this.throw(rules);
    await this.publish(rules);
  }

  async end() {
    await this.office.end();
  }
}
