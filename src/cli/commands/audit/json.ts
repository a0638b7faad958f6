import type { AuditEntryJson, AuditJson } from '../../../core/reports/audit';
import type { AuditedEntry, AuditReport } from '../../../workflows/audit';
import { writtenByJson } from '../../../workflows/written-by';
import { pathFrom, positionsIn, type TextPositions } from '../../output/positions';
import { safeJson } from '../../output/printable';

/** The reports as JSON; docs/audit.md promises this shape. What is left out of `version: 1` may be added to it. */
export function auditJson(reports: readonly AuditReport[], cwd: string): string {
  const json: AuditJson = { version: 1, projects: reports.map((report) => project(report, cwd)) };
  return safeJson(json);
}

function project(report: AuditReport, cwd: string): AuditJson['projects'][number] {
  const { root, migrationsFolder, entries, unread, broken, notices } = report;
  const positions = positionsIn(report);
  const at = (file: string, offset: number) => positions(file)?.at(offset) ?? null;
  return {
    root: pathFrom(cwd, root),
    ...(migrationsFolder === undefined ? {} : { migrationsFolder: pathFrom(cwd, migrationsFolder) }),
    skipped: report.skipped ?? null,
    entries: entries.map((entry) => entryJson(entry, positions(entry.file), cwd)),
    unread: unread.map(({ file, reason }) => ({ file: pathFrom(cwd, file), reason })),
    broken: broken.map(({ file, range, message }) => ({
      file: pathFrom(cwd, file),
      start: at(file, range.start),
      message,
    })),
    notices,
  };
}

function entryJson(entry: AuditedEntry, positions: TextPositions | undefined, cwd: string): AuditEntryJson {
  return {
    ...detailsOf(entry),
    reason: entry.reason ?? null,
    file: pathFrom(cwd, entry.file),
    line: positions?.at(entry.range.start).line ?? null,
    origin: writtenByJson(entry.origin),
  };
}

function detailsOf(entry: AuditedEntry) {
  switch (entry.kind) {
    case 'suppression':
      return {
        kind: entry.kind,
        form: entry.form,
        rule: entry.rule,
        migration: entry.migration,
        index: entry.index ?? null,
        use: entry.use ?? 'unknown',
      };
    case 'rule':
      return {
        kind: entry.kind,
        rule: entry.rule,
        setting: entry.setting,
        usual: entry.usual ?? ('off' as const),
      };
    case 'path':
      return { kind: entry.kind, pattern: entry.pattern, migrations: entry.migrations };
    case 'protected-index':
      return { kind: entry.kind, index: entry.index, table: entry.table ?? null };
    case 'protected-object': {
      const { kind, objectKind, name, table } = entry;
      return { kind, objectKind, name, table: table ?? null };
    }
    case 'ignore-pattern':
      return { kind: entry.kind, pattern: entry.pattern, action: entry.action };
  }
}
