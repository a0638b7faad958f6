import type { CatalogueIndex } from '../core/database/catalogue';
import type { MigrationRow } from '../core/database/migration-row';
import type { Sha256 } from '../core/drift/checksum';
import { liveStates, type DatabaseFacts, type ProtectedIndexStatus } from '../core/protection/live-state';
import type { ProtectedObject } from '../core/protection/protected-object';
import { asApplied, type AppliedProject } from './as-applied';
import { findProtected, type Protected } from './protected-indexes';
import type { ReplayedProject } from './replayed-project';

/** What was asked of a database, and what the project's files say. */
interface Compared {
  readonly project: ReplayedProject;
  /** What the files make, which is found while the database answers. */
  readonly found: Protected;
  readonly rows: readonly MigrationRow[] | undefined;
  readonly catalogue: readonly CatalogueIndex[];
}

/** The protected indexes of a project with their states in a database, and the project as that has applied it. */
interface StatesAsApplied {
  readonly states: readonly ProtectedIndexStatus[];
  /** What else is protected. */
  readonly objects: readonly ProtectedObject[];
  readonly applied: AppliedProject;
}

/**
 * The protected indexes of a project, as its migrations made them when a database applied them, compared with that database:
 * an edit of an applied file does not make a right index a wrong one.
 */
export async function statesAsApplied(
  { project, found, rows, catalogue }: Compared,
  { sha256, ...facts }: DatabaseFacts & { readonly sha256: Sha256 },
): Promise<StatesAsApplied> {
  const applied = await asApplied(project, rows, sha256);
  const { indexes, objects } = applied.project === project ? found : await findProtected(applied.project);
  const states = liveStates(indexes, catalogue, await project.loadGrammar(), facts).map((status) => {
    const made = status.index.record?.origin.migration;
    const isUnsure = made !== undefined && applied.unproved.has(made) && status.state === 'different';
    return isUnsure ? { ...status, editedIn: made } : status;
  });
  return { states, objects, applied };
}
