#!/usr/bin/env node
// What the package `prisma` of version 8 has as its bin, without the commands that are not about the ORM: the same
// engine and the same commands, in a fiftieth of its size. Restarts itself on a node that Prisma 8 supports, which
// test/prisma8/packages.mjs puts beside it, where it is started by an older one.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major] = process.versions.node.split('.').map(Number);
if (major >= 24) {
  const { runPrisma } = await import('./run-prisma.js');
  process.exit(await runPrisma(process.argv.slice(2), { stdout: process.stdout, stderr: process.stderr }));
}
const program = fs.readFileSync(new URL('./node.txt', import.meta.url), 'utf8').trim();
const { status, signal } = spawnSync(program, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
if (signal) process.kill(process.pid, signal);
process.exit(status ?? 1);
