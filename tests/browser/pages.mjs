/**
 * Where each page of the service's own list is looked at. A page that has no place here fails the test.
 */
import { Town } from './office/rounds.mjs';

/** Rounds of the office: one drawn, one in the middle of its ceremony, one posted, one that takes applications. */
export const ROUNDS = { drawn: 'hudong-2027', drawing: 'hexi-2027', posted: 'chengnan-2027', open: 'junior-2027' };

/**
 * @typedef {object} Visit
 * @property {string} name of the screenshot
 * @property {string} path
 * @property {import('./office/desk.mjs').Person | null} who is signed in; null for the public
 * @property {number} [status] of the answer
 */

/** What a browser doesn't show as a page: what leads elsewhere, goes on for ever, or is a file. */
const NO_PAGE = [
  'GET /language', 'GET /static/{hash}/{name}', 'GET /rounds/{round}/events', 'GET /office/rounds/{round}/documents/{id}',
];
const IS_FILE = /\.(csv|json|svg|tsv|xlsx|zip)$/;

/** @typedef {{method: string, path: string, 'x-access': string}} Listed a page as the service lists it */

/** Who looks at a page that is for these. @type {Record<string, import('./office/desk.mjs').Person | null>} */
const WHO = { everyone: null, staff: 'li', operator: 'li', reviewer: 'zhao', supervisor: 'sun' };

/** The round on which a page of the office has most to show. @param {string} path */
function roundOf(path) {
  if (/import|rules|edit/.test(path)) return ROUNDS.open;
  if (/review|queue|objection|posting/.test(path)) return ROUNDS.posted;
  return /ceremony|sheet|step|dice/.test(path) ? ROUNDS.drawing : ROUNDS.drawn;
}

/** An office with something on every page. */
export class Street {
  /** @param {Town} town */
  constructor(town) {
    this.town = town;
    /** Code of a child that was drawn, and of one whose roll is posted. */
    this.code = this.posted = '';
    /** A step that waits for the second person. */
    this.proposal = '';
  }

  /** @returns {Promise<Street>} */
  static async open() {
    const town = await Town.open();
    const street = new Street(town);
    const school = (/** @type {string} */ round, /** @type {string} */ zh, /** @type {string} */ en) => {
      const rules = town.rules('school', { round, titles: { zh: `${zh} 2027 年一年级招生摇号`, en: `${en}, first grade 2027` } });
      rules.programs[0] = { ...rules.programs[0], plan: 8, titles: { zh, en }, pools: [{ ...rules.programs[0].pools[0], seats: 8 }] };
      return rules;
    };
    const drawn = school(ROUNDS.drawn, '湖东学校', 'Hudong School');
    await town.announce(drawn);
    street.code = (await town.import(ROUNDS.drawn))[0].code;
    const drawing = school(ROUNDS.drawing, '河西学校', 'Hexi School');
    await town.announce(drawing);
    await town.import(ROUNDS.drawing);
    await town.post(drawn);
    await town.post(drawing);
    await town.draw(drawn);
    await town.freeze(drawing);
    await town.order(drawing);
    await town.throw(drawing);
    const now = town.office.now();
    const days = 86_400;
    const ahead = { open: now - days, close: now + 3 * days, reveal: 3600, answers: now + 30 * days };
    await town.announce(town.rules('district', { round: ROUNDS.open, timeline: ahead }));
    const posted = { ...school(ROUNDS.posted, '城南学校', 'Chengnan School'), timeline: { ...ahead, close: now - 60 } };
    await town.announce(posted);
    street.posted = (await town.import(ROUNDS.posted))[0].code;
    await town.post(posted);
    const waiting = { round: ROUNDS.drawing, step: 'publish', input: {} };
    street.proposal = (await (await town.desk.ask('li', 'POST', '/api/v1/staff/proposals', waiting)).json()).id;
    return street;
  }

  async end() {
    await this.town.end();
  }

  /**
   * Where each page of the service's list is looked at, and which pages have no place.
   * @returns {Promise<{visits: Visit[], missing: string[]}>}
   */
  async listed() {
    const document = await (await fetch(`${this.town.address}/api/v1/openapi.json`)).json();
    const places = this.#places();
    const missing = [];
    for (const page of /** @type {Listed[]} */ (document['x-pages'])) {
      const name = `${page.method} ${page.path}`;
      // The office's forms lead to a page that is asked for, or are there again.
      const form = page.method === 'POST' && page.path.startsWith('/office');
      if (form || NO_PAGE.includes(name) || IS_FILE.test(page.path) || places[name] !== undefined) continue;
      const place = this.#usual(page);
      if (place === null) missing.push(name);
      else places[name] = [place];
    }
    return { visits: Object.values(places).flat(), missing };
  }

  /** Where a page is looked at that has no place of its own. @param {Listed} page @returns {Visit | null} null where it needs one */
  #usual({ method, path, 'x-access': access }) {
    const who = WHO[access];
    const office = path.startsWith('/office');
    const values = { round: office ? roundOf(path) : ROUNDS.drawn, code: office ? this.posted : this.code, name: 'li', 'proposals/id': this.proposal };
    const known = /** @type {Record<string, string>} */ (values);
    const full = path.replace(/(\w+)\/\{(\w+)\}/g, (hole, before, name) => {
      const value = known[`${before}/${name}`] ?? known[name];
      return value === undefined ? hole : `${before}/${value}`;
    });
    if (method !== 'GET' || who === undefined || full.includes('{')) return null;
    return { name: path.replace(/\W+/g, '-').replace(/^-|-$/g, ''), path: full, who };
  }

  /** @returns {Record<string, Visit[]>} by method and path of the list */
  #places() {
    const { drawn, drawing, posted, open } = ROUNDS;
    const public_ = (/** @type {string} */ name, /** @type {string} */ path, /** @type {Partial<Visit>} */ more = {}) => ({ name, path, who: null, ...more });
    return {
      'GET /': [public_('home', '/')],
      'GET /help': [public_('help', '/help')],
      'GET /rounds/{round}': Object.entries(ROUNDS).map(([state, round]) => public_(`round-${state}`, `/rounds/${round}`)),
      'GET /rounds/{round}/results': [public_('ask', `/rounds/${drawn}/results`), public_('ask-early', `/rounds/${open}/results`)],
      'GET /rounds/{round}/results/{code}': [
        public_('result', `/rounds/${drawn}/results/${this.code}`),
        public_('result-missing', `/rounds/${drawn}/results/0000-0000-0000-0`, { status: 404 }),
      ],
      'GET /rounds/{round}/screen': [drawn, drawing, posted].map((round, i) => public_(`screen-${i}`, `/rounds/${round}/screen`)),
      'GET /rounds/{round}/apply': [public_('apply', `/rounds/${open}/apply`), public_('apply-closed', `/rounds/${drawn}/apply`)],
      'POST /rounds/{round}/apply': [],
      'GET /rounds/{round}/own': [public_('own', `/rounds/${open}/own`)],
      'GET /rounds/{round}/change': [public_('change', `/rounds/${open}/change`)],
      'GET /rounds/{round}/find': [public_('find', `/rounds/${posted}/find`)],
      // What comes of forms is looked at in the stories.
      'POST /rounds/{round}/own': [],
      'POST /rounds/{round}/change': [],
      'POST /rounds/{round}/find': [],
      'POST /rounds/{round}/documents': [],
      'GET /office/rounds/{round}': [{ name: 'office-round', path: `/office/rounds/${drawing}`, who: 'li' }],
      nowhere: [public_('nowhere', '/nowhere', { status: 404 })],
    };
  }
}
