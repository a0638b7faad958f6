// Small work trees of bare git directories: only what a linter of Prisma projects reads.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const files = ['*.prisma', 'migration.sql', 'migration_lock.toml', 'package.json', 'prisma.config.*'];
const ours = ['drift-ignore.json', 'migration-guard.json'];

/** Runs git in a folder and gives what it prints. @throws where git fails */
export function git(cwd, ...args) {
  const options = { cwd, encoding: 'utf8', maxBuffer: 2 ** 30, stdio: ['ignore', 'pipe', 'pipe'] };
  return execFileSync('git', ['-c', 'core.quotePath=false', ...args], options);
}

/** The bare git directories of a folder that holds them as FOLDER/owner+name/repo: { name, directory }, by name. */
export function repositoriesIn(folder) {
  return fs
    .readdirSync(folder)
    .sort()
    .map((name) => ({ name, directory: path.join(path.resolve(folder), name, 'repo') }))
    .filter(({ directory }) => fs.existsSync(directory));
}

/** Makes a work tree in an empty folder, which borrows the objects of the bare directory. */
export function borrow(directory, target) {
  fs.mkdirSync(target, { recursive: true });
  git(target, 'init', '-q');
  const info = path.join(target, '.git/objects/info');
  fs.mkdirSync(info, { recursive: true });
  fs.writeFileSync(path.join(info, 'alternates'), `${path.join(directory, 'objects')}\n`);
  const shallow = path.join(directory, 'shallow');
  if (fs.existsSync(shallow)) fs.copyFileSync(shallow, path.join(target, '.git/shallow'));
  git(target, 'config', 'core.sparseCheckout', 'true');
  fs.mkdirSync(path.join(target, '.git/info'), { recursive: true });
  fs.writeFileSync(path.join(target, '.git/info/sparse-checkout'), `${[...files, ...ours].join('\n')}\n`);
}

/** Checks a commit out in such a work tree. */
export function checkOut(target, commit) {
  git(target, 'checkout', '-q', '--force', '--detach', commit);
}

/** Commits that added a migration, the newest first, without merges: at most `most` of them. */
export function commitsWithMigrations(directory, most) {
  const args = ['--no-merges', '--diff-filter=A', '--format=%H', `--max-count=${most}`, 'HEAD'];
  return git(directory, 'log', ...args, '--', ':(glob)**/migration.sql')
    .split('\n')
    .filter(Boolean);
}

/** Whether a commit has a parent that is there. */
export function hasParent(directory, commit) {
  try {
    git(directory, 'rev-parse', '--verify', '-q', `${commit}^`);
    return true;
  } catch {
    return false;
  }
}

/**
 * What a script over a folder of repositories was called with: { mirror, most, only, json }. Ends the process without a
 * folder.
 *
 * @param counted the option that says how many of what are looked at, and `usual` its value
 */
export function readArguments(script, counted, usual) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      [counted]: { type: 'string', default: String(usual) },
      only: { type: 'string', default: '' },
      json: { type: 'string' },
    },
  });
  const [mirror] = positionals;
  if (mirror === undefined) {
    console.error(
      `usage: node test/corpus/${script} MIRROR [--${counted} ${usual}] [--only TEXT] [--json FILE]`,
    );
    process.exit(2);
  }
  return { mirror, most: Number(values[counted]), only: values.only, json: values.json };
}
