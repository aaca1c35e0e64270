/**
 * Trust that a person typed or pasted (PROTOCOL.md 15.2).
 */
import { refuse } from './refusal.mjs';

const FIRST_LINE = 'paiwei trust v1';

/**
 * A trust file from lines `recovery: KEY` and `observer: KEY KEY` (or with `=`); the origin of a block
 * is in the name of its recovery key. Lines of a whole trust file do as well. What the keys are worth is
 * for `parseTrust`.
 * @param {string} text
 * @returns {string}
 */
export function typedTrust(text) {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const written = [];
  for (const line of lines) {
    if (line === '' || line === FIRST_LINE || /^origin\s*[:=]/.test(line)) continue;
    const match = /^(recovery|observer)\s*[:=]\s*(\S.*)$/.exec(line);
    if (match === null) return refuse(`“${line}”`, 'is neither recovery: KEY nor observer: KEY KEY');
    const [, role, value] = match;
    if (role === 'recovery') written.push(FIRST_LINE, `origin: ${value.replace(/\/recovery\+.*$/, '')}`);
    written.push(`${role}: ${value.split(/\s+/).join(' ')}`);
  }
  return written.map((line) => `${line}\n`).join('');
}

/**
 * A file of ours from pasted text: spaces around it and the line ends of other systems are not its own.
 * @param {string} text
 * @returns {string}
 */
export function pasted(text) {
  return `${text.replace(/\r\n?/g, '\n').trim()}\n`;
}
