import { acceptsChecksum, type Sha256 } from '../core/drift/checksum';
import type { Finding } from '../core/linter/findings/finding';
import type { MatchPattern } from '../core/protection/patterns';
import type { ProtectedIndex } from '../core/protection/protected-index';
import type { ProtectedObject } from '../core/protection/protected-object';
import { loadGrammar } from '../core/sql/grammar';
import { watchApplied, type AppliedRow } from './edited-applied';
import { judgingBy } from './judging';
import { lintLines, otherProvider } from './lint';
import { migrationsBeside } from './lint-prisma8';
import { textLinter } from './lint-text';
import type { LintReport } from './lint-report';
import type { LintSource, MigrationFile } from './lint-source';
import { originsInFiles } from './prisma8-files';
import { findProtected } from './protected-indexes';
import { ReplayedProject } from './replayed-project';

/** What the files of a project tell, without a database. */
export interface ProjectOverview {
  /** As `lint` has it, with what is remembered of a database. */
  readonly report: LintReport;
  /** In the order of the history. */
  readonly migrations: readonly OverviewMigration[];
  readonly indexes: readonly ProtectedIndex[];
  readonly objects: readonly ProtectedObject[];
}

export interface OverviewMigration {
  readonly name: string;
  /** Its `migration.sql` or `ops.json`; undefined for a folder without one. */
  readonly file: string | undefined;
  /** Whether the base has it. */
  readonly isSettled: boolean;
  /** Of Prisma 8: it does not lie on the way from the empty database to the contract. */
  readonly isBeside?: boolean;
}

interface OverviewOptions {
  readonly matchPattern: MatchPattern;
  readonly sha256: Sha256;
  /** By file, what is remembered of the migrations that a database has applied. No database is asked. */
  readonly applied: ReadonlyMap<string, AppliedRow>;
}

/**
 * Lints a project and finds what is protected in it, from one replay.
 *
 * @returns undefined for a project that is for another database than PostgreSQL
 * @throws what the source throws (a base that is gone, an unreadable repository)
 */
export async function overviewOf(
  source: LintSource,
  options: OverviewOptions,
): Promise<ProjectOverview | undefined> {
  if (otherProvider(source) !== undefined) return undefined;
  const project = await ReplayedProject.open(source, loadGrammar);
  const report = await lintLines(project, options);
  const { findings, broken } = report;
  const { indexes, objects } = await findProtected(project, {
    findings: broken.length > 0 ? undefined : findings,
  });
  const files = source.migrations.map((migration) => aboutMigration(project, migration));
  const beside = migrationsBeside(source).map((migration): OverviewMigration => {
    return { ...aboutMigration(project, migration), isBeside: true };
  });
  const empty = (source.emptyFolders ?? []).map((name): OverviewMigration => {
    return { name, file: undefined, isSettled: false };
  });
  const withOrigin = originsInFiles(source);
  return {
    report: broken.length > 0 ? report : { ...report, findings: await asApplied(project, findings, options) },
    migrations: [...files, ...beside, ...empty],
    indexes: indexes.map(withOrigin),
    objects: objects.map(withOrigin),
  };
}

function aboutMigration(project: ReplayedProject, { name, file }: MigrationFile): OverviewMigration {
  return { name, file, isSettled: project.stateOf(name) === 'settled' };
}

/** The findings with those migrations judged by what is remembered of them for which that makes a difference. */
async function asApplied(
  project: ReplayedProject,
  findings: readonly Finding[],
  { applied, sha256, matchPattern }: OverviewOptions,
): Promise<readonly Finding[]> {
  // Of Prisma 8 no database keeps the text of a migration.
  if (applied.size === 0 || project.source.prisma8) return findings;
  const reported = new Set(findings.map(({ file }) => file));
  const lintText = textLinter(project, judgingBy({ matchPattern }), watchApplied(project.source, sha256));
  const judged = new Map<string, readonly Finding[]>();
  for (const migration of project.source.migrations) {
    const row = applied.get(migration.file);
    if (!row) continue;
    const isLocal = row.isLocal && project.stateOf(migration.name) !== 'settled';
    const isEdited = !acceptsChecksum(migration.text, row.checksum, sha256);
    if (!isEdited && !(isLocal && reported.has(migration.file))) continue;
    judged.set(migration.file, await lintText(migration, { ...row, newFile: () => undefined }));
  }
  return [...findings.filter(({ file }) => !judged.has(file)), ...[...judged.values()].flat()];
}
