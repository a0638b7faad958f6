// A copy of examples/memories as its author sees it: a repository of its own in which the newest migration is a draft.
//   node test/tools/example.mjs   makes one in .vscode-test/memories, for F5
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runAsScript } from '../host/launcher/script.mjs';

const example = fileURLToPath(new URL('../../examples/memories/', import.meta.url));

/** The folder of the migration that is a draft in the copy. */
export const draft = 'prisma/migrations/20260301120000_add_tags';

/** Copies the example into `folder` and commits all of it there but the draft. */
export function copyExample(folder) {
  fs.cpSync(example, folder, { recursive: true });
  const identity = ['-c', 'user.name=Example', '-c', 'user.email=example@example.invalid'];
  const git = (...args) => execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--', '.', `:!${draft}`);
  git(...identity, '-c', 'commit.gpgsign=false', 'commit', '--quiet', '--no-verify', '-m', 'Remember chats');
  return path.join(folder, draft, 'migration.sql');
}

await runAsScript(import.meta.url, () => {
  const folder = fileURLToPath(new URL('../../.vscode-test/memories/', import.meta.url));
  fs.rmSync(folder, { recursive: true, force: true });
  console.log(copyExample(folder));
});
