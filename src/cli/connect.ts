import { DatabaseUrl } from '../core/environment/database-url';
import type { LintSource } from '../workflows/lint-source';
import type { OpenDatabase } from '../db/open-database';

/** Finds the URL of an environment's database. Nothing is connected yet. */
export async function connect(source: LintSource, environment: string): Promise<OpenDatabase> {
  const { openDatabase } = await import('../db/open-database');
  if (environment !== 'local') throw new Error(source.root);
  return openDatabase(DatabaseUrl.parse(process.env['DATABASE_URL'] ?? '', 'DATABASE_URL'));
}
