import { migrationNames } from '../core/migration-names';
import type { LintSource } from './lint-source';

/**
 * Names for new migrations of a project, which Prisma applies after all that are there.
 *
 * @param label as a person writes it
 * @param count how many are needed; several are numbered
 * @param now milliseconds since 1970
 * @throws HumanError where nothing is left of the label, or no name sorts behind the last folder
 */
export function newMigrationNames(
  { migrations, emptyFolders = [], prisma }: Pick<LintSource, 'migrations' | 'emptyFolders' | 'prisma'>,
  label: string,
  count: number,
  now: number,
): string[] {
  const existing = [...migrations.map(({ name }) => name), ...emptyFolders];
  return migrationNames(label, count, existing, now, prisma.version);
}
