import type { CatalogueIndex } from '../core/database/catalogue';
import type { MigrationRow } from '../core/database/migration-row';
import type { Sha256 } from '../core/drift/checksum';
import { liveStates, type DatabaseFacts, type ProtectedIndexStatus } from '../core/protection/live-state';
import type { ProtectedObject } from '../core/protection/protected-object';
import { asApplied, type AppliedProject } from './as-applied';
import type { Applied8 } from './prisma8-applied';
import { findProtected, type Protected } from './protected-indexes';
import type { ReplayedProject } from './replayed-project';

/** What was asked of a database, and what the project's files say. */
export interface Compared {
  readonly project: ReplayedProject;
  /** What the files make, which is found while the database answers. */
  readonly found: Protected;
  readonly rows: readonly MigrationRow[] | undefined;
  readonly catalogue: readonly CatalogueIndex[];
}

/** The same of a project of Prisma 8. */
export async function statesIn8(
  { drifted }: Pick<Applied8, 'drifted'>,
  { project, found, catalogue }: Compared,
  facts: DatabaseFacts,
): Promise<StatesAsApplied> {
  const applied = { project, unproved: drifted };
  const states = liveStates(found.indexes, catalogue, await project.loadGrammar(), facts);
  return { states: states.map((status) => withDoubt(status, applied)), objects: found.objects, applied };
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
  const states = liveStates(indexes, catalogue, await project.loadGrammar(), facts).map((status) =>
    withDoubt(status, applied),
  );
  return { states, objects, applied };
}

/** The state, with the migration that makes the index where nobody knows how that was applied. */
function withDoubt(status: ProtectedIndexStatus, { unproved }: AppliedProject): ProtectedIndexStatus {
  const made = status.index.record?.origin.migration;
  const isUnsure = made !== undefined && unproved.has(made) && status.state === 'different';
  return isUnsure ? { ...status, editedIn: made } : status;
}
