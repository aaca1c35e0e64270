/**
 * Show control and format characters, so that judged texts can't forge lines, turn the direction of
 * writing, or steer a terminal.
 * @param {string} text
 * @returns {string}
 */
export function visible(text) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`);
}
