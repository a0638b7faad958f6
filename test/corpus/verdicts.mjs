// node esbuild.js && node esbuild.js --tests && node test/corpus/verdicts.mjs MIRROR [--commits 10] [--only TEXT] --json FILE
//
// MIRROR holds bare git directories, as MIRROR/owner+name/repo. Writes all that `lint` says, with ranges and fixes, of every
// project: as merged, as drafts, with its last migrations as new, and of its last commits as pull requests. What ought not
// to change a verdict is run before and after, and the two files are compared.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import {
  borrow,
  checkOut,
  commitsWithMigrations,
  git,
  hasParent,
  readArguments,
  repositoriesIn,
} from './work-tree.mjs';

const { runCliHere } = createRequire(import.meta.url)('../../out/test/helpers/cli-here.js');

const { mirror, most, only, json } = readArguments('verdicts.mjs', 'commits', 10);

/** How many migrations are the new ones. */
const newest = 40;

/** Rules that are off without it. */
const allRules = JSON.stringify({ rules: { 'not-idempotent': 'warning' } });

async function lint(cwd, args) {
  const { exitCode, stdout, stderr } = await runCliHere(cwd, [
    'lint',
    '--format',
    'json',
    '--settled',
    ...args,
  ]);
  const report = stdout === '' ? undefined : JSON.parse(stdout);
  return { exitCode, stderr, projects: report?.projects, summary: report?.summary };
}

function migrationsFolders(target) {
  const folders = new Map();
  for (const file of git(target, 'ls-files').split('\n')) {
    const [, folder, name] = /^(.*)\/([^/]+)\/migration\.sql$/.exec(file) ?? [];
    if (name !== undefined) folders.set(folder, [...(folders.get(folder) ?? []), name].sort());
  }
  return folders;
}

/** The commit before the one that brought a file in. */
function commitBefore(target, file) {
  const added = git(target, 'log', '--diff-filter=A', '--format=%H %P', '--', file);
  return added.trim().split('\n').at(-1)?.split(' ')[1];
}

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-verdicts-'));
const said = [];
const keep = (repository, form, verdict) => said.push({ repository, form, ...verdict });
try {
  for (const { name, directory } of repositoriesIn(mirror).filter((one) => one.name.includes(only))) {
    const target = path.join(temporary, name);
    borrow(directory, target);
    checkOut(target, git(directory, 'rev-parse', 'HEAD').trim());
    for (const [folder, names] of migrationsFolders(target)) {
      keep(name, `merged ${folder}`, await lint(target, ['--base', 'HEAD', folder]));
      const before = commitBefore(target, `${folder}/${names.slice(-newest)[0]}/migration.sql`);
      if (before !== undefined) keep(name, `new ${folder}`, await lint(target, ['--base', before, folder]));
      const config = path.join(target, path.dirname(folder), 'migration-guard.json');
      if (fs.existsSync(config)) continue;
      fs.writeFileSync(config, allRules);
      keep(name, `drafts ${folder}`, await lint(target, ['--base', 'none', folder]));
      fs.rmSync(config);
    }
    for (const commit of commitsWithMigrations(directory, most).filter((one) => hasParent(directory, one))) {
      checkOut(target, commit);
      keep(name, `commit ${commit}`, await lint(target, ['--base', 'HEAD~1']));
    }
    fs.rmSync(target, { recursive: true });
    console.error(`${name}: ${said.filter(({ repository }) => repository === name).length} runs`);
  }
} finally {
  fs.rmSync(temporary, { recursive: true, force: true });
}
const text = said.map((verdict) => JSON.stringify(verdict, undefined, 1)).join('\n');
const findings = said.flatMap(({ projects }) => projects ?? []).flatMap((project) => project.findings);
console.log(
  `${said.length} runs, ${findings.length} findings, ${findings.flatMap(({ fixes }) => fixes).length} fixes: ` +
    createHash('sha256').update(text).digest('hex').slice(0, 16),
);
if (json !== undefined) fs.writeFileSync(json, text);
process.exitCode = said.length === 0 ? 1 : 0;
