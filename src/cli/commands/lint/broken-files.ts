import type { LintReport } from '../../../workflows/lint-report';
import { pathFrom, placesIn } from '../../output/positions';
import { printable } from '../../output/printable';

/** `prisma/drift-ignore.json:7:15: protectedIndexes[1].name must be a text; it is a number` for each mistake. */
export function brokenFiles(reports: readonly LintReport[], cwd: string): string[] {
  return reports.flatMap((report) => {
    const placesOf = placesIn(report);
    return report.broken.map(({ file, range, message }) => {
      const place = placesOf(file)?.at(range.start);
      const where = place === undefined ? '' : `:${place.line}:${place.column}`;
      return printable(`${pathFrom(cwd, file)}${where}: ${message}`);
    });
  });
}
