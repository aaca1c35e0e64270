/**
 * Small hands on server-rendered pages: texts come from `data-text-*` attributes, what is shown goes into
 * `textContent`, what is hidden has the attribute `hidden`.
 */

/**
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} root @param {string} selector @returns {T[]}
 */
export function all(root, selector) {
  return /** @type {T[]} */ (Array.from(root.querySelectorAll(selector)));
}

/**
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} root @param {string} selector @returns {T | null}
 */
export function one(root, selector) {
  return /** @type {T | null} */ (root.querySelector(selector));
}

/** @param {Element} element @param {string} name @returns {string} of an attribute that the page must have */
export function attribute(element, name) {
  const value = element.getAttribute(name);
  if (value === null) throw new Error(`<${element.localName}> has no ${name}`);
  return value;
}

/**
 * A text of the page: the attribute `data-text-NAME` of the element or of one around it, with `{values}`
 * filled in. Without one the name stands for it, so that somebody sees what is missing. Values are written as the
 * texts' files leave those that the server doesn't know, `{$value}`, or without the sign.
 * @param {Element} element
 * @param {string} name
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function textOf(element, name, values = {}) {
  const attributeName = `data-text-${name}`;
  const text = element.closest(`[${attributeName}]`)?.getAttribute(attributeName) ?? name;
  return text.replace(/\{\$?([a-z]+)\}/g, (whole, value) => String(values[value] ?? whole));
}

/**
 * Tell how it goes in `[data-status]`; `data-kind` is for styles.
 * @param {ParentNode} root
 * @param {'progress' | 'error' | 'done'} kind
 * @param {string} text
 */
export function tell(root, kind, text) {
  const status = one(root, '[data-status]');
  if (status === null) return;
  status.dataset.kind = kind;
  status.hidden = text === '';
  status.textContent = text;
}

/** @param {ParentNode} root @param {boolean} busy */
export function setBusy(root, busy) {
  for (const button of all(root, 'button')) /** @type {HTMLButtonElement} */ (button).disabled = busy;
}

/** @returns {string} the page's language, for the service's words and for words of keys */
export function pageLanguage() {
  return document.documentElement.lang || 'zh-CN';
}

/** @param {number} seconds Unix @returns {string} in China's time, whatever the device's zone */
export function shownTime(seconds) {
  const options = /** @type {const} */ ({ timeZone: 'Asia/Shanghai', dateStyle: 'medium', timeStyle: 'short' });
  return new Date(seconds * 1000).toLocaleString(pageLanguage(), options);
}

/**
 * Let a text be saved as a file.
 * @param {string} name
 * @param {string} text
 */
export function saveFile(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Some browsers read the address only after the click is over.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
