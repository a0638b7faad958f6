import { isApplied, type MigrationRow, type RowTime } from '../core/database/migration-row';
import type { IndexEvent } from '../core/ledger/events';
import { isGenerated } from '../core/linter/change/intent';
import type { Intent } from '../core/linter/findings/finding';
import type { Range } from '../core/range';
import { judgingBy } from './judging';
import { lintMigrations } from './lint-migrations';
import type { MigrationFile } from './lint-source';
import type { BringingCommit } from './migration-archive';
import type { ReplayedProject } from './replayed-project';

/** The migration that took an index away. */
export interface DroppedBy {
  readonly migration: string;
  /** The commit that brought it in; undefined where git does not know. */
  readonly commit: BringingCommit | undefined;
  /** When the database applied it; undefined where it has not. */
  readonly appliedAt: RowTime | undefined;
}

/** What took an index away that a database lacks. */
export interface IndexDrop {
  readonly migration: string;
  readonly file: string;
  /** The statement, in UTF-16 units of the file as it is now; undefined where that no longer has it. */
  readonly range: Range | undefined;
  readonly intent: Intent;
  readonly appliedAt: RowTime;
}

/** The name of an index, maybe in whatever schema. */
interface IndexName {
  readonly schema: string | undefined;
  readonly name: string;
}

type Going = Extract<IndexEvent, { kind: 'dropped' | 'cascaded' }>;

interface Drop {
  readonly position: number;
  readonly migration: MigrationFile;
  readonly event: Going;
}

/** The last migration that takes an index away, of those that the database has applied if one of them does; else undefined. */
export async function droppedBy(
  project: ReplayedProject,
  index: IndexName,
  rows: readonly MigrationRow[] | undefined,
): Promise<DroppedBy | undefined> {
  const applied = appliedIn(rows);
  const drop =
    lastDrop(project, index, (name) => applied.has(name)) ??
    lastDrop(project, index, (name) => !applied.has(name));
  const migration = drop?.migration.name;
  if (migration === undefined) return undefined;
  return {
    migration,
    commit: (await project.source.archive?.broughtIn([migration]))?.get(migration),
    appliedAt: applied.get(migration)?.finishedAt,
  };
}

/**
 * The statement that took an index away from a database; undefined where no applied migration has one.
 *
 * @param applied the project as the database has applied it
 * @param files the project as its files are now
 */
export async function dropIn(
  { applied, files }: { readonly applied: ReplayedProject; readonly files: ReplayedProject },
  index: IndexName,
  rows: readonly MigrationRow[] | undefined,
): Promise<IndexDrop | undefined> {
  const known = appliedIn(rows);
  const drop = lastDrop(applied, index, (name) => known.has(name));
  if (!drop) return undefined;
  const { name, file } = drop.migration;
  const appliedAt = known.get(name)?.finishedAt;
  if (appliedAt === undefined) return undefined;
  const now = applied === files ? drop : lastDrop(files, index, (one) => one === name);
  return {
    ...{ migration: name, file },
    range: now?.event.step.range,
    intent: await intentOf(applied, drop),
    appliedAt,
  };
}

function appliedIn(rows: readonly MigrationRow[] | undefined): ReadonlyMap<string, MigrationRow> {
  return new Map((rows ?? []).filter(isApplied).map((row) => [row.name, row]));
}

/** The last drop in the migrations that count, unless one of them makes the index again. */
function lastDrop(
  { source: { migrations }, replayed }: ReplayedProject,
  { schema, name }: IndexName,
  counts: (migration: string) => boolean,
): Drop | undefined {
  for (const [position, migration] of [...migrations.entries()].reverse()) {
    if (!counts(migration.name)) continue;
    const event = replayed
      .eventsAt(position)
      .filter((one): one is Going => one.kind === 'dropped' || one.kind === 'cascaded')
      .findLast(({ index }) => index.name === name && (schema === undefined || index.schema === schema));
    if (!event) continue;
    const later = replayed.madeAfter(event.index, position)?.origin.migration;
    const isBack = replayed.ledgerBefore(position + 1).index(event.index.schema, name) !== undefined;
    return isBack || (later !== undefined && counts(later)) ? undefined : { position, migration, event };
  }
  return undefined;
}

/** As the linter judges it; where that has nothing to say of the statement, by Prisma's heading. */
async function intentOf(project: ReplayedProject, { position, migration, event }: Drop): Promise<Intent> {
  const findings = await lintMigrations(project, judgingBy({}), new Set([migration.name]));
  const own = findings.find(
    ({ file, index, loss, intent }) =>
      file === migration.file && index === event.index.name && loss !== undefined && intent !== undefined,
  );
  const script = project.replayed.scriptAt(position);
  return own?.intent ?? (isGenerated(migration.text, script, event) ? 'generated' : 'deliberate');
}
