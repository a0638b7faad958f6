// node esbuild.js && node esbuild.js --tests && node test/corpus/replay.mjs MIRROR [--commits 25] [--only TEXT] [--json FILE]
//
// MIRROR holds bare git directories, as MIRROR/owner+name/repo. The last commits of each that added a migration are linted
// as pull requests: the commit is HEAD, its parent the base. Prints which would have been blocked and every finding at
// warning or worse, to be read by a person, and how many commits and migrations were looked at.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findingsIn } from './cases.mjs';
import {
  borrow,
  checkOut,
  commitsWithMigrations,
  git,
  hasParent,
  readArguments,
  repositoriesIn,
} from './work-tree.mjs';

const { mirror, most, only, json } = readArguments('replay.mjs', 'commits', 25);

const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-replay-'));
const total = { repositories: 0, commits: 0, migrations: 0, blocked: 0, errors: 0, warnings: 0, failed: 0 };
const all = [];
try {
  for (const { name, directory } of repositoriesIn(mirror).filter((one) => one.name.includes(only))) {
    const commits = commitsWithMigrations(directory, most).filter((commit) => hasParent(directory, commit));
    if (commits.length === 0) continue;
    total.repositories++;
    const target = path.join(temporary, name);
    borrow(directory, target);
    for (const commit of commits) {
      checkOut(target, commit);
      total.commits++;
      total.migrations += git(
        target,
        'diff',
        '--no-renames',
        '--name-only',
        '--diff-filter=A',
        'HEAD~1',
        'HEAD',
      )
        .split('\n')
        .filter((file) => file.endsWith('/migration.sql')).length;
      const { exitCode, findings: every, failure } = await findingsIn(target, ['--base', 'HEAD~1']);
      // What is merged is not what a pull request is judged by.
      const findings = (every ?? []).filter(({ state }) => state !== 'settled');
      if (failure !== undefined) {
        total.failed++;
        console.log(`not linted: ${name} ${commit.slice(0, 12)}: ${failure}`);
        continue;
      }
      if (exitCode === 1) total.blocked++;
      total.errors += findings.filter(({ level }) => level === 'error').length;
      total.warnings += findings.filter(({ level }) => level === 'warning').length;
      if (findings.length > 0)
        console.log(`${name} ${commit.slice(0, 12)}${exitCode === 1 ? ': blocked' : ''}`);
      for (const { rule, level, file, line, message } of findings) {
        console.log(`    ${level} ${rule} ${file}:${line}\n        ${message}`);
      }
      all.push(...findings.map((found) => ({ repository: name, commit, exitCode, ...found })));
    }
    fs.rmSync(target, { recursive: true });
  }
} finally {
  fs.rmSync(temporary, { recursive: true, force: true });
}
console.log(
  `${total.commits} commits with ${total.migrations} migrations of ${total.repositories} repositories: ` +
    `${total.blocked} blocked, ${total.errors} errors, ${total.warnings} warnings, ${total.failed} not linted`,
);
if (json !== undefined) fs.writeFileSync(json, JSON.stringify(all, undefined, 2));
process.exitCode = total.commits === 0 || total.failed > 0 ? 1 : 0;
