/**
 * Print a table of vectors, expected and got: `node test/table.mjs DIR…`
 */
import { basename } from 'node:path';
import { runVector, vectorsIn } from './vectors.mjs';

for (const folder of process.argv.slice(2)) {
  for (const path of await vectorsIn(folder)) {
    const { expected, got } = await runVector(path);
    const same = got.exit === expected.exit && got.check === (expected.check ?? null);
    const finding = got.checks.find(({ id }) => id === got.check)?.findings[0] ?? '';
    const cells = [
      same ? 'ok      ' : 'DISAGREE',
      basename(path),
      `expected ${expected.exit} ${expected.check ?? '–'}`,
      `got ${got.exit} ${got.check ?? '–'}`,
      finding,
      `| ${expected.why}`,
    ];
    console.log(cells.join('\t'));
  }
}
