/**
 * Where each page of the service's own list is looked at. A page that has no place here fails the test.
 */
import { device, signIn } from './browser.mjs';
import { toTheCheck, upload } from './office/import.mjs';
import { Town } from './office/rounds.mjs';
import { registrations } from './office/spreadsheet.mjs';

/** Rounds of the office: drawn, at their ceremony, posted, in review, taking applications, taking them by a workbook. */
export const ROUNDS = {
  drawn: 'hudong-2027', drawing: 'hexi-2027', posted: 'chengnan-2027', reviewing: 'donghu-2027', open: 'junior-2027',
  importing: 'chengbei-2027',
};
/** Parts of the rules' editor. */
const PARTS = ['round', 'calendar', 'categories', 'programs', 'program&at=0', 'choices', 'randomness', 'observers', 'reasons', 'check'];
/** Sheets to print. */
const SHEETS = ['software', 'roll', 'dice', 'results'];

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
  if (/import/.test(path)) return ROUNDS.importing;
  if (/objection/.test(path)) return ROUNDS.posted;
  if (/review|counter/.test(path)) return ROUNDS.reviewing;
  return /ceremony|sheet|step|dice/.test(path) ? ROUNDS.drawing : ROUNDS.drawn;
}

/** An office with something on every page. */
export class Street {
  /** @param {Town} town */
  constructor(town) {
    this.town = town;
    /** Code of a child that was drawn, and of one that is reviewed. */
    this.code = this.reviewed = '';
    /** A step that waits for the second person, and one that announces. */
    this.proposals = { step: '', announce: '' };
    /** A workbook with errors, and one that was imported. */
    this.uploads = { wrong: '', done: '' };
    /** Rules that are being written. */
    this.draft = '';
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
    await town.import(ROUNDS.posted);
    await town.post(posted);
    const reviewing = { ...school(ROUNDS.reviewing, '东湖学校', 'Donghu School'), timeline: posted.timeline };
    await town.announce(reviewing);
    street.reviewed = (await town.import(ROUNDS.reviewing))[0].code;
    await town.desk.step(ROUNDS.reviewing, 'close');
    const imports = { ...school(ROUNDS.importing, '城北学校', 'Chengbei School'), timeline: ahead };
    await town.announce(imports);
    const next = { ...imports, round: 'chengbei-2028', cohort: 'chengbei-2028-children' };
    street.proposals = { step: await street.#waits(ROUNDS.drawing, 'publish', {}), announce: await street.#waits('', 'announce', { rules: next }) };
    return street;
  }

  /** A step that waits. @param {string} round @param {string} step @param {object} input @returns {Promise<string>} the proposal's id */
  async #waits(round, step, input) {
    const answer = await this.town.desk.ask('li', 'POST', '/api/v1/staff/proposals', { round, step, input });
    return (await answer.json()).id;
  }

  /** Leaves at the office's pages what is half done there. @param {import('playwright-core').Browser} browser */
  async work(browser) {
    const { page, context } = await device(browser, { address: this.town.address });
    await signIn(page, 'li');
    const rows = registrations(20).map((row) => ({ ...row, 报名学校: '城北学校' }));
    this.uploads.done = await this.#uploaded(page, rows);
    await page.locator('main form[action$="/check"] button').click();
    await page.waitForURL(/\/done$/);
    this.uploads.wrong = await this.#uploaded(page, rows.map((row, i) => i === 7 ? { ...row, 证件号码: '330198202009010000' } : row));
    await page.goto('/office/rules');
    await page.locator('main form[action="/office/rules"] button').click();
    await page.waitForURL(/\/office\/rules\/[^/?]+/);
    this.draft = /\/office\/rules\/([^/?]+)/.exec(page.url())?.[1] ?? '';
    await context.close();
  }

  /** @param {import('playwright-core').Page} page @param {import('./office/spreadsheet.mjs').Row[]} rows @returns {Promise<string>} the upload's id */
  async #uploaded(page, rows) {
    await page.goto(`/office/rounds/${ROUNDS.importing}/import`);
    await upload(page, rows);
    await toTheCheck(page);
    return /\/import\/([^/]+)\//.exec(page.url())?.[1] ?? '';
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
    const [visits, missing] = [[...places.nowhere], /** @type {string[]} */ ([])];
    for (const page of /** @type {Listed[]} */ (document['x-pages'])) {
      const name = `${page.method} ${page.path}`;
      // The office's forms lead to a page that is asked for, or are there again.
      const form = page.method === 'POST' && page.path.startsWith('/office');
      if (form || NO_PAGE.includes(name) || IS_FILE.test(page.path)) continue;
      const found = places[name] ?? this.#usual(page);
      if (found === null) missing.push(name);
      else visits.push(...found);
    }
    return { visits, missing };
  }

  /** Where a page is looked at that has no place of its own. @param {Listed} page @returns {Visit[] | null} null where it needs one */
  #usual({ method, path, 'x-access': access }) {
    const who = WHO[access];
    const office = path.startsWith('/office');
    const values = { round: office ? roundOf(path) : ROUNDS.drawn, code: office ? this.reviewed : this.code, name: 'li', draft: this.draft, program: 'S1', 'proposals/id': this.proposals.step, upload: this.uploads.wrong };
    const known = /** @type {Record<string, string>} */ (values);
    const full = path.replace(/(\w+)\/\{(\w+)\}/g, (hole, before, name) => {
      const value = known[`${before}/${name}`] ?? known[name];
      return value === undefined ? hole : `${before}/${value}`;
    });
    if (method !== 'GET' || who === undefined || full.includes('{')) return null;
    return [{ name: path.replace(/\W+/g, '-').replace(/^-|-$/g, ''), path: full, who }];
  }

  /** @returns {Record<string, Visit[]>} by method and path of the list */
  #places() {
    const { drawn, drawing, posted, open, importing } = ROUNDS;
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
      'GET /rounds/{round}/screen': [drawn, drawing, posted].map((round) => public_(`screen-${round}`, `/rounds/${round}/screen`)),
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
      'GET /office/proposals/{id}': [
        { name: 'proposal-own', path: `/office/proposals/${this.proposals.step}`, who: 'li' },
        { name: 'proposal-decide', path: `/office/proposals/${this.proposals.step}`, who: 'wang' },
        { name: 'proposal-rules', path: `/office/proposals/${this.proposals.announce}`, who: 'wang' },
      ],
      'GET /office/proposals/{id}/preview': [{ name: 'proposal-preview', path: `/office/proposals/${this.proposals.announce}/preview`, who: 'wang' }],
      'GET /office/rounds/{round}/steps': Object.entries(ROUNDS).map(([state, round]) => ({ name: `steps-${state}`, path: `/office/rounds/${round}/steps`, who: 'li' })),
      'GET /office/rounds/{round}/import/{upload}/done': [{ name: 'import-done', path: `/office/rounds/${importing}/import/${this.uploads.done}/done`, who: 'li' }],
      'GET /office/rounds/{round}/sheets/{sheet}': SHEETS.map((sheet) => ({ name: `sheet-${sheet}`, path: `/office/rounds/${drawn}/sheets/${sheet}`, who: 'li' })),
      'GET /office/rules/{draft}': PARTS.map((part) => ({ name: `rules-${part.split('&')[0]}`, path: `/office/rules/${this.draft}?part=${part}`, who: 'li' })),
      nowhere: [public_('nowhere', '/nowhere', { status: 404 })],
    };
  }
}
