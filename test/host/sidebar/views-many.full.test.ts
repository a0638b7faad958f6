import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { isFullRun } from '../../helpers/full';
import {
  checksumOfText,
  migrationsTable,
  otherDatabase,
  startProjectDatabase,
  type ProjectDatabase,
} from '../suite/database';
import { refresh, viewLines } from './sidebar';

const root = vscode.workspace.workspaceFolders![0]!.uri.fsPath;

const nameOf = (number: number): string => `${20200101000000 + number}_step_${number}`;

/** Writes a project of so many migrations beside the other one, with the variable that it reads its URL from. */
function writeProject(name: string, count: number, variable: string): Map<string, string> {
  const folder = path.join(root, 'packages', name);
  const texts = new Map<string, string>();
  for (let number = 0; number < count; number++) {
    const migration = nameOf(number);
    const text = `CREATE TABLE "${name}_${number}" ("id" INTEGER PRIMARY KEY);\n`;
    texts.set(migration, text);
    const target = path.join(folder, 'prisma/migrations', migration);
    fs.mkdirSync(target, { recursive: true });
    fs.writeFileSync(path.join(target, 'migration.sql'), text);
  }
  fs.writeFileSync(
    path.join(folder, 'prisma/schema.prisma'),
    'datasource db {\n  provider = "postgresql"\n}\n\nmodel Item {\n  id Int @id\n}\n',
  );
  fs.writeFileSync(
    path.join(folder, 'prisma.config.ts'),
    `export default { schema: 'prisma/schema.prisma', datasource: { url: process.env.${variable} ?? '' } };\n`,
  );
  return texts;
}

/** Two pages and a rest; in the full run, more than anybody has. */
const count = isFullRun ? 5_000 : 500;

describe(`a window with two projects, of which one has ${count} migrations`, function () {
  this.timeout(120_000);
  let first: ProjectDatabase;

  before(async () => {
    first = await startProjectDatabase();
    await first.applyCommitted();
    const texts = writeProject('many', count, 'MANY_DATABASE_URL');
    const second = await otherDatabase();
    await second.run(migrationsTable);
    const rows = [...texts].map(
      ([name, text], at) =>
        `('${at}', '${checksumOfText(text)}', '${name}', '2026-01-21 12:00Z', '2026-01-21 12:00Z', 1)`,
    );
    rows.pop();
    await second.run(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES ${rows.join()}`,
    );
    process.env['MANY_DATABASE_URL'] = second.url;
  });

  after(async () => {
    delete process.env['MANY_DATABASE_URL'];
    fs.rmSync(path.join(root, 'packages'), { recursive: true, force: true });
    await first.close();
    await refresh();
  });

  it('shows each with its own, the long group by pages', async () => {
    await refresh();
    const lines = await viewLines();
    assert.ok(
      lines.includes('memories › Needs attention › 20260301120000_add_tags · pending · 2 errors'),
      lines[0],
    );
    assert.ok(lines.includes(`packages/many › Pending › ${nameOf(count - 1)} · pending`));
    const applied = lines.filter((line) => line.startsWith('packages/many › Applied › '));
    assert.equal(applied.length, 201);
    assert.equal(applied[0], `packages/many › Applied › ${nameOf(count - 2)} · applied 2026-01-21`);
    assert.equal(
      applied.at(-1),
      `packages/many › Applied › Show more (${(count - 201).toLocaleString()} left)`,
    );
  });

  it('shows another page when asked', async () => {
    const target = vscode.Uri.file(path.join(root, 'packages/many'));
    await vscode.commands.executeCommand('migrationGuard.showMore', `${target.toString()} applied`);
    const lines = await viewLines();
    assert.equal(lines.filter((line) => line.startsWith('packages/many › Applied › ')).length, 401);
  });

  it('shows why nothing is known about one of them, and goes on with the other', async () => {
    delete process.env['MANY_DATABASE_URL'];
    await refresh();
    const lines = await viewLines();
    assert.ok(lines.some((line) => line.startsWith('packages/many › No database URL · ')));
    assert.ok(lines.includes('memories › Needs attention › 20260301120000_add_tags · pending · 2 errors'));
  });
});
