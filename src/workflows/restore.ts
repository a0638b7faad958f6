import type { CommandTarget } from '../core/command-target';
import type { Sha256 } from '../core/drift/checksum';
import type { ProtectedIndexStatus } from '../core/protection/live-state';
import type { Refusal } from '../core/restore/plan';
import type { CatalogueReader } from './database';
import type { MigrationFile } from './lint-source';
import type { ReplayedProject } from './replayed-project';
import { planRestores, writeRestores, type NewMigrations, type RestoreReport } from './restore-plan';

/** What a person asks for. */
export interface RestoreRequest {
  readonly target: CommandTarget;
  /** Names of indexes and other objects, maybe with their table or schema; empty for all that are not as they should be. */
  readonly names: readonly string[];
  /** Names of indexes whose imposters may be dropped. */
  readonly confirmDrop: readonly string[];
  /** What to call the migration to be written; undefined where the SQL alone is wanted. */
  readonly label: string | undefined;
}

/** What restoring needs of the machine and of the person. */
export interface RestorePorts {
  readonly askDatabase: <T>(ask: (database: CatalogueReader) => Promise<T>) => Promise<T>;
  readonly sha256: Sha256;
  /** Whether what has the name of a protected index may be dropped. No is the answer where nobody can be asked. */
  readonly confirmDrop: (imposter: ProtectedIndexStatus) => Promise<boolean>;
  /** All or none. @throws HumanError */
  readonly writeMigrations: (migrations: readonly MigrationFile[]) => void;
  /** The path of a migration's file. */
  readonly fileOf: (migration: string) => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What came of it. Nothing was changed in a database. */
export interface RestoreOutcome {
  /** planned: no migration was asked for. not-written: our own linter finds an error in it. */
  readonly kind: 'planned' | 'written' | 'not-written';
  readonly report: RestoreReport;
  readonly migrations: NewMigrations | undefined;
  readonly refused: readonly Refusal[];
}

/**
 * Plans what brings protected indexes and other objects back, and writes it as new migrations where that is wanted.
 *
 * @param open gives the same project each time
 * @throws HumanError for a name that nothing protected has, and where the database gives no answer
 */
export async function restore(
  open: () => Promise<ReplayedProject>,
  { target, names, confirmDrop, label }: RestoreRequest,
  { askDatabase, writeMigrations, fileOf, now, ...ports }: RestorePorts,
): Promise<RestoreOutcome> {
  const report = await askDatabase((database) =>
    planRestores(open(), target, database, {
      ...{ names, sha256: ports.sha256 },
      mayDrop: async (imposter) =>
        confirmDrop.includes(imposter.index.name) || (await ports.confirmDrop(imposter)),
    }),
  );
  if (label === undefined) return { kind: 'planned', report, migrations: undefined, refused: report.refused };
  const migrations = await writeRestores(await open(), report, {
    ...{ label, fileOf, now: now(), target },
  });
  const refused = [...report.refused, ...migrations.refused];
  if (migrations.areBad) return { kind: 'not-written', report, migrations, refused };
  writeMigrations(migrations.migrations);
  return { kind: 'written', report, migrations, refused };
}
