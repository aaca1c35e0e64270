/**
 * The result of the light check, the plain sentence first.
 */
import { pinning } from '../src/trust.mjs';
import { exact, facts, h, told } from './dom.mjs';
import { stepList } from './family-steps.mjs';
import { findingText } from './findings.mjs';
import { rehearsalBanner, reliesOn, remarkLines, remarkList, saving, sentence, unpinnedBanner, unpinnedText } from './report-parts.mjs';
import { state } from './state.mjs';
import { counted, t, timeOf, titleOf } from './texts.mjs';

/** @typedef {import('../src/light-report.mjs').LightReport} LightReport */
/** @typedef {import('../src/light-report.mjs').Child} Child */
/** @typedef {import('./worker.mjs').FamilyAnswer} FamilyAnswer */

/** @param {LightReport} report @returns {string} in the words of PROTOCOL.md 17.2 */
function sentenceOf({ exit, step, child }) {
  const place = child === null ? '' : told(placeOf(child));
  if (exit === 2 && step === null) return t('family-0-unpinned', { place });
  return t(`family-${exit}`, { place });
}

/** @param {Child} child @returns {string} */
function placeOf({ place, status }) {
  if (status !== 'entered') return t('no-part', { status: t(`status-${status}`) });
  if (place === null) return t('no-place');
  return t('place-of', { program: `${place.program} ${titleOf(place.titles)}`, pool: place.pool, choice: place.choice });
}

/** What results.csv says of the child. @param {Child} child @returns {string} */
function publishedPlace({ code, members }) {
  const line = members.find((one) => one.code === code)?.result ?? '';
  const [, program, pool, choice] = line.split(',');
  return program === '' ? t('no-place') : t('place-of', { program, pool, choice });
}

/** @param {Child} child @returns {HTMLElement} numbers with their ranks */
function numberList({ numbers, choices }) {
  const one = numbers.map(({ number, rank }, i) => {
    const program = numbers.length > 1 ? `${choices[i].program} ${titleOf(choices[i].titles)} · ` : '';
    const ranked = rank === null ? '' : ` · ${t('rank', { rank: counted(rank) })}`;
    return h('li', {}, told(program), h('code.number', {}, number), ranked);
  });
  return h('ol.plain', {}, ...one);
}

/** @param {Child} child @param {boolean} agrees the published result is at this place @returns {HTMLElement} */
function childFacts(child, agrees) {
  const linked = child.members.map(({ code }) => code).filter((code) => code !== child.code);
  return h('section.child', {},
    h('p.place', {}, h('span.label', {}, t('place')), h('strong', {}, told(placeOf(child)))),
    agrees ? null : h('p.place', {}, h('span.label', {}, t('published-place')), h('strong', {}, told(publishedPlace(child)))),
    facts([
      [t('code'), exact(child.code)],
      [t('linked'), linked.length === 0 ? null : h('span', {}, ...linked.map(exact))],
      [t('numbers'), child.numbers.length === 0 ? null : numberList(child)],
    ]),
  );
}

/** @param {NonNullable<LightReport['round']>} round @returns {HTMLElement} */
function roundFacts(round) {
  return facts([
    [t('round-name'), told(`${titleOf(round.titles)} (${round.id})`)],
    [t('journal'), exact(round.origin)],
    [t('attempt'), round.attempt > 1 ? String(round.attempt) : null],
    [t('witnessed'), round.witnessedAt === null ? null : timeOf(round.witnessedAt)],
  ]);
}

/** @param {LightReport} report @returns {string} for a file */
function textReport(report) {
  const { round, child, steps } = report;
  const lines = [
    t('family-report'),
    round?.rehearsal ? t('rehearsal') : '',
    report.pinned ? '' : unpinnedText(round !== null && recoveryPinned(round), round?.recovery ?? null),
    sentenceOf(report),
    ...remarkLines(report.remarks),
    round === null ? '' : t('in-force', { when: timeOf(round.inForceAt) }),
    round === null ? '' : `${t('round-name')}: ${titleOf(round.titles)} (${round.id}, ${round.origin})`,
    child === null ? '' : `${t('code')}: ${child.members.map(({ code }) => code).join(' ')}`,
    child === null ? '' : `${t('place')}: ${placeOf(child)}`,
    ...(child?.numbers ?? []).map(({ number, rank }) => `${t('number')}: ${number}${rank === null ? '' : `, ${t('rank', { rank })}`}`),
    ...steps.flatMap(({ id, outcome, findings }) => [`${id} ${t(outcome)} ${t(`light-${id.slice(1)}`)}`, ...findings.map((one) => `    ${findingText(one)}`)]),
    ...(child === null ? [] : [`sha256sum ${child.drawFile}`, ...child.numbers.map(({ shell }) => shell)]),
  ];
  return lines.filter((line) => line !== '').map((line) => `${told(line)}\n`).join('');
}

/** @param {FamilyAnswer} answer @returns {HTMLElement} */
export function familyReport(answer) {
  const { report } = answer;
  const { round, child } = report;
  return h('section.report', { id: 'report', tabindex: '-1', 'aria-label': t('family-report') },
    rehearsalBanner(round?.rehearsal ?? false),
    unpinnedBanner(report.pinned, round !== null && recoveryPinned(round), round?.recovery ?? null),
    sentence(report.exit, sentenceOf(report)),
    remarkList(report.remarks),
    round === null ? null : h('p', {}, t('in-force', { when: timeOf(round.inForceAt) })),
    child === null ? null : childFacts(child, report.steps[5].outcome !== 'failed'),
    round === null ? null : roundFacts(round),
    h('h3', {}, t('steps-title')),
    h('p.screen', {}, t('steps-help')),
    stepList(answer),
    round === null ? null : reliesOn(round.recovery, recoveryPinned(round), round.observers.map((one) => ({ ...one, key: one.noteKey }))),
    saving(`paiwei-${child?.code ?? 'check'}`, () => textReport(report), () => report),
  );
}

/** @param {NonNullable<LightReport['round']>} round @returns {boolean} */
function recoveryPinned(round) {
  return pinning(state.trust.flatMap(({ blocks }) => blocks), round).length > 0;
}
