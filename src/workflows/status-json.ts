import type { StatusJson } from '../core/reports/status';
import type { LintSource, UnreadFile } from './lint-source';
import { plainStatus } from './plain-status';
import type { ReplayedProject } from './replayed-project';
import type { SchemaDrift } from './schema-drift';
import { schemaDriftJson } from './schema-drift-json';
import { unreadDefinitions, type StatusReport } from './status';

/** What of a project could not be found out. */
export interface StatusGaps {
  readonly unread: readonly UnreadFile[];
  /** Sentences. */
  readonly notices: readonly string[];
}

/** All that `status` tells of a project. */
export type WholeStatus = StatusReport & StatusGaps & { readonly schema?: SchemaDrift };

/** @param project once the status was read: only then is it known where its history is cut */
export function statusGaps(
  report: StatusReport,
  { unread = [] }: Pick<LintSource, 'unread'>,
  { cuts }: Pick<ReplayedProject, 'cuts'>,
): StatusGaps {
  return { unread, notices: [...cuts.notices, ...unreadDefinitions(report)] };
}

/**
 * What `status --json` prints; docs/status.md promises this shape.
 *
 * @param fileOf how a file or folder is named, which came in as an absolute path
 */
export function statusJson(reports: readonly WholeStatus[], fileOf: (file: string) => string): StatusJson {
  return {
    version: 1,
    projects: reports.map(({ unread, notices, ...report }) => ({
      ...plainStatus(report, fileOf),
      ...(report.migrationsFolder === undefined ? {} : { migrationsFolder: fileOf(report.migrationsFolder) }),
      ...(report.schema && { schema: schemaDriftJson(report.schema) }),
      unread: unread.map(({ file, reason }) => ({ file: fileOf(file), reason })),
      notices,
    })),
  };
}
