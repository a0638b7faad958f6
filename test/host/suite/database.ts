import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { openEmbedded } from '../../../src/embedded/open-embedded';

/** The database of the workspace's project: an embedded PostgreSQL that takes connections. */
export interface ProjectDatabase {
  readonly run: (sql: string) => Promise<void>;
  /** Applies the migrations that git has, as Prisma does, with their rows. */
  readonly applyCommitted: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const table = `CREATE TABLE "_prisma_migrations" (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
  migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`;

/** Starts it and lets the project's Prisma config find it, as a person does who sets DATABASE_URL. */
export async function startProjectDatabase(): Promise<ProjectDatabase> {
  const database = await openEmbedded(['vector']);
  process.env['DATABASE_URL'] = await database.serve();
  return {
    run: database.run,
    applyCommitted: async () => {
      await database.run(table);
      const files = await vscode.workspace.findFiles('**/migrations/*/migration.sql');
      const texts = files
        .map(({ path: file }) => ({
          name: path.basename(path.dirname(file)),
          text: fs.readFileSync(file, 'utf8'),
        }))
        .filter(({ name }) => !name.endsWith('_add_tags'))
        .sort((a, b) => a.name.localeCompare(b.name));
      for (const { name, text } of texts) {
        await database.run(text);
        const checksum = crypto.createHash('sha256').update(text).digest('hex');
        await database.run(
          `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
           VALUES (gen_random_uuid()::text, '${checksum}', '${name}', '2026-01-21 12:00Z', '2026-01-21 12:00:01Z', 1)`,
        );
      }
    },
    close: async () => {
      delete process.env['DATABASE_URL'];
      await database.close();
    },
  };
}
