// A Prisma project as it stands in one commit of a bare clone: its schema files and its history.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const maximumOutput = 512 * 1024 * 1024;

/** The git directory of a project in a folder of clones, or undefined when it is not there. */
export function gitDirectory(mirror, repo) {
  const base = path.join(mirror, repo.replace('/', '+'), 'repo');
  return [path.join(base, '.git'), base].find((one) => fs.existsSync(path.join(one, 'HEAD')));
}

/** What git prints. @throws where git fails */
export function git(directory, args, input) {
  const options = { input, maxBuffer: maximumOutput, stdio: ['pipe', 'pipe', 'pipe'] };
  return execFileSync('git', ['--git-dir', directory, ...args], options);
}

/** The paths of all files in a commit. */
export function filesIn(directory, commit) {
  return git(directory, ['ls-tree', '-r', '-z', '--name-only', commit])
    .toString()
    .split('\0')
    .filter(Boolean);
}

/** The texts of some files in a commit, in the order asked for; undefined where the clone does not have one. */
export function textsOf(directory, commit, files) {
  if (files.length === 0) return [];
  const output = git(directory, ['cat-file', '--batch'], files.map((file) => `${commit}:${file}\n`).join(''));
  let at = 0;
  return files.map(() => {
    const endOfLine = output.indexOf(10, at);
    const [, type, size] = output.subarray(at, endOfLine).toString().split(' ');
    const start = endOfLine + 1;
    if (type !== 'blob') {
      at = start;
      return undefined;
    }
    at = start + Number(size) + 1;
    return output.subarray(start, start + Number(size)).toString('utf8');
  });
}

const isConfig = (file) => /^(?:package\.json|prisma\.config\.\w+)$/.test(path.basename(file));
const isAbove = (file, inner) => inner.startsWith(path.dirname(file) === '.' ? '' : `${path.dirname(file)}/`);

/**
 * A project: `schema` is each of its schema files as [path, text], `migrations` each of its migrations as
 * { name, file, sql } in order, `others` the other files that Prisma reads.
 *
 * @param facts { commit, migrations, schema }: the commit, the folder of the history, and the schema's file or folder
 */
export function readProject(directory, { commit, migrations: folder, schema }) {
  const files = filesIn(directory, commit);
  const isSchema = (file) => file === schema || (file.startsWith(`${schema}/`) && file.endsWith('.prisma'));
  const schemaFiles = files.filter(isSchema);
  const inHistory = files.filter((file) => file.startsWith(`${folder}/`));
  const scripts = inHistory
    .filter((file) => /^[^/]+\/migration\.sql$/.test(file.slice(folder.length + 1)))
    .sort((one, other) => (path.dirname(one) < path.dirname(other) ? -1 : 1));
  const others = files.filter(
    (file) => file === `${folder}/migration_lock.toml` || (isConfig(file) && isAbove(file, schema)),
  );
  const read = (wanted) => {
    const texts = textsOf(directory, commit, wanted);
    return wanted.map((file, at) => [file, texts[at]]);
  };
  return {
    schema: read(schemaFiles),
    migrations: read(scripts).map(([file, sql]) => ({ name: path.basename(path.dirname(file)), file, sql })),
    others: read(others),
  };
}
