/** Applying, changing and withdrawing, with an office that loses answers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client, Lost, Refused } from '../scripts/family/client.mjs';
import { commitmentOf } from '../scripts/family/identity.mjs';
import { readReceipt, ReceiptError } from '../scripts/family/receipt.mjs';
import { applying, changing, isOf, LinkedElsewhere, readPending, send, withdrawing } from '../scripts/family/submission.mjs';
import { fromWritten, held, heldOf, lastRequest, written } from '../scripts/family/vault.mjs';
import { broughtUp, viewOf } from '../scripts/family/view.mjs';
import { answer, CODES, Office, OFFICE_KEY, ORIGIN, problem, receiptFor, ROUND } from './office.mjs';
import { memory } from './vectors.mjs';

const WHERE = { origin: ORIGIN, round: ROUND };
const FIELDS = { 'name': '王甲子', 'document-type': 'passport', 'document-number': 'ZZ9900001' };
const CHILD = { fields: FIELDS, claims: [], choices: 'P1|P2>P3' };
/** @type {import('../scripts/family/submission.mjs').Wish} */
const TWO = { children: [CHILD, { ...CHILD, fields: { ...FIELDS, name: '王乙丑' } }], linked: true };
const ONE = { children: [CHILD], linked: false };

/** @param {Office} office @param {number} [now] milliseconds */
function desk(office, now = 1_800_000_000_000) {
  /** @type {number[]} */
  const waits = [];
  const client = new Client({ fetch: office.fetch, now: () => now, wait: async (seconds) => void waits.push(seconds) });
  return { client, storage: memory(), waits };
}

/** @param {ReturnType<typeof desk>} at @param {import('../scripts/family/submission.mjs').Wish} wish */
async function applied(at, wish) {
  const pending = applying(WHERE, await at.client.reserve(ROUND, wish.children.length), wish);
  return { pending, held: await send(at.client, at.storage, pending, OFFICE_KEY) };
}

test('linked children are sent together, each with the same bundle and its own key', async () => {
  const office = new Office();
  const at = desk(office);
  const { pending, held: kept } = await applied(at, TWO);
  const requests = kept.map(lastRequest);
  for (const request of requests) assert.deepEqual(request?.bundle, CODES.slice(0, 2));
  assert.notEqual(kept[0].secret, kept[1].secret);
  pending.revisions.forEach(({ identity }, i) => assert.equal(commitmentOf(identity ?? ''), requests[i]?.commitment));
  assert.equal(readPending(at.storage, ROUND), null);
  assert.deepEqual(heldOf(at.storage, ROUND), kept);
  const sentOff = JSON.stringify(office.asked);
  for (const { secret } of kept) assert.ok(!sentOff.includes(secret));
});

test('a lost answer is asked for again with the same bytes, and gives one receipt', async () => {
  const office = new Office();
  const at = desk(office);
  office.fates = [null, 'after', 'before', null];
  const { held: kept } = await applied(at, ONE);
  assert.deepEqual(at.waits, [1, 2]);
  const bodies = office.asked.filter(({ path }) => path.endsWith('/revisions')).map(({ body }) => JSON.stringify(body));
  assert.equal(bodies.length, 3);
  assert.equal(new Set(bodies).size, 1);
  assert.equal(office.taken.size, 1);
  assert.equal(kept[0].receipts.length, 1);
});

test('what had no answer outlives the page, and is sent as it was', async () => {
  const office = new Office();
  const at = desk(office);
  const pending = applying(WHERE, await at.client.reserve(ROUND, 1), ONE);
  office.fates = Array(7).fill('after');
  await assert.rejects(send(at.client, at.storage, pending, OFFICE_KEY), Lost);
  const waiting = readPending(at.storage, ROUND);
  assert.ok(waiting && isOf(waiting, ONE, []) && !isOf(waiting, TWO, []) && !isOf(waiting, ONE, CODES));
  const [kept] = await send(at.client, at.storage, waiting, OFFICE_KEY);
  assert.equal(office.taken.size, 1);
  assert.equal(kept.secret, pending.held[0].secret);
});

test('busy is waited for as long as it says; a refusal for good is not repeated and leaves nothing', async () => {
  const office = new Office();
  const at = desk(office);
  office.fates = [answer(503, { type: '/problems/busy', title: '', detail: '' }, { 'retry-after': '9' }), null, problem(422, 'fields')];
  await assert.rejects(applied(at, ONE), (error) => error instanceof Refused && error.problem.type === '/problems/fields');
  assert.deepEqual(at.waits, [9]);
  assert.equal(readPending(at.storage, ROUND), null);
  assert.equal(at.storage.length, 0);
});

test('an office that is busy to the end may have taken it: it is kept to be sent again', async () => {
  const office = new Office();
  const at = desk(office);
  office.fates = [null, ...Array.from({ length: 7 }, () => problem(503, 'again'))];
  await assert.rejects(applied(at, ONE), (error) => error instanceof Refused && error.isPassing);
  assert.notEqual(readPending(at.storage, ROUND), null);
});

test('what was taken in time and asked for again after the close is found by a look-up', async () => {
  const office = new Office();
  const at = desk(office);
  office.fates = [null, 'after', problem(409, 'too-late')];
  const { held: kept } = await applied(at, TWO);
  assert.deepEqual(kept.map(({ receipts }) => receipts), [...office.taken.values()].map((receipt) => [receipt]));
  assert.equal(readPending(at.storage, ROUND), null);
});

test('too late is too late; and while that can\'t be looked up, nothing is thrown away', async () => {
  const office = new Office();
  const at = desk(office);
  const tooLate = (/** @type {unknown} */ error) => error instanceof Refused && error.problem.type === '/problems/too-late';
  office.fates = [null, 'before', problem(409, 'too-late')];
  await assert.rejects(applied(at, ONE), tooLate);
  assert.equal(at.storage.length, 0);
  office.fates = [null, problem(409, 'too-late'), ...Array(7).fill('before')];
  await assert.rejects(applied(at, ONE), Lost);
  assert.notEqual(readPending(at.storage, ROUND), null);
});

test('what a gateway says is no answer of the office: nothing is thrown away', async () => {
  const office = new Office();
  const at = desk(office);
  const page = () => new Response('<html>sign in</html>', { status: 403, headers: { 'content-type': 'text/html' } });
  office.fates = [null, ...Array.from({ length: 7 }, page)];
  await assert.rejects(applied(at, ONE), Lost);
  assert.notEqual(readPending(at.storage, ROUND), null);
});

test('a receipt of something else is told and kept apart, and the key isn\'t lost', async () => {
  const office = new Office();
  const at = desk(office);
  const pending = applying(WHERE, await at.client.reserve(ROUND, 1), ONE);
  const [{ request, key, signature }] = pending.revisions;
  const other = receiptFor(request.replace('P1|', 'P9|'), key, signature, 0);
  office.fates = [answer(200, { receipts: [{ receipt: other }] })];
  await assert.rejects(send(at.client, at.storage, pending, OFFICE_KEY), ReceiptError);
  const kept = held(at.storage, ROUND, CODES[0]);
  assert.deepEqual([kept?.secret, kept?.receipts, kept?.evidence], [pending.held[0].secret, [], [other]]);
});

test('a change sends the identity file only if it is another', async () => {
  const office = new Office();
  const at = desk(office);
  const { held: kept } = await applied(at, ONE);
  const same = changing(kept, { children: [{ ...CHILD, choices: 'P2|' }], linked: false });
  assert.deepEqual(Object.keys(same.revisions[0]).sort(), ['key', 'request', 'signature']);
  const [second] = await send(at.client, at.storage, same, OFFICE_KEY);
  assert.deepEqual([lastRequest(second)?.revision, lastRequest(second)?.choices], [2, 'P2|']);
  const moved = changing([second], { children: [{ ...CHILD, fields: { ...FIELDS, phone: '1' } }], linked: false });
  assert.ok(moved.revisions[0].identity?.includes('"phone":"1"'));
  const [third] = await send(at.client, at.storage, moved, OFFICE_KEY);
  assert.equal(lastRequest(third)?.commitment, commitmentOf(moved.revisions[0].identity ?? ''));
  assert.deepEqual(third.fields, { ...FIELDS, phone: '1' });
});

test('whoever leaves a bundle takes the others along, and can\'t without their keys', async () => {
  const office = new Office();
  const at = desk(office);
  const { held: kept } = await applied(at, TWO);
  assert.throws(() => withdrawing(kept[0], [kept[0]]), (error) => error instanceof LinkedElsewhere && error.codes[0] === CODES[1]);
  assert.throws(() => changing([kept[1]], ONE), LinkedElsewhere);
  const [out, stays] = await send(at.client, at.storage, withdrawing(kept[0], kept), OFFICE_KEY);
  const [left, other] = [lastRequest(out), lastRequest(stays)];
  assert.deepEqual([left?.status, left?.bundle, left?.choices], ['withdrawn', [], '']);
  assert.deepEqual([other?.status, other?.bundle, other?.choices, other?.revision], ['entered', [], 'P1|P2>P3', 2]);
});

test('code and words open the application on another device, whose clock is wrong', async () => {
  const office = new Office();
  const { held: [first] } = await applied(desk(office), ONE);
  const { code, words } = written(first, 'zh');
  const other = desk(office, 946_684_800_000);
  const brought = fromWritten({ ...WHERE, code, words: words.join('') });
  const own = await other.client.own(brought, brought.secret);
  const { held: up, missing } = broughtUp(brought, own);
  assert.deepEqual([up.secret, up.receipts, up.fields, missing], [first.secret, first.receipts, null, 0]);
  const view = viewOf(up, own);
  assert.deepEqual(view.choices, [{ band: '1', place: '1', program: 'P1' }, { band: '2', place: '1', program: 'P2' }, { band: '2', place: '2', program: 'P3' }]);
  // Its salt is unknown here; new fields get a new one.
  const change = changing([up], ONE);
  assert.ok(change.revisions[0].identity);
  await send(other.client, other.storage, change, OFFICE_KEY);
});

test('a receipt that the office shows no more is missed, and one of another key refused', async () => {
  const office = new Office();
  const at = desk(office);
  const { held: [first] } = await applied(at, ONE);
  const own = await at.client.own(first, first.secret);
  assert.deepEqual(broughtUp(first, { ...own, receipts: [] }), { held: first, missing: 1 });
  const stranger = applying(WHERE, [{ code: first.code, token: '' }], ONE).revisions[0];
  const forged = receiptFor(stranger.request.replace('revision: 1', 'revision: 2'), stranger.key, stranger.signature, 1);
  assert.throws(() => broughtUp(first, { ...own, receipts: [...own.receipts, forged] }), ReceiptError);
  assert.equal(readReceipt(forged).fields.revision, '2');
});

test('the clock is set once; a key that is refused after that is refused', async () => {
  const office = new Office();
  const at = desk(office, 946_684_800_000);
  office.fates = [null, null, problem(401, 'signature')];
  const about = { ...WHERE, code: CODES[0] };
  await assert.rejects(at.client.own(about, '11'.repeat(32)), (error) => error instanceof Refused && error.status === 401);
  assert.equal(office.asked.length, 3);
  const times = office.asked.map(({ headers }) => headers.Authorization?.split(':')[1]);
  assert.deepEqual(times, ['946684800', undefined, '1800000000']);
});
