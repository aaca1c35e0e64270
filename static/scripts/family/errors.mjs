/**
 * Errors in the words of the page.
 */
import { Lost, Refused } from './client.mjs';
import { textOf } from './dom.mjs';
import { WordsError } from './key.mjs';
import { ReceiptError } from './receipt.mjs';
import { LinkedElsewhere } from './submission.mjs';

/** Something that is told in words of the page already. */
export class Told extends Error {}

/**
 * @param {Element} element whose texts are used
 * @param {unknown} error
 * @returns {string}
 */
export function explained(element, error) {
  if (error instanceof Refused) return refused(element, error);
  if (error instanceof Lost) return textOf(element, 'lost');
  if (error instanceof ReceiptError) return textOf(element, 'other-receipt', { why: error.message });
  if (error instanceof LinkedElsewhere) return textOf(element, 'linked-elsewhere', { codes: error.codes.join(', ') });
  if (error instanceof WordsError) return textOf(element, `words-${error.fault.kind}`, { ...error.fault });
  if (error instanceof DOMException && error.name === 'QuotaExceededError') return textOf(element, 'storage-full');
  if (error instanceof Told) return error.message;
  console.error(error);
  return textOf(element, 'fault', { why: error instanceof Error ? error.message : String(error) });
}

/** The service's own words, each field's too. @param {Element} element @param {Refused} error @returns {string} */
function refused(element, { problem, status }) {
  const fields = new Set((problem.errors ?? []).map((one) => one.detail));
  // The detail speaks to programmers where the fields say it all.
  const detail = fields.size > 0 ? [...fields].join('\n') : problem.detail || problem.title;
  return textOf(element, 'refused', { detail, status, request: problem.request ?? '' });
}

/**
 * The child and field that a pointer into a submission names.
 * @param {string} pointer such as `/revisions/0/identity/fields/name`
 * @returns {{child: number, field: string} | null}
 */
export function fieldOf(pointer) {
  const [, child, field] = /^\/revisions\/([0-9]+)\/identity\/fields\/(.+)$/.exec(pointer) ?? [];
  return field === undefined ? null : { child: Number(child), field: field.replace(/~1/g, '/').replace(/~0/g, '~') };
}
