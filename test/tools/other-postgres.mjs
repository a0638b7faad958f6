// For the tests that run on more than one PostgreSQL.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../../', import.meta.url));

/** The folder with the programs of Debian's PostgreSQL, the newest where there are several; undefined where there is none. */
export function debiansPostgres(top = '/usr/lib/postgresql') {
  const versions = fs.existsSync(top) ? fs.readdirSync(top) : [];
  return versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => path.join(top, version, 'bin'))
    .find((folder) => ['initdb', 'postgres'].every((name) => fs.existsSync(path.join(folder, name))));
}

/** The built files of the quick tests in test/database that ask a server by test/helpers. */
export function testsOnServers() {
  return fs
    .readdirSync(path.join(project, 'test', 'database'), { recursive: true })
    .map((name) => path.join('test', 'database', name))
    .filter((name) => /(?<!\.full)\.test\.ts$/.test(name))
    .filter((name) =>
      /\b(?:sharedServer|startServer)\b/.test(fs.readFileSync(path.join(project, name), 'utf8')),
    )
    .map((name) => path.join('out', name.replace(/ts$/, 'js')));
}
