import type { LintReport } from '../../../workflows/lint-report';
import { counted } from '../../../core/counted';

/** Says once for all projects which Prisma was taken for theirs where nothing tells; undefined where it is known of all. */
export function assumedNotice(reports: readonly LintReport[]): string | undefined {
  const linted = reports.filter(({ linted }) => linted > 0);
  const assumed = linted.filter(({ prisma }) => prisma?.source === 'assumed');
  const version = assumed[0]?.prisma?.version;
  if (version === undefined) return undefined;
  const where = reports.length === 1 ? '' : ` for ${counted(assumed.length, 'project')}`;
  return `Prisma ${version} is assumed${where}: no version is installed, locked or required.`;
}
