import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/**
 * Makes a project a repository in which each migration came with a commit of its own: what one commit brings in all at once
 * says nothing of what the schema declared in between. A repository that is there is replaced.
 *
 * @param folder the project's; its migrations are in prisma/migrations
 */
export function commitEach(folder: string): void {
  const identity = ['-c', 'user.name=T', '-c', 'user.email=t@example.invalid', '-c', 'commit.gpgsign=false'];
  const git = (...args: readonly string[]): void => {
    execFileSync('git', [...identity, ...args], { cwd: folder, stdio: 'pipe' });
  };
  fs.rmSync(path.join(folder, '.git'), { recursive: true, force: true });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--', '.', ':!prisma/migrations');
  git('commit', '--quiet', '--no-verify', '-m', 'start');
  for (const name of fs.readdirSync(path.join(folder, 'prisma/migrations')).sort()) {
    git('add', '--', `prisma/migrations/${name}`);
    git('commit', '--quiet', '--no-verify', '-m', name);
  }
}
