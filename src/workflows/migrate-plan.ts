import { ownCommand, type CommandTarget } from '../core/command-target';
import { listed } from '../core/listed';
import type { Finding } from '../core/linter/findings/finding';
import { isOpen, type MigrationStatus } from '../core/status/migration-status';
import { indexNeedsAttention, type ProtectedIndexStatus } from '../core/protection/live-state';
import { keptIndexes, type LiveIndexes } from './made-indexes';
import { quoteName } from '../core/sql/names';
import { mistakesSentence } from './configuration';
import { judgingBy, type Judging, type JudgingOptions } from './judging';
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
  /** What lint says of the pending migrations that are new. */
  readonly lint: LintReport;
}

export interface MigrateOptions extends Pick<JudgingOptions, 'matchPattern'> {
  /** For the commands that are printed. */
  readonly target: CommandTarget;
  /** Whether others use the database too: then no index may be lost there, whatever the severity of its rule. */
  readonly isShared: boolean;
  /** Asked only where a migration makes an index IF NOT EXISTS. */
  readonly readLive: () => Promise<LiveIndexes>;
}

/**
 * Looks at everything that can be known before Prisma is started. Only migrations that are new by git can stand in the
 * way: nobody can change the others any more, other databases have them, and an empty or old one has to get them as
 * `prisma migrate deploy` applies them. Without git nobody knows which are new.
 */
export async function planMigration(
  project: ReplayedProject,
  status: StatusReport,
  { isShared, matchPattern, readLive, target }: MigrateOptions,
): Promise<MigratePlan> {
  const pending = status.migrations.filter(isOpen);
  const hasGit = project.source.history !== undefined;
  const isNew = ({ name }: MigrationStatus): boolean => hasGit && project.stateOf(name) !== 'settled';
  const judging = judgingBy({ matchPattern });
  const news = pending.filter(isNew);
  const lint = await lintNew(project, judging, news);
  const merged = await mergedLosses(
    project,
    judging,
    new Set(pending.filter((one) => !isNew(one)).map(nameOf)),
  );
  return {
    pending,
    obstacles: [...obstaclesIn(status, target), ...(news.length > 0 ? lintObstacles(lint, isShared) : [])],
    remarks: [
      ...remarksOn(status, pending, isShared),
      ...mergedRemark(merged, target),
      ...(await keptRemarks(project, new Set(pending.map(nameOf)), readLive)),
    ],
    lint,
  };
}

function nameOf({ name }: MigrationStatus): string {
  return name;
}

async function lintNew(
  project: ReplayedProject,
  judging: Judging,
  news: readonly MigrationStatus[],
): Promise<LintReport> {
  const names = new Set(news.map(nameOf));
  const { source, configuration } = project;
  return {
    ...{ root: source.root, migrationsFolder: source.migrationsFolder, notices: [], mayMend: true },
    ...{ migrations: source.migrations.length, linted: names.size, broken: configuration.problems },
    findings: names.size > 0 ? await lintMigrations(project, judging, names) : [],
    texts: textsOf(source),
  };
}

/** How many of the named migrations lose something for good; what they lost and a later one made again is no matter. */
async function mergedLosses(
  project: ReplayedProject,
  judging: Judging,
  names: ReadonlySet<string>,
): Promise<number> {
  if (names.size === 0 || project.configuration.problems.length > 0) return 0;
  const findings = await lintMigrations(project, judging, names);
  return new Set(findings.filter(isLoss).map(({ file }) => file)).size;
}

function mergedRemark(count: number, target: CommandTarget): string[] {
  if (count === 0) return [];
  const what =
    count === 1
      ? '1 migration that is already merged loses'
      : `${count} migrations that are already merged lose`;
  return [`${what} protected indexes: ${ownCommand('lint', target, '--settled')} tells which.`];
}

async function keptRemarks(
  project: ReplayedProject,
  names: ReadonlySet<string>,
  readLive: MigrateOptions['readLive'],
): Promise<string[]> {
  const { migrations } = project.source;
  const asks = migrations.some(({ name, text }) => names.has(name) && /\bif\s+not\s+exists\b/i.test(text));
  const kept = asks ? await keptIndexes(project, names, await readLive()) : [];
  return kept.map(({ migration, status: { index, state, differences, live } }) => {
    const how = state === 'invalid' ? 'is invalid' : `has ${listed(differences)}`;
    return `${migration} makes ${index.name} IF NOT EXISTS, and there is one already that ${how}: PostgreSQL will keep that. To have it made, drop it before: DROP INDEX ${quoteName(live?.schema ?? '')}.${quoteName(index.name)};`;
  });
}

function obstaclesIn({ migrations }: StatusReport, target: CommandTarget): string[] {
  return migrations.flatMap(({ name, state }) => {
    if (state === 'failed') {
      return [
        `${name} has failed, and Prisma applies nothing until that is resolved: ${ownCommand('status', target)} shows how.`,
      ];
    }
    if (state === 'empty')
      return [`${name} has no migration.sql: bring the file back, or move the folder elsewhere.`];
    return [];
  });
}

function lintObstacles({ findings, broken }: LintReport, isShared: boolean): string[] {
  const stopping = findings.filter((finding) => stops(finding, isShared));
  const mistakes = broken[0] ? [mistakesSentence(broken[0], broken.length)] : [];
  if (stopping.length === 0) return mistakes;
  const migrations = new Set(stopping.map(({ file }) => file)).size;
  const what = migrations === 1 ? 'A new migration does' : `${migrations} new migrations do`;
  return [...mistakes, `${what} what is shown above. Fix it, or say in the file why it is wanted.`];
}

/** What a shared database has lost, others miss. */
function stops(finding: Finding, isShared: boolean): boolean {
  if (finding.suppressed !== undefined) return false;
  return finding.severity === 'error' || (isShared && isLoss(finding));
}

/** Whether a protected index goes, or comes back weaker, in a way that matters. */
function isLoss({ severity, loss, suppressed }: Finding): boolean {
  const isGone = loss === 'drop' || loss === 'weaken' || loss === 'cascade';
  return isGone && (severity === 'error' || severity === 'warning') && suppressed === undefined;
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
      `Changed after they were applied: ${named(drifted)}. prisma migrate deploy does not check that.`,
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
