// Looks at a demo that is served again: where its rounds stand, and whether every address that it
// printed is there.
// Usage: node tests/demo.mjs URL START-HERE.txt
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

const [url, start] = process.argv.slice(2);
// As a browser asks: who isn't signed in is led to where one signs in.
const get = async (path) => {
  const response = await fetch(url + path, { headers: { accept: 'text/html, */*' } });
  assert.ok(response.ok, `${path}: ${response.status}`);
  return response;
};

const rounds = await (await get('/api/v1/rounds')).json();
assert.deepEqual(Object.fromEntries(rounds.map((round) => [round.id, round.state])), {
  'junior-2027': 'published',
  'hudong-2027': 'published',
  'tingxi-2027': 'published',
  'shiguang-2027': 'frozen',
  'wangchao-2027': 'posted',
  'lanyue-2027': 'closed',
  'junior-2028': 'open',
});
const now = Math.floor(Date.now() / 1000);
const open = rounds.find((round) => round.id === 'junior-2028');
assert.ok(open.opens < now && now + 20 * 86400 < open.closes, 'open for some weeks yet');
assert.equal(new Set(rounds.map((round) => round.titles.zh)).size, rounds.length, 'titles of their own');

const text = await readFile(start, 'utf8');
const printed = [...text.matchAll(/http:\/\/127\.0\.0\.1:8080(\/[\w./-]*)/g)].map((match) => match[1]);
assert.ok(printed.length > 10, 'the walk names its pages');
assert.ok(printed.includes('/office/rounds/lanyue-2027/review'), 'the reviewer is led to the queue');
for (const path of new Set(printed)) await (await get(path)).arrayBuffer();
console.log(`${rounds.length} rounds stand where the demo left them; ${printed.length} addresses are there`);
