// Single files and projects that are large in one way only, to see what grows faster than they do.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const schema = 'datasource db {\n  provider = "postgresql"\n  url      = env("DATABASE_URL")\n}\n';
const list = (count, textOf) => Array.from({ length: count }, (_, number) => textOf(number));
const table = (name = 'items') => `CREATE TABLE "${name}" ("id" TEXT NOT NULL, "note" TEXT, "other" TEXT);\n`;
const partial = (number, on = 'items') =>
  `CREATE INDEX "${on}_idx_${number}" ON "${on}" ("note") WHERE "other" = '${number}';\n`;
const partials = (count, on = 'items') => table(on) + list(count, (number) => partial(number, on)).join('');
const names = (count, textOf) => list(count, textOf).join(', ');

/** By name, the usual size and the texts of migrations, the last of which is not committed, and of other files. */
export const shapes = {
  'DROP INDEX of n names': {
    size: 1000,
    migrations: (n) => [partials(n), `DROP INDEX ${names(n, (number) => `"items_idx_${number}"`)};\n`],
  },
  'n statements DROP INDEX': {
    size: 1000,
    migrations: (n) => [partials(n), list(n, (number) => `DROP INDEX "items_idx_${number}";\n`).join('')],
  },
  'n indexes dropped and made again': {
    size: 1000,
    migrations: (n) => [
      partials(n),
      list(n, (number) => `DROP INDEX "items_idx_${number}";\n${partial(number)}`).join(''),
    ],
  },
  'DROP INDEX of n unknown names': {
    size: 1000,
    migrations: (n) => [table(), `DROP INDEX ${names(n, (number) => `"items_idx_${number}"`)};\n`],
  },
  'DROP TABLE of n names': {
    size: 1000,
    migrations: (n) => [
      list(n, (number) => partials(1, `items${number}`)).join(''),
      `DROP TABLE ${names(n, (number) => `"items${number}"`)};\n`,
    ],
  },
  'DROP TABLE of one table with n indexes': {
    size: 1000,
    migrations: (n) => [partials(n), 'DROP TABLE "items" CASCADE;\n'],
  },
  'DROP COLUMN of one column with n indexes': {
    size: 1000,
    migrations: (n) => [partials(n), 'ALTER TABLE "items" DROP COLUMN "note";\n'],
  },
  'a change of type under n indexes': {
    size: 1000,
    migrations: (n) => [partials(n), 'ALTER TABLE "items" ALTER COLUMN "note" TYPE INTEGER USING 1;\n'],
  },
  'ALTER TABLE of n actions that add columns': {
    size: 4000,
    migrations: (n) => [
      table(),
      `ALTER TABLE "items" ${names(n, (number) => `ADD COLUMN "added${number}" TEXT`)};\n`,
    ],
  },
  'ALTER TABLE of n actions that drop columns': {
    size: 4000,
    migrations: (n) => [
      `CREATE TABLE "items" (${names(n, (number) => `"c${number}" TEXT`)});\n`,
      `ALTER TABLE "items" ${names(n, (number) => `DROP COLUMN "c${number}"`)};\n`,
    ],
  },
  'ALTER TABLE of n actions that change types': {
    size: 4000,
    migrations: (n) => [
      `CREATE TABLE "items" (${names(n, (number) => `"c${number}" TEXT`)});\n`,
      `ALTER TABLE "items" ${names(n, (number) => `ALTER COLUMN "c${number}" SET DATA TYPE VARCHAR(10)`)};\n`,
    ],
  },
  'ALTER TABLE of n actions that drop constraints': {
    size: 4000,
    migrations: (n) => [
      `CREATE TABLE "items" (${names(n, (number) => `"c${number}" TEXT, CONSTRAINT "u${number}" UNIQUE ("c${number}")`)});\n`,
      `ALTER TABLE "items" ${names(n, (number) => `DROP CONSTRAINT "u${number}"`)};\n`,
    ],
  },
  'n statements ALTER TABLE ADD COLUMN': {
    size: 2500,
    migrations: (n) => [
      table(),
      list(n, (number) => `ALTER TABLE "items" ADD COLUMN "added${number}" TEXT;\n`).join(''),
    ],
  },
  'n renames of a table with 500 indexes, and their drop': {
    size: 500,
    migrations: (n) => [
      partials(500),
      list(
        n,
        () => 'ALTER TABLE "items" RENAME TO "things";\nALTER TABLE "things" RENAME TO "items";\n',
      ).join('') + list(500, (number) => `DROP INDEX "items_idx_${number}";\n`).join(''),
    ],
  },
  '500 drops before n renames of their table': {
    size: 500,
    migrations: (n) => [
      partials(500),
      list(500, (number) => `DROP INDEX "items_idx_${number}";\n`).join('') +
        list(
          n,
          () => 'ALTER TABLE "items" RENAME TO "things";\nALTER TABLE "things" RENAME TO "items";\n',
        ).join(''),
    ],
  },
  'n renames of a column under 500 indexes, and their drop': {
    size: 500,
    migrations: (n) => [
      partials(500),
      list(
        n,
        () =>
          'ALTER TABLE "items" RENAME COLUMN "note" TO "text";\nALTER TABLE "items" RENAME COLUMN "text" TO "note";\n',
      ).join('') + list(500, (number) => `DROP INDEX "items_idx_${number}";\n`).join(''),
    ],
  },
  'n renames of indexes, forth and back': {
    size: 1000,
    migrations: (n) => [
      partials(n),
      list(
        n,
        (number) =>
          `ALTER INDEX "items_idx_${number}" RENAME TO "renamed";\nALTER INDEX "renamed" RENAME TO "items_idx_${number}";\n`,
      ).join(''),
    ],
  },
  'a file of n statements that do not matter': {
    size: 10000,
    migrations: (n) => [table(), list(n, (number) => `INSERT INTO "items" VALUES ('${number}');\n`).join('')],
  },
  'a file of n CREATE TABLE': {
    size: 2500,
    migrations: (n) => [table(), list(n, (number) => table(`items${number}`)).join('')],
  },
  'a file of n statements that the grammar refuses': {
    size: 1000,
    migrations: (n) => [table(), list(n, (number) => `DROP INDEX WRONG ${number};\n`).join('')],
  },
  'n suppression comments in use': {
    size: 1000,
    migrations: (n) => [
      partials(n),
      list(
        n,
        (number) =>
          `-- migration-guard-ignore drop-protected-index: not needed\nDROP INDEX "items_idx_${number}";\n`,
      ).join(''),
    ],
  },
  'n suppression comments that match nothing': {
    size: 2500,
    migrations: (n) => [
      table(),
      list(n, () => '-- migration-guard-ignore drop-protected-index: not needed\nSELECT 1;\n').join(''),
    ],
  },
  'n suppressions of a file': {
    size: 2500,
    migrations: (n) => [
      partials(1),
      list(n, () => '-- migration-guard-ignore-file drop-protected-index: not needed\n').join('') +
        'DROP INDEX "items_idx_0";\n',
    ],
  },
  'n entries of ignore in migration-guard.json': {
    size: 1000,
    migrations: (n) => [partials(n), list(n, (number) => `DROP INDEX "items_idx_${number}";\n`).join('')],
    files: (n, [, draft]) => ({
      'migration-guard.json': JSON.stringify({
        ignore: list(n, (number) => ({
          ...{ migration: draft, rule: 'drop-protected-index', index: `items_idx_${number}` },
          reason: 'not needed',
        })),
      }),
    }),
  },
  'n entries of drift-ignore.json': {
    size: 500,
    migrations: (n) => [partials(n), list(n, (number) => `DROP INDEX "items_idx_${number}";\n`).join('')],
    files: (n) => ({
      'prisma/drift-ignore.json': JSON.stringify({
        protectedIndexes: list(n, (number) => ({
          ...{ name: `items_idx_${number}`, table: 'items', description: 'needed' },
        })),
      }),
    }),
  },
  'an index expression of n terms, dropped': {
    size: 1000,
    migrations: (n) => [
      `${table()}CREATE INDEX "long" ON "items" ((${list(n, (number) => `coalesce("note", '${number}')`).join(' || ')}));\n`,
      'DROP INDEX "long";\n',
    ],
  },
  'an index whose WHERE has n terms, made again': {
    size: 1000,
    migrations: (n) => {
      const made = `CREATE INDEX "long" ON "items" ("note") WHERE ${list(n, (number) => `"other" <> '${number}'`).join(' AND ')};\n`;
      return [table() + made, `DROP INDEX "long";\n${made}`];
    },
  },
  'n nested blocks of parentheses': {
    size: 250,
    migrations: (n) => [
      `${table()}CREATE INDEX "deep" ON "items" (${'('.repeat(n)}"note"${')'.repeat(n)});\n`,
      'DROP INDEX "deep";\n',
    ],
  },
  'n partitions under one index': {
    size: 500,
    migrations: (n) => [
      `CREATE TABLE "items" ("id" INTEGER, "note" TEXT) PARTITION BY LIST ("id");\n${list(
        n,
        (number) => `CREATE TABLE "items${number}" PARTITION OF "items" FOR VALUES IN (${number});\n`,
      ).join('')}CREATE INDEX "whole" ON "items" ("note") WHERE "id" > 0;\n`,
      'DROP INDEX "whole";\n',
    ],
  },
  'n values of one enum, one statement each': {
    size: 1000,
    migrations: (n) => [
      table(),
      list(n, (number) => `CREATE TYPE "kind${number}" AS ENUM ('a');\n`).join(''),
    ],
  },
};

const migrationNames = ['20250101000000_first', '20250102000000_second'];

/** Writes one of them to disk, with its first migration committed. */
export function shapedProject(folder, { migrations, files }, size) {
  const [first, second] = migrations(size);
  const write = (file, text) => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  };
  const git = (...args) => execFileSync('git', ['-C', folder, ...args], { stdio: 'ignore' });
  write('package.json', '{ "name": "bench", "private": true, "devDependencies": { "prisma": "^6.19.0" } }\n');
  write('prisma/schema.prisma', schema);
  write('prisma/migrations/migration_lock.toml', 'provider = "postgresql"\n');
  for (const [file, text] of Object.entries(files?.(size, migrationNames) ?? {})) write(file, text);
  write(`prisma/migrations/${migrationNames[0]}/migration.sql`, first);
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('-c', 'user.name=Bench', '-c', 'user.email=bench@example.invalid', 'commit', '--quiet', '-m', 'First');
  write(`prisma/migrations/${migrationNames[1]}/migration.sql`, second);
}
