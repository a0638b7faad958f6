// A copy of examples/memories as its author sees it: a repository of its own in which the newest migration is a draft.
//   node test/tools/example.mjs   makes one in .vscode-test/memories, for F5
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runAsScript } from '../host/launcher/script.mjs';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const example = path.join(repository, 'examples/memories');

/** The folder of the migration that is a draft in the copy. */
export const draft = 'prisma/migrations/20260301120000_add_tags';

/** The migrations of the second commit: what one commit brings in all at once says nothing of the time between. */
const later = [
  '20251125101822_rename_chats',
  '20251127020000_restore_vector_index',
  '20260112160540_no_default_title',
];

/** Copies the example into `folder` and commits all of it there but the draft. */
export function copyExample(folder) {
  fs.cpSync(example, folder, { recursive: true });
  const identity = ['-c', 'user.name=Example', '-c', 'user.email=example@example.invalid'];
  const git = (...args) => execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
  git('init', '--quiet', '--initial-branch=main');
  const commit = (message, ...left) => {
    git('add', '--', '.', ...left.map((name) => `:!${name}`));
    git(...identity, '-c', 'commit.gpgsign=false', 'commit', '--quiet', '--no-verify', '-m', message);
  };
  commit('Remember chats', draft, ...later.map((name) => `prisma/migrations/${name}`));
  commit('Rename chats', draft);
  return path.join(folder, draft, 'migration.sql');
}

/** Installs Prisma in a project's folder: the one that is here, as links. */
export function installPrisma(folder) {
  for (const name of ['prisma', '@prisma/config', '@prisma/client']) {
    const target = path.join(folder, 'node_modules', name);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.symlinkSync(path.join(repository, 'node_modules', name), target, 'junction');
  }
}

await runAsScript(import.meta.url, () => {
  const folder = path.join(repository, '.vscode-test/memories');
  fs.rmSync(folder, { recursive: true, force: true });
  console.log(copyExample(folder));
});
