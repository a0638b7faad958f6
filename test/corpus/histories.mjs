// node esbuild.js && node esbuild.js --tests && node test/corpus/histories.mjs MIRROR [--drafts 40] [--only TEXT] [--json FILE]
//
// MIRROR holds bare git directories, as MIRROR/owner+name/repo. Every project at HEAD is linted twice: all of its migrations
// as already merged, and the last of them as new work. Prints every finding at warning or worse, to be read by a person.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findingsIn } from './cases.mjs';
import { borrow, checkOut, git, readArguments, repositoriesIn } from './work-tree.mjs';

const { mirror, most, only, json } = readArguments('histories.mjs', 'drafts', 40);

/** The migrations folders at HEAD, each with the names of its migrations in order. */
function projectsIn(target) {
  const folders = new Map();
  for (const file of git(target, 'ls-files').split('\n')) {
    const [, folder, name] = /^(.*)\/([^/]+)\/migration\.sql$/.exec(file) ?? [];
    if (name !== undefined) folders.set(folder, [...(folders.get(folder) ?? []), name].sort());
  }
  return [...folders].map(([folder, names]) => ({ folder, names }));
}

/** The commit before the one that brought a migration in. */
function commitBefore(target, folder, name) {
  const added = git(
    target,
    'log',
    '--diff-filter=A',
    '--format=%H %P',
    '--',
    `${folder}/${name}/migration.sql`,
  );
  return added.trim().split('\n').at(-1)?.split(' ')[1];
}

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-histories-'));
const all = [];
const total = { projects: 0, settled: 0, drafts: 0 };

function report(form, repository, folder, { findings, failure }) {
  if (failure !== undefined) console.log(`not linted (${form}): ${repository} ${folder}: ${failure}`);
  for (const found of findings) {
    all.push({ form, repository, ...found });
    console.log(
      `${form}: ${repository} ${found.level} ${found.rule} ${found.file}:${found.line}\n    ${found.message}`,
    );
  }
}

try {
  for (const { name, directory } of repositoriesIn(mirror).filter((one) => one.name.includes(only))) {
    const target = path.join(temporary, name);
    borrow(directory, target);
    checkOut(target, git(directory, 'rev-parse', 'HEAD').trim());
    for (const { folder, names } of projectsIn(target)) {
      total.projects++;
      total.settled += names.length;
      report('merged', name, folder, await findingsIn(target, ['--base', 'HEAD', '--settled', folder]));
      const drafts = names.slice(-most);
      const before = commitBefore(target, folder, drafts[0]);
      if (before === undefined) continue;
      total.drafts += drafts.length;
      const { findings, ...rest } = await findingsIn(target, ['--base', before, folder]);
      report('new', name, folder, { ...rest, findings: findings.filter(({ state }) => state !== 'settled') });
    }
    fs.rmSync(target, { recursive: true });
  }
} finally {
  fs.rmSync(temporary, { recursive: true, force: true });
}
const count = (form) => all.filter((found) => found.form === form).length;
console.log(
  `${total.projects} projects: ${total.settled} migrations as merged, ${count('merged')} findings; ` +
    `${total.drafts} as new, ${count('new')} findings`,
);
if (json !== undefined) fs.writeFileSync(json, JSON.stringify(all, undefined, 2));
process.exitCode = total.projects === 0 ? 1 : 0;
