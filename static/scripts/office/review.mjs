/**
 * Keys for whoever goes through many applications. The page says by `data-key` which key presses a link or a
 * button, goes to a field or opens a list; j and k walk along `data-walk`. Nothing happens while somebody types.
 */

/** @param {EventTarget | null} target @returns {boolean} whether keys are text there */
function isTyping(target) {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'submit', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

/** @param {HTMLElement} element does what its key stands for */
function act(element) {
  if (element instanceof HTMLDetailsElement) {
    element.open = !element.open;
    if (element.open) element.scrollIntoView({ block: 'nearest' });
  } else if (element.matches('input, select, textarea')) {
    element.focus();
  } else {
    element.click();
  }
}

/** @param {Document} page @param {1 | -1} way goes to the next or the previous link of the list */
function walk(page, way) {
  const links = /** @type {HTMLElement[]} */ ([...page.querySelectorAll('[data-walk]')]);
  const here = links.findIndex((link) => link.closest('tr')?.contains(page.activeElement));
  const next = here < 0 ? (way > 0 ? 0 : links.length - 1) : here + way;
  const link = links[next];
  if (link === undefined) return;
  link.focus();
  link.scrollIntoView({ block: 'nearest' });
}

/** @param {Document} page ticks or unticks the row that has the focus */
function tick(page) {
  const box = page.activeElement?.closest('tr')?.querySelector('input[name="pick"]');
  if (box instanceof HTMLInputElement) box.checked = !box.checked;
}

/** @param {KeyboardEvent} event @param {Document} page */
function pressed(event, page) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (isTyping(event.target)) {
    if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur();
    return;
  }
  const named = [...page.querySelectorAll('[data-key]')].find((one) => one.getAttribute('data-key') === event.key);
  if (named instanceof HTMLElement) act(named);
  else if (event.key === 'j' || event.key === 'k') walk(page, event.key === 'j' ? 1 : -1);
  else if (event.key === 'x') tick(page);
  else return;
  event.preventDefault();
}

/**
 * Binds the keys of a page that has any, and the box that ticks all others.
 *
 * @param {Document} page
 */
export function reviewKeys(page) {
  if (page.querySelector('[data-key]') === null) return;
  for (const hidden of page.querySelectorAll('[data-script][hidden]')) hidden.removeAttribute('hidden');
  page.addEventListener('keydown', (event) => pressed(event, page));
  const all = page.querySelector('[data-tick-all]');
  if (!(all instanceof HTMLInputElement)) return;
  all.addEventListener('change', () => {
    for (const box of page.querySelectorAll('input[name="pick"]')) {
      /** @type {HTMLInputElement} */ (box).checked = all.checked;
    }
  });
}
