/**
 * The verdict on a round: the thirty-two checks of PROTOCOL.md 16.
 */
import { exact, facts, fold, h, mark, told } from './dom.mjs';
import { findingPart, findingText } from './findings.mjs';
import { rehearsalBanner, reliesOn, remarkLines, remarkList, saving, sentence, unpinnedBanner, unpinnedText } from './report-parts.mjs';
import { counted, t, timeOf, titleOf } from './texts.mjs';

/** @typedef {import('../src/verify.mjs').Verdict} Verdict */
/** @typedef {import('../src/summary.mjs').Summary} Summary */
/** @typedef {import('../src/report.mjs').CheckResult} CheckResult */

/** Findings shown of one check before the rest is folded away. */
const SHOWN = 20;

/** Nothing is left open but whose keys these are. @param {Verdict} verdict @returns {boolean} */
function onlyUnpinned({ exit, checks }) {
  const open = checks.filter(({ verdict }) => verdict === 'not run').map(({ id }) => id);
  return exit === 2 && ['V04', 'V04 V09'].includes(open.join(' '));
}

/** @param {Verdict} verdict @returns {boolean} */
function pinned({ summary }) {
  return summary !== null && summary.recovery_pinned && summary.observers.every((one) => one.pinned);
}

/** @param {Verdict} verdict @returns {string} */
function sentenceOf(verdict) {
  const { exit, check, summary } = verdict;
  if (onlyUnpinned(verdict)) return t('round-2-unpinned', { key: summary?.recovery ?? '' });
  return t(`round-${exit}`, check === null ? {} : { check, what: t(`check-${check}`) });
}

/** @param {CheckResult} result @returns {HTMLElement} */
function checkItem({ id, verdict, findings }) {
  const outcome = verdict.replace(/ /g, '-');
  const shown = findings.slice(0, SHOWN).map((one) => findingPart('li', one));
  const more = findings.slice(SHOWN);
  return h(`li.${outcome}`, { id },
    h('div.row', {}, h('span.id', {}, id), h('span.title', {}, t(`check-${id}`)), mark(outcome)),
    findings.length === 0 ? null : h('ul.findings', {}, ...shown),
    more.length === 0 ? null : fold(`+ ${counted(more.length)}`, () => [h('ul.findings', {}, ...more.map((one) => findingPart('li', one)))]),
  );
}

/** @param {Summary} summary @returns {HTMLElement} */
function summaryParts(summary) {
  const { titles, round, origin, state, attempts, lines, entered, without_family_key: without } = summary;
  const attemptFacts = attempts.flatMap(({ number, fate, draw }) => [
    h('li', {}, t('attempt-line', { number, fate: t(`fate-${fate}`) }), draw === null ? null : h('span', {}, ` · ${t('draw-key')} `, exact(draw))),
  ]);
  return h('section', {},
    facts([
      [t('round-name'), told(`${titleOf(titles)} (${round})`)],
      [t('journal'), exact(origin)],
      [t('state'), t(`state-${state}`)],
      [t('witnessed'), summary.witnessed_at === null ? null : timeOf(summary.witnessed_at)],
    ]),
    h('ul.plain', {}, ...attemptFacts),
    h('p', {}, t('lines-line', { lines: counted(lines), entered: counted(entered), without: counted(without) })),
    summary.notes.length === 0 ? null : h('h3', {}, t('unusual')),
    summary.notes.length === 0 ? null : h('ul', { lang: 'en' }, ...summary.notes.map((one) => h('li', {}, told(one)))),
  );
}

/** @param {Verdict} verdict @param {number} seconds @returns {string} for a file */
function textReport(verdict, seconds) {
  const { summary, checks } = verdict;
  const lines = [
    t('round-report'),
    summary?.rehearsal ? t('rehearsal') : '',
    pinned(verdict) ? '' : unpinnedText(summary?.recovery_pinned ?? false, summary?.recovery ?? null),
    sentenceOf(verdict),
    ...remarkLines(verdict.remarks),
    summary === null ? '' : `${t('round-name')}: ${titleOf(summary.titles)} (${summary.round}, ${summary.origin})`,
    summary === null ? '' : `${t('relies-office')}: ${summary.recovery}`,
    ...(summary?.observers ?? []).map(({ id, key, pinned: is }) => `${id}: ${key} (${t(is ? 'pinned' : 'not-pinned')})`),
    ...(summary?.attempts ?? []).map(({ number, fate, draw }) => `${t('attempt-line', { number, fate: t(`fate-${fate}`) })} ${draw ?? ''}`),
    ...(summary?.notes ?? []),
    ...checks.flatMap(({ id, verdict: outcome, findings }) => [
      `${id} ${t(outcome.replace(/ /g, '-'))} ${t(`check-${id}`)}`,
      ...findings.map((one) => `    ${findingText(one)}`),
    ]),
    t('took', { seconds: seconds.toFixed(1) }),
  ];
  return lines.filter((line) => line !== '').map((line) => `${told(line)}\n`).join('');
}

/** @param {Verdict} verdict @param {number} seconds @returns {HTMLElement} */
export function roundReport(verdict, seconds) {
  const { summary, checks, exit } = verdict;
  return h('section.report', { id: 'report', tabindex: '-1', 'aria-label': t('round-report') },
    rehearsalBanner(summary?.rehearsal ?? false),
    unpinnedBanner(pinned(verdict), summary?.recovery_pinned ?? false, summary?.recovery ?? null),
    sentence(exit, sentenceOf(verdict)),
    remarkList(verdict.remarks),
    summary === null ? null : summaryParts(summary),
    h('h3', {}, t('checks-title')),
    h('ol.steps', { id: 'checks' }, ...checks.map(checkItem)),
    summary === null ? null : reliesOn(summary.recovery, summary.recovery_pinned, summary.observers),
    h('p.screen', {}, t('took', { seconds: seconds.toFixed(1) })),
    saving(`paiwei-${summary?.round ?? 'round'}`, () => textReport(verdict, seconds), () => verdict),
  );
}
