// The command lines that are measured, each as its own documentation has it.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrationsOf } from './input/project.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const ours = path.join(here, '..', 'dist', 'cli.js');
const peer = (name) => path.join(here, 'node_modules', '.bin', name);

/** Ours first. A finding makes most of them exit with 1. */
export function programsFor(project) {
  const files = migrationsOf(project);
  return [
    { name: 'migration-guard', command: ours, args: ['lint'] },
    { name: 'squawk-cli', command: peer('squawk'), args: files },
    {
      name: '@postgres-language-server/cli',
      command: peer('postgres-language-server'),
      args: ['check', '--disable-db', 'prisma/migrations'],
    },
    { name: '@flvmnt/pgfence', command: peer('pgfence'), args: ['analyze', '--format', 'prisma', ...files] },
    { name: 'prisma-strong-migrations', command: peer('prisma-strong-migrations'), args: ['lint'] },
  ].map((program) => ({ ...program, cwd: project, okCodes: [0, 1] }));
}
