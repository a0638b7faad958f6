// node esbuild.js && node esbuild.js --tests && node test/corpus/score.mjs CASES [--base REVISION] [--only TEXT] [--json FILE]
//
// CASES is a folder of checked-out cases with a cases.json, each { dir, migrationsDir, migrations, drops: [{ migration,
// index, label }] }. Prints every dangerous drop that no warning names, every harmless one that a warning names, and recall
// and precision. With `--base HEAD~1` for cases in which the change is committed.
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { casesIn, judge } from './cases.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { base: { type: 'string' }, only: { type: 'string' }, json: { type: 'string' } },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error('usage: node test/corpus/score.mjs CASES [--base REVISION] [--only TEXT] [--json FILE]');
  process.exit(2);
}

const args = values.base === undefined ? [] : ['--base', values.base];
const drops = [];
let failed = 0;
for (const one of casesIn(folder).filter(({ dir }) => dir.includes(values.only ?? ''))) {
  const judged = await judge(folder, one, args);
  drops.push(...judged.drops);
  if (judged.failure !== undefined) {
    failed++;
    console.log(`not linted: ${one.dir}: ${judged.failure}`);
  }
}

const line = (drop) => `${drop.case} ${drop.migration} ${drop.index} (${drop.label})`;
for (const drop of drops.filter(({ isBad, isFlagged }) => isBad && !isFlagged)) {
  console.log(`missed: ${line(drop)}`);
}
for (const drop of drops.filter(({ isBad, isFlagged }) => !isBad && isFlagged)) {
  console.log(
    `false alarm: ${line(drop)}\n${drop.by.map(({ rule, message }) => `    ${rule}: ${message}`).join('\n')}`,
  );
}
const count = (isWanted) => drops.filter(isWanted).length;
const found = count(({ isBad, isFlagged }) => isBad && isFlagged);
const part = (some, all) => `${some}/${all}${all > 0 ? ` = ${((100 * some) / all).toFixed(1)} %` : ''}`;
console.log(
  `recall ${part(
    found,
    count(({ isBad }) => isBad),
  )}, precision ${part(
    found,
    count(({ isFlagged }) => isFlagged),
  )}, ` + `${failed} not linted`,
);
if (values.json !== undefined) fs.writeFileSync(values.json, JSON.stringify(drops, undefined, 2));
process.exitCode = failed > 0 || drops.length === 0 ? 1 : 0;
