import { isCounted } from './lint-tally';
import type { LintReport } from './lint-report';
import type { BringingCommit, MigrationArchive } from './migration-archive';

/** The report with the commits that brought in what its findings lose. */
export async function withMakers(
  report: LintReport,
  archive: Pick<MigrationArchive, 'broughtIn'> | undefined,
): Promise<LintReport> {
  const makers = new Set(
    report.findings.filter(isCounted).flatMap(({ lost }) => (lost === undefined ? [] : [lost.migration])),
  );
  const broughtIn = new Map<string, BringingCommit>();
  for (const migration of makers) {
    const commit = await archive?.broughtIn(migration);
    if (commit) broughtIn.set(migration, commit);
  }
  return { ...report, broughtIn };
}
