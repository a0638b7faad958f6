import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { DatabaseUrl } from '../../../src/core/environment/database-url';
import { openDatabase } from '../../../src/adapters/database/open-database';
import { startPglite } from '../../helpers/pglite-server';
import { runSql } from '../../helpers/sql';

interface EmptyDatabase {
  readonly url: string;
  /** On a connection of its own: the extension may be in the middle of a transaction in the one session that there is. */
  readonly run: (sql: string) => Promise<void>;
}

/** The database of the workspace's project: an embedded PostgreSQL that takes connections. */
export interface ProjectDatabase {
  readonly run: (sql: string) => Promise<void>;
  /** Applies the migrations that git has, as Prisma does, with their rows. */
  readonly applyCommitted: () => Promise<void>;
  /** Applies one, with its row. */
  readonly apply: (migration: vscode.Uri) => Promise<void>;
  /** The checksum in the row of a migration, by the name of its folder. */
  readonly checksumOf: (name: string) => Promise<string | undefined>;
  /** The names of the indexes that are there. */
  readonly indexNames: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** Each takes a second or two to start, so the tests of a window share them; what they leave, the next one clears. */
const opened = new Map<'project' | 'other', ReturnType<typeof startPglite>>();

// Of the root suite, because this file is loaded with the files of tests.
after(async () => {
  for (const database of opened.values()) await (await database).stop();
});

/** An embedded PostgreSQL with nothing in it but pgvector to be created, for one test or suite at a time. */
async function emptyDatabase(which: 'project' | 'other'): Promise<EmptyDatabase> {
  const opening = opened.get(which) ?? startPglite();
  opened.set(which, opening);
  const { url } = await opening;
  const run = async (sql: string): Promise<void> => {
    await runSql(url, sql);
  };
  await run('DROP SCHEMA public CASCADE; CREATE SCHEMA public; RESET ALL');
  return { url, run };
}

/** The one that is beside the project's own: that of another environment, or of another project. */
export const otherDatabase = (): Promise<EmptyDatabase> => emptyDatabase('other');

/** As Prisma makes it. */
export const migrationsTable = `CREATE TABLE "_prisma_migrations" (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
  migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`;

/** As Prisma computes it. */
export function checksumOfText(text: string): string {
  return crypto.createHash('sha256').update(text).digest('hex');
}

/** Starts it and lets the project's Prisma config find it, as a person does who sets DATABASE_URL. */
export async function startProjectDatabase(): Promise<ProjectDatabase> {
  const { url, run } = await emptyDatabase('project');
  await setDatabaseUrl(url);
  const reader = openDatabase(DatabaseUrl.parse(url, 'the test'));
  const apply = async ({ fsPath: file }: vscode.Uri): Promise<void> => {
    const text = fs.readFileSync(file, 'utf8');
    await run(text);
    await run(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES (gen_random_uuid()::text, '${checksumOfText(text)}', '${nameOf(file)}', '2026-01-21 12:00Z', '2026-01-21 12:00:01Z', 1)`,
    );
  };
  return {
    run,
    apply,
    applyCommitted: async () => {
      await run(migrationsTable);
      const files = await vscode.workspace.findFiles('**/migrations/*/migration.sql');
      const committed = files.filter(({ path: file }) => !nameOf(file).endsWith('_add_tags'));
      for (const file of committed.sort((a, b) => a.path.localeCompare(b.path))) await apply(file);
    },
    checksumOf: async (name) => (await reader.readRows())?.find((row) => row.name === name)?.checksum,
    indexNames: async () =>
      (await runSql<{ indexname: string }>(url, 'SELECT indexname FROM pg_indexes')).map(
        ({ indexname }) => indexname,
      ),
    close: async () => {
      await setDatabaseUrl(undefined);
      await reader.close();
    },
  };
}

/** For this process, and for the terminals, which have their environment from another one. */
export async function setDatabaseUrl(url: string | undefined): Promise<void> {
  if (url === undefined) delete process.env['DATABASE_URL'];
  else process.env['DATABASE_URL'] = url;
  const settings = vscode.workspace.getConfiguration('terminal.integrated.env');
  const { platform } = process;
  const system = platform === 'darwin' ? 'osx' : platform === 'win32' ? 'windows' : 'linux';
  const environment = url === undefined ? undefined : { DATABASE_URL: url };
  await settings.update(system, environment, vscode.ConfigurationTarget.Global);
}

/** The name of the migration whose file that is. */
function nameOf(file: string): string {
  return path.basename(path.dirname(file));
}
