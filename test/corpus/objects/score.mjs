// node esbuild.js && node esbuild.js --tests && node test/corpus/objects/score.mjs CASES [--kept] [--only TEXT] [--json FILE]
// node test/corpus/objects/score.mjs --merged MIRROR [--kept] …
//
// CASES is a folder that generated.mjs wrote. With --merged the labels of merged histories are judged: each commit as a pull
// request against its parent, in MIRROR. An object is flagged where a finding of warning or worse names it. Prints what is
// missed, what is a false alarm, and recall and precision. Without --kept the projects that are kept back are left out; with
// it there are only those.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { gitDirectory } from './project.mjs';
import { borrow, checkOut, hasParent } from '../work-tree.mjs';

const { runCliHere } = createRequire(import.meta.url)('../../../out/test/helpers/cli-here.js');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    merged: { type: 'boolean', default: false },
    kept: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    json: { type: 'string' },
  },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error(
    'usage: node test/corpus/objects/score.mjs CASES|--merged MIRROR [--kept] [--only TEXT] [--json FILE]',
  );
  process.exit(2);
}

const bad = new Set(['accident', 'degraded']);
/** What is said of labels that do not tell whether something is a pity counts neither way. */
const undecided = new Set(['refused', 'unsure']);
const flagging = new Set(['error', 'warning']);
const rules =
  /^(?:drop-protected-(?:constraint|trigger)|drop-row-level-security|lost-from-history|cascade-drops-protected-index)$/;

/** What names an object in labels and findings alike. */
function keyOf({ kind, table, name }) {
  const plain = kind.replaceAll('-', ' ');
  const own = plain === 'row level security' ? table : name.replace(/\(.*$/s, '');
  const onTable = ['function', 'view', 'materialized view', 'sequence'].includes(plain) ? '' : (table ?? '');
  return [plain, onTable.split('.').at(-1), own?.split('.').at(-1)].join(' ').toLowerCase();
}

/** The findings of a work tree that count, or what stopped lint. */
async function lint(cwd, args) {
  const { stdout, stderr } = await runCliHere(cwd, ['lint', '--format', 'json', ...args]);
  if (stdout === '') return { failure: stderr.trim(), findings: [] };
  const { projects } = JSON.parse(stdout);
  const findings = projects.flatMap((project) => project.findings);
  return {
    findings: findings.filter(
      ({ rule, severity, state, suppressed }) =>
        rules.test(rule) && flagging.has(severity) && state !== 'settled' && !suppressed,
    ),
  };
}

function groupedBy(list, keyOfOne) {
  const groups = new Map();
  for (const one of list) groups.set(keyOfOne(one), [...(groups.get(keyOfOne(one)) ?? []), one]);
  return groups;
}

function judge(objects, findings, about) {
  return objects.map((object) => {
    const key = keyOf(object);
    const by = findings.filter(
      (finding) =>
        (finding.objects ?? []).some((one) => keyOf(one) === key) ||
        (finding.objects === undefined && finding.index !== null && finding.index === object.name),
    );
    return {
      ...about,
      ...object,
      isFlagged: by.length > 0,
      by: by.map(({ rule, message }) => `${rule}: ${message}`),
    };
  });
}

async function judgeGenerated() {
  const cases = JSON.parse(fs.readFileSync(path.join(folder, 'cases.json'), 'utf8'));
  const judged = [];
  for (const one of cases) {
    if (Boolean(one.kept) !== values.kept || !one.dir.includes(values.only)) continue;
    const { failure, findings } = await lint(path.join(folder, one.dir), [one.migrationsDir]);
    if (failure !== undefined) console.log(`not linted: ${one.dir}: ${failure}`);
    const about = { case: one.dir, set: one.set };
    judged.push(...judge(one.objects, findings, about));
  }
  return judged;
}

async function judgeMerged() {
  const labels = JSON.parse(fs.readFileSync(new URL('labels.json', import.meta.url), 'utf8'));
  const byCommit = groupedBy(
    labels.filter(({ repo, kept }) => Boolean(kept) === values.kept && repo.includes(values.only)),
    ({ repo, commit }) => `${repo} ${commit}`,
  );
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-objects-'));
  const judged = [];
  try {
    for (const [at, objects] of byCommit) {
      const [{ repo, commit }] = objects;
      const directory = gitDirectory(folder, repo);
      if (directory === undefined || !hasParent(directory, commit)) continue;
      const target = path.join(temporary, repo.replace('/', '+'));
      if (!fs.existsSync(target)) borrow(directory, target);
      try {
        checkOut(target, commit);
      } catch {
        // The largest files of a clone may be absent.
        console.log(`not checked out: ${at}`);
        continue;
      }
      const { failure, findings } = await lint(target, ['--base', 'HEAD~1']);
      if (failure !== undefined) console.log(`not linted: ${at}: ${failure}`);
      judged.push(...judge(objects, findings, { case: at, set: 'merged' }));
    }
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true });
  }
  return judged;
}

const judged = (values.merged ? await judgeMerged() : await judgeGenerated()).filter(
  ({ label }) => !undecided.has(label),
);
const line = ({ case: at, kind, table, name, how, label }) =>
  `${at} ${kind} ${table === null ? '' : `${table}.`}${name} (${label}, ${how})`;
for (const one of judged.filter(({ label, isFlagged }) => bad.has(label) && !isFlagged))
  console.log(`missed: ${line(one)}`);
for (const one of judged.filter(({ label, isFlagged }) => !bad.has(label) && isFlagged))
  console.log(`false alarm: ${line(one)}\n    ${one.by.join('\n    ')}`);

const part = (some, all) => `${some}/${all}${all > 0 ? ` = ${((100 * some) / all).toFixed(1)} %` : ''}`;
for (const [set, own] of groupedBy(judged, ({ set }) => set)) {
  const count = (isWanted) => own.filter(isWanted).length;
  const found = count(({ label, isFlagged }) => bad.has(label) && isFlagged);
  const losses = count(({ label }) => bad.has(label));
  const flagged = count(({ isFlagged }) => isFlagged);
  console.log(
    `${set}: recall ${part(found, losses)}, precision ${part(found, flagged)}, of ${own.length} labels`,
  );
}
if (values.json !== undefined) fs.writeFileSync(values.json, JSON.stringify(judged, undefined, 2));
process.exitCode = judged.length === 0 ? 1 : 0;
