import type { Finding } from '../../../core/linter/findings/finding';
import type { Range } from '../../../core/range';
import type { LintReport } from '../../../workflows/lint-report';
import type { Prisma8Source } from '../../../workflows/lint-source';
import type { DocumentReport, DocumentSnapshot } from '../document-linter';

/** A project that can be asked what is found in one of its migrations as they are on disk. */
interface Reporting {
  readonly reportOn: (migration: string) => Promise<LintReport>;
}

/**
 * What is found in an open `ops.json`. Prisma writes that file, from `migration.ts`: what is on disk is judged, and the places
 * follow what somebody types in it all the same.
 *
 * @param project undefined where it is for another database
 */
export async function lintOperations(
  { uri, text }: Pick<DocumentSnapshot, 'uri' | 'text'>,
  { operations }: Pick<Prisma8Source, 'operations'>,
  project: Reporting | undefined,
): Promise<Pick<DocumentReport, 'findings' | 'texts' | 'notices'>> {
  const [name, onDisk] = [...operations].find(([, { file }]) => file === uri) ?? [];
  const report = name === undefined ? undefined : await project?.reportOn(name);
  if (!report || !onDisk) return { findings: [], texts: new Map(), notices: [] };
  const move = movedFrom(onDisk.text, text);
  const findings = report.findings.flatMap((finding): Finding[] =>
    finding.file === uri ? [{ ...finding, range: move(finding.range) }] : [],
  );
  return { findings, texts: report.texts, notices: report.notices };
}

/** Where ranges of a text lie after one stretch of it has become another; what lay in the stretch is drawn together. */
function movedFrom(before: string, after: string): (range: Range) => Range {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let same = 0;
  while (same < most - start && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  const end = before.length - same;
  const moved = (at: number): number =>
    at <= start ? at : at >= end ? at + after.length - before.length : start;
  return (range) => ({ start: moved(range.start), end: moved(range.end) });
}
