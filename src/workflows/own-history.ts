import { acceptsChecksum, type Sha256 } from '../core/drift/checksum';
import type { MigrationRow } from '../core/database/migration-row';
import { HumanError } from '../core/human-error';
import type { LintSource } from './lint-source';
import { grouped } from '../core/grouped';

type Project = Pick<LintSource, 'migrations' | 'emptyFolders' | 'archive'>;

/**
 * Refuses a database that another project migrates: else each of its migrations would be told as missing here, and each of
 * ours as pending there.
 *
 * @throws HumanError where no row belongs to a migration that the project has, or had as far as git knows
 */
export async function assertOwnHistory(
  rows: readonly MigrationRow[] | undefined,
  { migrations, emptyFolders = [], archive }: Project,
  location: string,
  sha256: Sha256,
): Promise<void> {
  if (rows === undefined || rows.length === 0) return;
  const names = new Set([...migrations.map(({ name }) => name), ...emptyFolders]);
  if (rows.some(({ name }) => names.has(name))) return;
  // Folders may have been renamed, all of them.
  if (migrations.some(({ text }) => rows.some(({ checksum }) => acceptsChecksum(text, checksum, sha256))))
    return;
  const known = await archive?.whereIs([...new Set(rows.map(({ name }) => name))]);
  if (known !== undefined && known.size > 0) return;
  const count = new Set(rows.map(({ name }) => name)).size;
  const what = count === 1 ? 'The one migration' : `None of the ${grouped(count)} migrations`;
  throw new HumanError(
    `${what} that ${location} has applied ${count === 1 ? 'does not belong' : 'belongs'} to this project: it is the database of another one. Check which URL this is (--env), and which project (--project).`,
  );
}
