import type { ProtectedObjectStatus } from '../core/protection/live-objects';
import { liveStates, type ProtectedIndexStatus } from '../core/protection/live-state';
import type { Grammar } from '../core/sql/grammar';
import type { OpenEmbedded } from './embedded';
import type { LintSource, MigrationFile, TextFile } from './lint-source';
import { openReplayed } from './open-replayed';
import type { Progress } from './progress';
import { judgingBy, type JudgingOptions } from './judging';
import { findProtected } from './protected-indexes';
import { objectStates } from './protected-objects';
import type { ReplayFailure } from './replay-embedded';
import { ReplayedProject } from './replayed-project';

/** What came of applying a history to an empty database. */
export interface VerifyReport {
  readonly root: string;
  /** How many migrations were to be applied, and how many were. */
  readonly wanted: number;
  readonly applied: number;
  readonly failure: ReplayFailure | undefined;
  /** Those that the migrations up to the last one make; empty after a failure. */
  readonly protectedIndexes: readonly ProtectedIndexStatus[];
  readonly protectedObjects: readonly ProtectedObjectStatus[];
  readonly texts: ReadonlyMap<string, string>;
  /** What a person should know about how far the result goes. */
  readonly notices: readonly string[];
}

export interface VerifyOptions extends JudgingOptions {
  readonly openEmbedded: OpenEmbedded;
  readonly loadGrammar: () => Promise<Grammar>;
  readonly prelude: readonly TextFile[];
  /** The last migration to apply; undefined is the newest. */
  readonly upTo?: string | undefined;
  readonly progress?: Progress | undefined;
}

/** Applies the migrations of a project, from the first on, to an embedded database that is thrown away. */
export async function verifyHistory(source: LintSource, options: VerifyOptions): Promise<VerifyReport> {
  const { openEmbedded, loadGrammar, prelude, upTo, progress, ...judging } = options;
  const migrations = until(source.migrations, upTo);
  const replayed = await openReplayed(source, {
    openEmbedded,
    prelude,
    migrations,
    progress,
    writesRows: true,
  });
  const { database, applied, failure } = replayed;
  try {
    const grammar = await loadGrammar();
    const project = failure ? undefined : await ReplayedProject.open({ ...source, migrations }, loadGrammar);
    const should = project && (await findProtected(project, { judging: judgingBy(judging) }));
    const facts = { ownSchema: 'public', isPending: () => false };
    const asItIs = project && { project, unproved: new Set<string>() };
    return {
      root: source.root,
      wanted: migrations.length,
      applied,
      failure,
      protectedIndexes: liveStates(should?.indexes ?? [], await database.readIndexes(), grammar, facts),
      protectedObjects: asItIs
        ? objectStates(asItIs, await database.readObjects(), facts, should?.objects ?? [])
        : [],
      texts: new Map(migrations.map(({ file, text }) => [file, text])),
      notices: project?.cuts.notices ?? [],
    };
  } finally {
    await replayed.close();
  }
}

function until(migrations: readonly MigrationFile[], upTo: string | undefined): readonly MigrationFile[] {
  if (upTo === undefined) return migrations;
  return migrations.slice(0, migrations.findIndex(({ name }) => name === upTo) + 1);
}
