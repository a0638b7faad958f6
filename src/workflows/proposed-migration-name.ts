import { migrationLabel } from '../core/migration-names';
import { proposeMigrationName } from '../core/prisma-schema/propose-name';
import type { LintSource } from './lint-source';

/**
 * A name for the migration that the schema's change needs.
 *
 * @param source whose history has HEAD for its base
 * @returns undefined where nothing can be proposed: no change, too many, or no git
 */
export async function proposedMigrationName({
  schema,
  migrations,
  history,
}: Pick<LintSource, 'schema' | 'migrations' | 'history'>): Promise<string | undefined> {
  if (migrations.length === 0) return 'init';
  const before = await history?.schemaAtBase();
  if (before === undefined || before.length === 0) return undefined;
  const name = proposeMigrationName(before, schema);
  return name === undefined ? undefined : migrationLabel(name);
}
