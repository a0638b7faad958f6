// npm run bench:safe-migrate: safe-migrate beside the `prisma migrate dev --create-only` that it runs, on one database with
// all migrations applied. Each migration makes a table with an index; the schema asks for one column more.
//   --sizes 10,100,1000   how many migrations
//   --runs 5              turns of each program; the median counts
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { apply, config } from './input/applied.mjs';
import { interleaved } from './measure.mjs';
import { megabytes, table, time } from './table.mjs';

const top = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
const { values } = parseArgs({
  options: { sizes: { type: 'string', default: '10,100,1000' }, runs: { type: 'string', default: '5' } },
});

execFileSync(process.execPath, ['esbuild.js'], { cwd: top });
execFileSync(process.execPath, ['esbuild.js', '--tests'], { cwd: top });
const { startServer } = require('../out/test/helpers/postgres-server.js');
const { runSql } = require('../out/test/helpers/sql.js');
const { prismaEnvironment } = require('../out/test/helpers/prisma-cli.js');

const sqlOf = (name) => `-- CreateTable
CREATE TABLE "${name}" (
    "id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,

    CONSTRAINT "${name}_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "${name}_title_idx" ON "${name}"("title");
`;
const modelOf = (name) => `model ${name} {\n  id    Int    @id\n  title String\n\n  @@index([title])\n}\n`;

/** A project whose last migration makes an index that Prisma would drop. Returns the SQL of its history. */
function writeProject(folder, size) {
  const names = Array.from({ length: size - 1 }, (_, at) => `t${String(at).padStart(5, '0')}`);
  const sqls = [...names.map(sqlOf), `CREATE INDEX "by_hand" ON "${names[0]}" (lower("title"), "id");\n`];
  sqls.push(`CREATE INDEX "covering" ON "${names[0]}" ("id") INCLUDE ("title");\n`);
  const files = {
    'package.json': '{}',
    'prisma.config.mjs': config,
    'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n',
    'prisma/schema.prisma':
      `datasource db {\n  provider = "postgresql"\n}\n\n${names.map(modelOf).join('\n')}`.replace(
        'title String\n',
        'title String\n  note  String?\n',
      ),
  };
  sqls.forEach((sql, at) => {
    files[`prisma/migrations/${String(20200101000000 + at)}_m/migration.sql`] = sql;
  });
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  }
  fs.symlinkSync(path.join(top, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
  return sqls.join('');
}

function programs(folder) {
  const prisma = path.join(top, 'node_modules', 'prisma', 'build', 'index.js');
  const cli = path.join(top, 'dist', 'cli.js');
  const migrations = path.join(folder, 'prisma', 'migrations');
  const after = () => {
    for (const name of fs.readdirSync(migrations).filter((one) => one.endsWith('_next'))) {
      fs.rmSync(path.join(migrations, name), { recursive: true });
    }
  };
  const of = (name, args) => ({ name, command: process.execPath, args, cwd: folder, okCodes: [0], after });
  const safe = [cli, 'safe-migrate', '--name', 'next', '--timeout', '900'];
  return [
    of('prisma migrate dev --create-only', [prisma, 'migrate', 'dev', '--create-only', '--name', 'next']),
    of('safe-migrate --no-verify --no-drift-check', [...safe, '--no-verify', '--no-drift-check']),
    of('safe-migrate', safe),
    of('safe-migrate --offline', [...safe, '--offline']),
  ];
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'migration-guard-bench-'));
const server = await startServer();
try {
  for (const size of values.sizes.split(',').map(Number)) {
    const project = path.join(folder, String(size));
    const sql = writeProject(project, size);
    const url = await server.createDatabase();
    await runSql(url, sql);
    await apply(url, project);
    Object.assign(process.env, prismaEnvironment(project), { DATABASE_URL: url });
    const results = await interleaved(programs(project), Number(values.runs), (text) => console.error(text));
    const [prisma] = results;
    const rows = results.map(({ name, wall, cpu, memory, failed }) =>
      failed
        ? [name, failed, '', '', '']
        : [name, time(wall), time(wall - prisma.wall), cpu ? time(cpu) : '–', megabytes(memory)],
    );
    console.log(`\n${size.toLocaleString('en')} migrations\n`);
    console.log(table(['command', 'median', 'on top of Prisma', 'processor', 'memory'], rows));
  }
} finally {
  await server.stop();
  fs.rmSync(folder, { recursive: true, force: true });
}
