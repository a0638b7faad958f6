import type { Finding } from '../core/linter/findings/finding';
import { isOpen, type MigrationStatus } from '../core/status/migration-status';
import { indexNeedsAttention, type ProtectedIndexStatus } from '../core/protection/live-state';
import { judgingBy, type JudgingOptions } from './judging';
import type { LintReport } from './lint-report';
import { textsOf } from './lint';
import { lintMigrations } from './lint-migrations';
import type { ReplayedProject } from './replayed-project';
import type { StatusReport } from './status';

/** What applying the pending migrations would do, and what stands in the way. */
export interface MigratePlan {
  readonly pending: readonly MigrationStatus[];
  /** Sentences; with any of them nothing is run. */
  readonly obstacles: readonly string[];
  /** Sentences that a person should read before. */
  readonly remarks: readonly string[];
  /** What lint says of the pending migrations. */
  readonly lint: LintReport;
}

export interface MigrateOptions extends Pick<JudgingOptions, 'matchPattern'> {
  /** Whether others use the database too: then no index may be lost there, whatever the severity of its rule. */
  readonly isShared: boolean;
}

/** Looks at everything that can be known before Prisma is started. */
export async function planMigration(
  project: ReplayedProject,
  status: StatusReport,
  { isShared, matchPattern }: MigrateOptions,
): Promise<MigratePlan> {
  const pending = status.migrations.filter(isOpen);
  const lint = await lintPending(project, pending, matchPattern);
  return {
    pending,
    obstacles: [...obstaclesIn(status), ...lintObstacles(lint, isShared)],
    remarks: remarksOn(status, pending, isShared),
    lint,
  };
}

async function lintPending(
  project: ReplayedProject,
  pending: readonly MigrationStatus[],
  matchPattern: JudgingOptions['matchPattern'],
): Promise<LintReport> {
  const names = new Set(pending.map(({ name }) => name));
  const { source, configuration } = project;
  const findings = await lintMigrations(project, judgingBy({ matchPattern, pending: names }), names);
  return {
    ...{ root: source.root, migrationsFolder: source.migrationsFolder, notices: [], mayMend: true },
    ...{ migrations: source.migrations.length, linted: names.size, broken: configuration.problems },
    findings: findings.map((finding): Finding => ({ ...finding, state: 'draft' })),
    texts: textsOf(source),
  };
}

function obstaclesIn({ migrations }: StatusReport): string[] {
  return migrations.flatMap(({ name, state }) => {
    if (state === 'failed') {
      return [
        `${name} has failed, and Prisma applies nothing before that is resolved: migration-guard status tells how.`,
      ];
    }
    if (state === 'empty')
      return [`${name} has no migration.sql: bring the file back, or move the folder elsewhere.`];
    return [];
  });
}

function lintObstacles({ findings, broken }: LintReport, isShared: boolean): string[] {
  const stopping = findings.filter((finding) => stops(finding, isShared));
  const mistakes =
    broken.length > 0 ? ['The configuration has mistakes: migration-guard lint tells where.'] : [];
  if (stopping.length === 0) return mistakes;
  const migrations = new Set(stopping.map(({ file }) => file)).size;
  const what = migrations === 1 ? 'A pending migration does' : `${migrations} pending migrations do`;
  return [...mistakes, `${what} what is shown above. Fix it, or say in the file why it is wanted.`];
}

/** What a shared database has lost, others miss. */
function stops({ severity, loss, suppressed }: Finding, isShared: boolean): boolean {
  if (suppressed !== undefined) return false;
  const isLoss = loss === 'drop' || loss === 'weaken' || loss === 'cascade';
  return severity === 'error' || (isShared && isLoss && severity === 'warning');
}

function remarksOn(
  { migrations }: StatusReport,
  pending: readonly MigrationStatus[],
  isShared: boolean,
): string[] {
  const named = (which: readonly MigrationStatus[]): string => which.map(({ name }) => name).join(', ');
  const drifted = migrations.filter(({ state }) => state === 'drifted');
  const missing = migrations.filter(({ state }) => state === 'missing');
  const early = pending.filter(({ outOfOrder }) => outOfOrder);
  return [
    drifted.length > 0 &&
      `Changed after they were applied: ${named(drifted)}. Prisma's deploy does not look.`,
    missing.length > 0 && `Applied there, but not in this checkout: ${named(missing)}.`,
    early.length > 0 && `Out of order, a later one is applied already: ${named(early)}.`,
    isShared &&
      pending.some(({ uncommitted }) => uncommitted) &&
      `Not committed yet: ${named(pending.filter(({ uncommitted }) => uncommitted))}.`,
  ].filter((remark) => remark !== false);
}

/** Protected indexes that were in place before and are not any more. */
export function lostMeanwhile(before: StatusReport, after: StatusReport): readonly ProtectedIndexStatus[] {
  const keyOf = ({ index }: ProtectedIndexStatus): string => `${index.schema ?? ''}\0${index.name}`;
  const present = new Set(before.protectedIndexes.filter(({ state }) => state === 'present').map(keyOf));
  return after.protectedIndexes.filter((now) => indexNeedsAttention(now) && present.has(keyOf(now)));
}

/** Whether nothing is left to apply. */
export function isUpToDate({ migrations }: StatusReport): boolean {
  return !migrations.some(isOpen) && !migrations.some(({ state }) => state === 'failed');
}
