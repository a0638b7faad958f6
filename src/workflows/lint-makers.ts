import { isCounted } from './lint-tally';
import type { LintReport } from './lint-report';
import type { MigrationArchive } from './migration-archive';

/** The report with the commits that brought in what its findings lose. */
export async function withMakers(
  report: LintReport,
  archive: Pick<MigrationArchive, 'broughtIn'> | undefined,
): Promise<LintReport> {
  const makers = new Set(
    report.findings.filter(isCounted).flatMap(({ lost }) => (lost === undefined ? [] : [lost.migration])),
  );
  return { ...report, broughtIn: (await archive?.broughtIn([...makers])) ?? new Map() };
}
