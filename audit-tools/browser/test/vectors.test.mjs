/**
 * Every vector must get the exit status, the check and the remarks of its verdict.json.
 */
import assert from 'node:assert/strict';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { runVector, VECTORS, vectorsIn } from './vectors.mjs';

for (const kind of ['good', 'bad']) {
  const vectors = await vectorsIn(join(VECTORS, kind));

  test(`there are vectors in ${join(VECTORS, kind)}`, () => {
    assert.notEqual(vectors.length, 0, 'set PAIWEI_VECTORS to the folder that holds good/ and bad/');
  });

  for (const path of vectors) {
    test(`${kind}/${basename(path)}`, async () => {
      const { expected, got } = await runVector(path);
      const findings = got.checks.flatMap(({ id, findings: list }) => list.map((one) => `${id} ${one}`));
      const broken = findings.filter((one) => one.includes('internal error'));
      assert.deepEqual(broken, []);
      const wanted = { exit: expected.exit, check: expected.check ?? null, remarks: expected.remarks ?? [] };
      const seen = { exit: got.exit, check: got.check, remarks: got.remarks };
      assert.deepEqual(seen, wanted, `${expected.why}\n${findings.join('\n')}`);
    });
  }
}
