// npm run bench:database: status and check-drift beside `prisma migrate status`, on one database with all migrations
// applied. The rows are written by SQL: Prisma would take hours to apply 10,000 migrations, and writes the same.
//   --sizes 1000,10000   how many migrations
//   --runs 5             turns of each program; the median counts
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { apply, config } from './input/applied.mjs';
import { generatedProject } from './input/project.mjs';
import { interleaved } from './measure.mjs';
import { megabytes, ratio, table, time } from './table.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const { values } = parseArgs({
  options: { sizes: { type: 'string', default: '1000,10000' }, runs: { type: 'string', default: '5' } },
});

execFileSync(process.execPath, ['esbuild.js'], { cwd: top });
execFileSync(process.execPath, ['esbuild.js', '--tests'], { cwd: top });
const { startServer } = require('../out/test/helpers/postgres-server.js');
const { prismaEnvironment } = require('../out/test/helpers/prisma-cli.js');

function programs(folder) {
  const prisma = path.join(top, 'node_modules', 'prisma', 'build', 'index.js');
  const cli = path.join(top, 'dist', 'cli.js');
  const of = (name, args, okCodes) => ({ name, command: process.execPath, args, cwd: folder, okCodes });
  return [
    of('migration-guard status', [cli, 'status'], [0, 1]),
    of('migration-guard check-drift', [cli, 'check-drift'], [0, 1]),
    of('prisma migrate status', [prisma, 'migrate', 'status'], [0, 1]),
  ];
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-bench-'));
const server = await startServer();
try {
  for (const size of values.sizes.split(',').map(Number)) {
    const project = path.join(folder, String(size));
    await generatedProject(project, size);
    fs.writeFileSync(path.join(project, 'prisma.config.mjs'), config);
    fs.symlinkSync(path.join(top, 'node_modules'), path.join(project, 'node_modules'), 'junction');
    const url = await server.createDatabase();
    await apply(url, project);
    Object.assign(process.env, prismaEnvironment(project), { DATABASE_URL: url });
    const results = await interleaved(programs(project), Number(values.runs), (text) => console.error(text));
    const prisma = results.find(({ name }) => name.startsWith('prisma'));
    const rows = results.map(({ name, wall, memory, failed }) =>
      failed ? [name, failed, '', ''] : [name, time(wall), ratio(wall, prisma.wall), megabytes(memory)],
    );
    console.log(`\n${size.toLocaleString('en')} migrations\n`);
    console.log(table(['command', 'median', 'to Prisma', 'memory'], rows));
  }
} finally {
  await server.stop();
  fs.rmSync(folder, { recursive: true, force: true });
}
