// Checks the labels in labels.json against clones of the projects they speak of.
//
// Usage: node test/corpus/objects/check.mjs MIRROR
//
// MIRROR holds bare clones as owner+name/repo (or owner+name/repo/.git). For each label whose
// project is there, the commit and the migration have to exist and the name of the object has to
// occur in the text of that migration or of an earlier one. Prints counts; exits with 1 when a
// label is wrong.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const KINDS = new Set(
  'check exclude deferrable trigger policy row-level-security generated-column sequence view materialized-view function'.split(
    ' ',
  ),
);
const HOWS = new Set(
  'named column table cascade recreated-table recreated-column squash edited-history replaced renamed untouched'.split(
    ' ',
  ),
);
const LABELS = new Set(['accident', 'degraded', 'intentional', 'benign', 'unsure']);
/** Ways in which the name need not occur: the text in question may be gone or say nothing of it. */
const NAME_MAY_BE_MISSING = new Set(['squash', 'edited-history', 'untouched']);
const MAXIMUM_OUTPUT_BYTES = 512 * 1024 * 1024;

const mirror = process.argv[2];
if (mirror === undefined) {
  console.error('usage: node test/corpus/objects/check.mjs MIRROR');
  process.exit(2);
}

/** The git directory of a project in the mirror, or undefined when it is not there. */
function gitDirectory(repo) {
  const base = join(mirror, repo.replace('/', '+'), 'repo');
  return [join(base, '.git'), base].find((path) => existsSync(join(path, 'HEAD')));
}

/** What git prints, or undefined when it fails. */
function git(directory, args, input) {
  try {
    return execFileSync('git', ['--git-dir', directory, ...args], {
      input,
      maxBuffer: MAXIMUM_OUTPUT_BYTES,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
}

const foldersByCommit = new Map();

/** The names of the migrations in a folder of a commit, in order. */
function migrationsOf(directory, commit, folder) {
  const key = `${directory} ${commit} ${folder}`;
  if (!foldersByCommit.has(key)) {
    const list = git(directory, ['ls-tree', '-d', '--name-only', `${commit}:${folder}`]);
    foldersByCommit.set(key, list === undefined ? [] : list.toString().split('\n').filter(Boolean));
  }
  return foldersByCommit.get(key);
}

/** The texts of the given migrations in lower case, one after another. */
function textOf(directory, commit, folder, names) {
  const specs = names.map((name) => `${commit}:${folder}/${name}/migration.sql`).join('\n');
  const text = git(directory, ['cat-file', '--batch'], `${specs}\n`);
  return text === undefined ? '' : text.toString().toLowerCase();
}

/** What is wrong with a label, or undefined. */
function faultOf(label, directory) {
  if (!KINDS.has(label.kind)) return `unknown kind ${label.kind}`;
  if (!HOWS.has(label.how)) return `unknown how ${label.how}`;
  if (!LABELS.has(label.label)) return `unknown label ${label.label}`;
  if (!/^[0-9a-f]{40}$/.test(label.commit)) return 'the commit is not 40 hexadecimal digits';
  if ((label.kind === 'row-level-security') !== (label.name === null)) return 'wrong name';
  if (directory === undefined) return undefined;
  if (git(directory, ['cat-file', '-e', `${label.commit}^{commit}`]) === undefined) {
    return 'no such commit';
  }
  let { commit } = label;
  let names = migrationsOf(directory, commit, label.migrations);
  if (!names.includes(label.migration) && label.how === 'edited-history') {
    commit = `${label.commit}^`; // the commit takes the migration away
    names = migrationsOf(directory, commit, label.migrations);
  }
  if (!names.includes(label.migration)) return 'no such migration in that commit';
  if (NAME_MAY_BE_MISSING.has(label.how)) return undefined;
  const earlier = names.filter((name) => name <= label.migration).reverse();
  const sought = (label.name ?? label.table).toLowerCase();
  const found =
    textOf(directory, commit, label.migrations, earlier.slice(0, 1)).includes(sought) ||
    textOf(directory, commit, label.migrations, earlier.slice(1)).includes(sought);
  return found ? undefined : 'the name occurs in no migration up to that one';
}

const labels = JSON.parse(readFileSync(new URL('labels.json', import.meta.url), { encoding: 'utf8' }));
const counts = new Map();
const count = (key) => counts.set(key, (counts.get(key) ?? 0) + 1);
const seen = new Set();
let faults = 0;
for (const label of labels) {
  const directory = gitDirectory(label.repo);
  const { repo, commit, migration, kind, table, name } = label;
  const key = JSON.stringify([repo, commit, migration, kind, table, name]);
  const fault = seen.has(key) ? 'the same label twice' : faultOf(label, directory);
  seen.add(key);
  if (fault !== undefined) {
    faults += 1;
    console.log(`${repo} ${migration} ${kind} ${name ?? table}: ${fault}`);
  }
  count(directory === undefined ? 'not in the mirror' : 'checked');
  count(`label ${label.label}`);
  count(`kind ${kind}`);
  count(`how ${label.how}`);
  count(label.kept === true ? 'kept' : 'not kept');
}
for (const [key, number] of [...counts].sort()) console.log(`${String(number).padStart(5)} ${key}`);
console.log(`${labels.length} labels, ${faults} wrong`);
process.exit(faults === 0 ? 0 : 1);
