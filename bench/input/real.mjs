// Histories of public projects, from a folder of bare git directories as MIRROR/owner+name/repo.
import fs from 'node:fs';
import { borrow, checkOut, git, repositoriesIn } from '../../test/corpus/work-tree.mjs';

/**
 * The migrations folders at HEAD of all repositories, in a fixed order: { repository, directory, folder, names }. What is
 * not for PostgreSQL, by its migration_lock.toml, is left out.
 */
export function realProjects(mirror) {
  return repositoriesIn(mirror).flatMap(({ name: repository, directory }) => {
    const files = git(directory, 'ls-tree', '-r', '--name-only', 'HEAD').split('\n');
    const folders = new Map();
    for (const file of files) {
      const [, folder, name] = /^(.*)\/([^/]+)\/migration\.sql$/.exec(file) ?? [];
      if (name !== undefined) folders.set(folder, [...(folders.get(folder) ?? []), name].sort());
    }
    return [...folders]
      .filter(([folder]) => isForPostgres(directory, files, `${folder}/migration_lock.toml`))
      .map(([folder, names]) => ({ repository, directory, folder, names }));
  });
}

function isForPostgres(directory, files, lock) {
  return files.includes(lock) && git(directory, 'show', `HEAD:${lock}`).includes('postgresql');
}

/**
 * The texts of `count` migrations of many projects as if they were one history: as many of the first ones of each project as
 * it takes, in the order of their names, which begin with the time.
 *
 * @throws where the projects have fewer
 */
export function mixedHistory(projects, count) {
  const chosen = [];
  for (let turn = 0; chosen.length < count; turn += 1) {
    const some = projects.filter(({ names }) => names.length > turn);
    if (some.length === 0) throw new Error(`These projects have ${chosen.length} migrations, not ${count}.`);
    for (const { directory, folder, names } of some.slice(0, count - chosen.length)) {
      chosen.push({ directory, name: names[turn], file: `HEAD:${folder}/${names[turn]}/migration.sql` });
    }
  }
  chosen.sort((one, other) => (one.name < other.name ? -1 : 1));
  return chosen.map(({ directory, file }) => git(directory, 'show', file));
}

/** A work tree of a repository's HEAD as a fresh clone has it, made where it is not there yet: the folder. */
export function workTreeOf(directory, target) {
  if (fs.existsSync(target)) return target;
  borrow(directory, target);
  const commit = git(directory, 'rev-parse', 'HEAD').trim();
  checkOut(target, commit);
  git(target, 'checkout', '-q', '-B', 'main');
  git(target, 'update-ref', 'refs/remotes/origin/main', commit);
  git(target, 'symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
  return target;
}
