import { acceptsChecksum, type Sha256 } from '../core/drift/checksum';
import { isApplied, type MigrationRow } from '../core/database/migration-row';
import type { Whereabouts } from '../core/status/whereabouts';
import type { LintSource } from './lint-source';

/**
 * Where the migrations are, by name, that a database has applied and that are missing here. A folder that was only renamed
 * here has the text that the row was made from; git is asked for the others.
 */
export async function whereaboutsOf(
  missing: readonly MigrationRow[],
  { migrations, archive }: Pick<LintSource, 'migrations' | 'archive'>,
  sha256: Sha256,
): Promise<ReadonlyMap<string, Whereabouts>> {
  const inGit = await archive?.whereIs(missing.map(({ name }) => name));
  const found = new Map<string, Whereabouts>();
  for (const row of missing) {
    const where = inGit?.get(row.name);
    if (where === undefined || where.kind === 'head') {
      const same = isApplied(row) ? renamedTo(row, migrations, sha256) : undefined;
      if (same !== undefined) {
        found.set(row.name, { kind: 'renamed-here', to: same });
        continue;
      }
    }
    if (where) found.set(row.name, where);
  }
  return found;
}

/** The name of a migration with the row's text; none where the text says nothing, as an empty one. */
function renamedTo(
  { checksum }: MigrationRow,
  migrations: LintSource['migrations'],
  sha256: Sha256,
): string | undefined {
  return migrations.find(({ text }) => text.trim() !== '' && acceptsChecksum(text, checksum, sha256))?.name;
}
