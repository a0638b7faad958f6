import type { LintReport } from '../../../workflows/lint-report';
import { pathFrom, positionsIn } from '../../output/positions';
import { printable } from '../../output/printable';

/** `prisma/drift-ignore.json:7:15: protectedIndexes[1].name must be a string; it is a number` for each mistake. */
export function brokenFiles(reports: readonly LintReport[], cwd: string): string[] {
  const lines = reports.flatMap((report) => {
    const positionsOf = positionsIn(report);
    return report.broken.map(({ file, range, message }) => {
      const position = positionsOf(file)?.at(range.start);
      const where = position === undefined ? '' : `:${position.line}:${position.column}`;
      return printable(`${pathFrom(cwd, file)}${where}: ${message}`);
    });
  });
  // Projects may share a file.
  return [...new Set(lines)];
}
