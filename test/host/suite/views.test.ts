import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { eventually } from '../eventually';
import { setDatabaseUrl, startProjectDatabase, type ProjectDatabase } from './database';
import { refresh, viewLines } from '../sidebar/sidebar';

const root = vscode.workspace.workspaceFolders![0]!.uri.fsPath;
const migrations = path.join(root, 'prisma/migrations');
const fileOf = (label: string) => {
  const name = fs.readdirSync(migrations).find((one) => one.endsWith(label));
  return path.join(migrations, name!, 'migration.sql');
};

describe('the sidebar of a project whose database answers', () => {
  let database: ProjectDatabase;
  const original = fs.readFileSync(fileOf('_chunk_groups'), 'utf8');

  before(async function () {
    this.timeout(120_000);
    database = await startProjectDatabase();
    await database.applyCommitted();
  });

  after(() => database.close());

  afterEach(() => fs.writeFileSync(fileOf('_chunk_groups'), original));

  it('has what is pending and what is applied, and the protected indexes by table', async () => {
    await refresh();
    await eventually(async () =>
      assert.deepEqual(await viewLines(), [
        'Needs attention › 20260301120000_add_tags · pending · 2 errors',
        'Applied › 20260112160540_no_default_title · applied 2026-01-21',
        'Applied › 20251127020000_restore_vector_index · applied 2026-01-21',
        'Applied › 20251125101822_rename_chats · applied 2026-01-21',
        'Applied › 20251119083012_chunk_groups · applied 2026-01-21',
        'Applied › 20251106141500_vector_index · applied 2026-01-21',
        'Applied › 20251104093000_init · applied 2026-01-21',
        'memories · 1 of 2 in danger › idx_memories_embedding · would be dropped by add_tags · ivfflat',
        'memories · 1 of 2 in danger › memories_chunk_group_id_idx · in place · btree',
      ]),
    );
  });

  it('has a drifted migration under what needs attention, by itself once the file is saved', async () => {
    await refresh();
    fs.writeFileSync(fileOf('_chunk_groups'), original.replace('Few memories', 'Only few memories'));
    const has = async (start: string) => {
      const lines = await viewLines();
      assert.ok(
        lines.some((line) => line.startsWith(start)),
        lines.join('\n'),
      );
    };
    await eventually(() => has('Needs attention › 20251119083012_chunk_groups · drifted, cosmetic'));
    fs.writeFileSync(fileOf('_chunk_groups'), original.replace('WHERE', 'WHERE 1 = 1 AND'));
    await refresh();
    await has('Needs attention › 20251119083012_chunk_groups · drifted, SQL changed');
  });

  it('has an index that is gone, until it is made again', async () => {
    await database.run('ALTER INDEX "idx_memories_embedding" RENAME TO "elsewhere"');
    await refresh();
    assert.ok(
      (await viewLines()).includes(
        'memories · 1 of 2 not in place › idx_memories_embedding · missing · ivfflat',
      ),
    );
    await database.run('ALTER INDEX "elsewhere" RENAME TO "idx_memories_embedding"');
    await refresh();
    assert.ok(
      (await viewLines()).some((line) =>
        line.startsWith('memories · 1 of 2 in danger › idx_memories_embedding · would be'),
      ),
    );
  });

  it('says so where a migration is missing here, or has failed', async () => {
    await database.run(`INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
      VALUES ('gone', 'x', '20260201000000_gone', '2026-02-01 12:00Z', '2026-02-01 12:00Z', 1)`);
    await database.run(`INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, logs, applied_steps_count)
      VALUES ('bad', 'x', '20260301120000_add_tags', '2026-03-01 12:00Z', 'ERROR: no such table', 0)`);
    await refresh();
    const lines = await viewLines();
    await database.run(`DELETE FROM "_prisma_migrations" WHERE id IN ('gone', 'bad')`);
    assert.deepEqual(
      lines.slice(0, 2).map((line) => line.replace(/ · \d errors$/, '')),
      [
        'Needs attention › 20260301120000_add_tags · failed 2026-03-01',
        'Needs attention › 20260201000000_gone · missing here, applied 2026-02-01',
      ],
    );
  });

  it('keeps what was known when the database goes away, with the reason above', async () => {
    await refresh();
    const known = await viewLines();
    const url = process.env['DATABASE_URL'];
    await setDatabaseUrl('postgresql://nobody@127.0.0.1:1/none');
    await refresh();
    const [reason, ...others] = await viewLines();
    assert.equal(
      reason,
      'Database not reachable · Nothing answers at 127.0.0.1:1/none. Start the database, or correct its URL. › Try Again',
    );
    assert.deepEqual(others, known);
    await setDatabaseUrl(url);
    await refresh();
    assert.deepEqual(await viewLines(), known);
  });
});
