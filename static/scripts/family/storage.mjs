/**
 * What this device keeps, as JSON in localStorage: every name begins with `paiwei/`.
 */

/** @typedef {Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>} Kept */

/**
 * The browser's storage, if it can be written: some refuse it, or have it full.
 * @returns {Kept | null}
 */
export function deviceStorage() {
  try {
    const storage = globalThis.localStorage;
    storage.setItem('paiwei/try', '1');
    storage.removeItem('paiwei/try');
    return storage;
  } catch {
    return null;
  }
}

/** @param {...string} parts @returns {string} */
export function nameOf(...parts) {
  return ['paiwei', ...parts].join('/');
}

/** @param {Kept} storage @param {string} name @returns {any} null where nothing is, or nothing that can be read */
export function readJson(storage, name) {
  const text = storage.getItem(name);
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {Kept} storage @param {string} name @param {unknown} value */
export function writeJson(storage, name, value) {
  storage.setItem(name, JSON.stringify(value));
}

/** @param {Kept} storage @param {string} start @returns {string[]} all names that begin so, ascending */
export function namesWith(storage, start) {
  const names = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '');
  return names.filter((name) => name.startsWith(start)).sort();
}
