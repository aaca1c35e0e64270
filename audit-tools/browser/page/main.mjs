/**
 * The page: a parent's way and an auditor's way.
 */
import './floor.mjs';
import { h, commands } from './dom.mjs';
import { familyReport } from './family-report.mjs';
import { stop, Stopped, work } from './jobs.mjs';
import { proofPanel, receiptPanel, roundPanel, trustPanel } from './panels.mjs';
import { roundReport } from './round-report.mjs';
import { change, onChange, state } from './state.mjs';
import { takeDropped } from './take.mjs';
import { languageNow, speak, t } from './texts.mjs';

const TABS = /** @type {const} */ (['family', 'round']);

/** What the worker is given of a file. @param {import('./given.mjs').GivenFile} file */
const plain = ({ name, bytes }) => ({ name, bytes });

/** Run a job; its answer goes to the page, its refusal to the notice. @param {() => Promise<void>} job */
async function running(job) {
  change({ running: { share: 0, check: '' }, notice: null, family: null, verdict: null });
  try {
    await job();
    document.getElementById('report')?.focus();
  } catch (error) {
    const stopped = error instanceof Stopped;
    change({ running: null, notice: stopped ? null : { id: 'refused', values: { why: /** @type {Error} */ (error).message } } });
  }
}

/** The light check. */
function checkFamily() {
  const { proof, receipts, trust } = state;
  if (proof === null || receipts.length === 0) return change({ notice: { id: 'check-needs', values: {} } });
  return running(async () => {
    const job = { receipts: receipts.map(plain), proof: plain(proof), trust: trust.map(plain) };
    change({ family: await work('family', job), running: null });
  });
}

/** The full verification. */
function verifyRound() {
  const { round, receipts, trust } = state;
  if (round === null) return change({ notice: { id: 'verify-needs', values: {} } });
  return running(async () => {
    const begun = performance.now();
    const verdict = await work('round', { round, receipts: receipts.map(plain), trust: trust.map(plain) }, showProgress);
    change({ verdict: { verdict, seconds: (performance.now() - begun) / 1000 }, running: null });
  });
}

/** @param {{share: number, check: string}} progress */
function showProgress({ share, check }) {
  const bar = /** @type {HTMLProgressElement | null} */ (document.getElementById('progress'));
  if (bar === null) return;
  bar.value = share;
  const label = document.getElementById('progress-label');
  if (label) label.textContent = check === '' ? t('reading') : `${check} ${t(`check-${check}`)}`;
}

/** @returns {HTMLElement} */
function header() {
  const other = languageNow() === 'zh' ? 'en' : 'zh';
  const toggle = () => {
    speak(other);
    draw();
  };
  return h('header', {},
    h('div.row', {}, h('h1', {}, t('title')),
      h('button.small', { type: 'button', id: 'language', lang: other === 'zh' ? 'zh-CN' : 'en', 'aria-label': t('language-label'), onclick: toggle }, t('language'))),
    h('p', {}, t('lead')),
  );
}

/** Arrows move between tabs. @param {KeyboardEvent} event */
function moveTab(event) {
  if (!['ArrowLeft', 'ArrowRight'].includes(event.key)) return;
  event.preventDefault();
  change({ tab: state.tab === 'family' ? 'round' : 'family' });
  document.getElementById(`tab-${state.tab}`)?.focus();
}

/** @returns {HTMLElement} */
function tabs() {
  const one = TABS.map((tab) =>
    h('button.tab', {
      type: 'button', role: 'tab', id: `tab-${tab}`, 'aria-controls': 'panel', 'aria-selected': String(state.tab === tab),
      tabindex: state.tab === tab ? '0' : '-1', onclick: () => change({ tab }), onkeydown: moveTab,
    }, t(`tab-${tab}`)),
  );
  return h('div.tabs', { role: 'tablist', 'aria-label': t('tabs') }, ...one);
}

/** @returns {HTMLElement} the bar while a job runs, else the button that starts one */
function action() {
  if (state.running !== null) {
    return h('div.running', {},
      h('label', { for: 'progress', id: 'progress-label' }, t('running')),
      h('progress', { id: 'progress', max: '1', value: '0' }),
      h('button', { type: 'button', id: 'stop', onclick: stop }, t('stop')),
    );
  }
  const [id, start] = state.tab === 'family' ? ['check', checkFamily] : ['verify', verifyRound];
  return h('button.primary', { type: 'button', id: /** @type {string} */ (id), onclick: /** @type {() => void} */ (start) }, t(/** @type {string} */ (id)));
}

/** @returns {HTMLElement} */
function panel() {
  const family = state.tab === 'family';
  const fields = family
    ? [trustPanel('1'), receiptPanel(t('receipt-title'), '2'), proofPanel('3')]
    : [trustPanel('1'), roundPanel('2'), receiptPanel(t('round-receipts'), '3')];
  const report = family ? state.family && familyReport(state.family) : state.verdict && roundReport(state.verdict.verdict, state.verdict.seconds);
  return h('div', { role: 'tabpanel', id: 'panel', 'aria-labelledby': `tab-${state.tab}` },
    h('div.fields', {}, ...fields),
    h('div.action', {}, action()),
    report,
  );
}

/** @returns {HTMLElement} */
function about() {
  return h('footer', {}, h('h2', {}, t('what-title')), h('p', {}, t('what-1')), h('p', {}, t('what-2')), commands(t('commands-help'), 'sha256sum verify.html'));
}

/** Draw the whole page; the field that had the focus keeps it. */
function draw() {
  const focused = document.activeElement?.id ?? '';
  document.documentElement.lang = languageNow() === 'zh' ? 'zh-CN' : 'en';
  document.title = t('title');
  const page = /** @type {HTMLElement} */ (document.getElementById('page'));
  page.replaceChildren(header(), h('main', {}, tabs(), panel()), about());
  const notice = /** @type {HTMLElement} */ (document.getElementById('notice'));
  notice.textContent = state.notice === null ? '' : t(state.notice.id, state.notice.values);
  if (focused !== '') document.getElementById(focused)?.focus();
}

/** Details are open on paper: what is folded can't be read there. */
function openForPrint() {
  for (const one of document.querySelectorAll('.steps > li > details')) /** @type {HTMLDetailsElement} */ (one).open = true;
}

onChange(draw);
if (location.hash === '#en') speak('en');
window.addEventListener('beforeprint', openForPrint);
window.addEventListener('dragover', (event) => event.preventDefault());
window.addEventListener('drop', (event) => {
  event.preventDefault();
  if (event.dataTransfer !== null) takeDropped(event.dataTransfer);
});
draw();
