// The command lines that are measured, each as its own documentation has it.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrationsOf } from './input/project.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const ours = path.join(here, '..', 'dist', 'cli.js');
const peer = (name) => path.join(here, 'node_modules', '.bin', name);
const usualFolder = 'prisma/migrations';

/** Ours first. A finding makes most of them exit with 1. */
export function programsFor(project, folder = usualFolder) {
  const files = migrationsOf(project, folder);
  // The last two know no other folder than the usual one, below where they are called.
  const isUsual = folder.endsWith(usualFolder);
  const [above] = folder.split(usualFolder);
  return [
    lintBy(ours, project, folder === usualFolder ? [] : [folder]),
    squawkOn(project, files),
    {
      name: '@postgres-language-server/cli',
      command: peer('postgres-language-server'),
      args: ['check', '--disable-db', folder],
    },
    { name: '@flvmnt/pgfence', command: peer('pgfence'), args: ['analyze', '--format', 'prisma', ...files] },
    ...(isUsual
      ? [
          {
            name: 'prisma-strong-migrations',
            command: peer('prisma-strong-migrations'),
            args: ['lint'],
            cwd: path.join(project, above),
          },
        ]
      : []),
  ].map((program) => ({ cwd: project, okCodes: [0, 1], ...program }));
}

/** Our `lint`, of this build or another, such as that of an earlier commit. */
export function lintBy(cli, project, args = [], name = 'migration-guard') {
  return { name, command: cli, args: ['lint', ...args], cwd: project, okCodes: [0, 1] };
}

/** Our command line as it was built last. */
export const builtCli = ours;

export function squawkOn(project, files) {
  return { name: 'squawk-cli', command: peer('squawk'), args: files, cwd: project, okCodes: [0, 1] };
}
