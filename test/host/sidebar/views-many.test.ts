import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { openEmbedded } from '../../../src/adapters/embedded/open-embedded';
import {
  checksumOfText,
  migrationsTable,
  startProjectDatabase,
  type ProjectDatabase,
} from '../suite/database';
import { refresh, viewLines } from './sidebar';

const root = vscode.workspace.workspaceFolders![0]!.uri.fsPath;

/** Writes a project of so many migrations beside the other one, with the variable that it reads its URL from. */
function writeProject(name: string, count: number, variable: string): Map<string, string> {
  const folder = path.join(root, 'packages', name);
  const texts = new Map<string, string>();
  for (let number = 0; number < count; number++) {
    const migration = `${20200101000000 + number}_step_${number}`;
    const text = `CREATE TABLE "${name}_${number}" ("id" INTEGER PRIMARY KEY);\n`;
    texts.set(migration, text);
    const place = path.join(folder, 'prisma/migrations', migration);
    fs.mkdirSync(place, { recursive: true });
    fs.writeFileSync(path.join(place, 'migration.sql'), text);
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

describe('a window with two projects, of which one has 5,000 migrations', function () {
  this.timeout(120_000);
  let first: ProjectDatabase;
  let second: Awaited<ReturnType<typeof openEmbedded>>;

  before(async () => {
    first = await startProjectDatabase();
    await first.applyCommitted();
    const texts = writeProject('many', 5_000, 'MANY_DATABASE_URL');
    second = await openEmbedded([]);
    await second.run(migrationsTable);
    const rows = [...texts].map(
      ([name, text], at) =>
        `('${at}', '${checksumOfText(text)}', '${name}', '2026-01-21 12:00Z', '2026-01-21 12:00Z', 1)`,
    );
    rows.pop();
    await second.run(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES ${rows.join()}`,
    );
    process.env['MANY_DATABASE_URL'] = await second.serve();
  });

  after(async () => {
    delete process.env['MANY_DATABASE_URL'];
    fs.rmSync(path.join(root, 'packages'), { recursive: true, force: true });
    await second.close();
    await first.close();
    await refresh();
  });

  it('shows each with its own, the long group by pages', async () => {
    await refresh();
    const lines = await viewLines();
    assert.ok(lines.includes('memories › Pending › 20260301120000_add_tags · pending'), lines[0]);
    assert.ok(lines.includes('packages/many › Pending › 20200101004999_step_4999 · pending'));
    const applied = lines.filter((line) => line.startsWith('packages/many › Applied › '));
    assert.equal(applied.length, 201);
    assert.match(applied[0]!, /step_4998 · applied 2026-01-21$/);
    assert.equal(applied.at(-1), `packages/many › Applied › Show more (${(4_799).toLocaleString()} left)`);
  });

  it('shows another page when asked', async () => {
    const place = vscode.Uri.file(path.join(root, 'packages/many'));
    await vscode.commands.executeCommand('migrationGuard.showMore', `${place.toString()} applied`);
    const lines = await viewLines();
    assert.equal(lines.filter((line) => line.startsWith('packages/many › Applied › ')).length, 401);
  });

  it('tells why nothing is known of one of them, and goes on with the other', async () => {
    delete process.env['MANY_DATABASE_URL'];
    await refresh();
    const lines = await viewLines();
    assert.ok(lines.some((line) => line.startsWith('packages/many › No database URL · ')));
    assert.ok(lines.includes('memories › Pending › 20260301120000_add_tags · pending'));
  });
});
