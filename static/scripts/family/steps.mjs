/**
 * `form[data-steps]`: its sections one after the other. The address names the one that is shown, so that
 * a phone's back button goes one step back. Without this all of them are on the page.
 */
import { all, one } from './dom.mjs';

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

/** Shows the step that somebody must look at. @param {Element} element in it */
export function reveal(element) {
  element.dispatchEvent(new Event('paiwei-reveal', { bubbles: true }));
}

/** @param {HTMLFormElement} form */
export function bindSteps(form) {
  const steps = all(form, '[data-step]');
  if (steps.length < 2) return;
  const list = one(form, '[data-steps-list]');
  let at = 0;

  const show = (/** @type {number} */ to, /** @type {boolean} */ aloud) => {
    at = to;
    steps.forEach((step, i) => { step.hidden = i !== to; });
    if (list !== null) mark(list, to);
    if (!aloud) return;
    one(steps[to], 'h2')?.focus();
    // The list of steps is seen too where there is room for it.
    list?.scrollIntoView({ block: 'start' });
  };
  /** To a step, unless one before it isn't filled in. @param {number} to */
  const go = (to) => {
    const stop = steps.slice(0, to).findIndex((step) => faultOf(step) !== null);
    const reached = stop < 0 ? to : stop;
    if (reached !== at) location.hash = steps[reached].id;
    if (stop >= 0) {
      show(reached, false);
      faultOf(steps[stop])?.reportValidity();
    }
  };
  const named = () => {
    const target = location.hash === '' ? steps[0] : document.getElementById(decodeURIComponent(location.hash.slice(1)));
    return { target, to: steps.findIndex((step) => step.contains(target)) };
  };
  addEventListener('hashchange', () => {
    const { target, to } = named();
    if (to < 0) return;
    show(to, target === steps[to]);
    if (target !== steps[to]) target?.focus();
  });
  const toStepOf = (/** @type {Event} */ event) => {
    const to = steps.findIndex((step) => step.contains(/** @type {Node} */ (event.target)));
    if (to >= 0 && to !== at && steps[at].hidden === false) show(to, false);
  };
  // The browser can only point at a field that is shown; the first that is wrong is told first.
  let told = false;
  form.addEventListener('invalid', (event) => {
    if (told) return;
    told = true;
    setTimeout(() => { told = false; });
    toStepOf(event);
  }, { capture: true });
  form.addEventListener('paiwei-reveal', toStepOf);
  form.addEventListener('keydown', (event) => {
    const inField = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
    if (event.key !== 'Enter' || !inField || at === steps.length - 1) return;
    event.preventDefault();
    go(at + 1);
  });
  for (const button of all(form, '[data-next]')) button.addEventListener('click', () => go(at + 1));
  for (const button of all(form, '[data-back]')) button.addEventListener('click', () => { location.hash = steps[Math.max(at - 1, 0)].id; });
  for (const part of all(form, '[data-step-buttons]')) part.hidden = false;

  const wrong = steps.findIndex((step) => one(step, '.field.wrong') !== null);
  const stop = steps.slice(0, Math.max(named().to, 0)).findIndex((step) => faultOf(step) !== null);
  show(wrong >= 0 ? wrong : stop >= 0 ? stop : Math.max(named().to, 0), false);
}

/** @param {HTMLElement} list @param {number} to */
function mark(list, to) {
  list.hidden = false;
  Array.from(list.children).forEach((item, i) => {
    if (i === to) item.setAttribute('aria-current', 'step');
    else item.removeAttribute('aria-current');
  });
}

/** @param {HTMLElement} step @returns {Field | null} the first field that isn't filled in as it must be */
function faultOf(step) {
  const fields = /** @type {Field[]} */ (all(step, 'input, select, textarea'));
  return fields.find((field) => field.willValidate && !field.validity.valid) ?? null;
}
