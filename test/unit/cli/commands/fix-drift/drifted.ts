import type { MigrationRow } from '../../../../../src/core/database/migration-row';
import { diffStatements } from '../../../../../src/core/drift/statement-diff';
import { sha256 } from '../../../../../src/adapters/files/sha256';
import type { DriftedMigration, DriftReport, Verdict } from '../../../../../src/workflows/check-drift';
import type { AppliedText } from '../../../../../src/workflows/applied-texts';
import { cwd } from '../lint/reports';

export function aRow(name: string, checksum: string): MigrationRow {
  const startedAt = '2026-03-01T12:00:00.000Z';
  return {
    ...{ id: `id of ${name}`, name, checksum, startedAt, finishedAt: '2026-03-01T12:00:01.000Z' },
    ...{ rolledBackAt: undefined, logs: undefined, appliedSteps: 1 },
  };
}

function inCommit(text: string): AppliedText {
  const commit = '3dd41893d834e20f91ee0c8cb751acc3d519a84e';
  return {
    from: 'git',
    text,
    location: { kind: 'commit', path: 'prisma/x/migration.sql', commit, ref: 'main' },
  };
}

function drifted(name: string, before: string, text: string, verdict: Verdict): DriftedMigration {
  return {
    ...{ name, text, verdict, file: `${cwd}/prisma/migrations/${name}/migration.sql` },
    ...{ checksum: sha256(text), row: aRow(name, sha256(before)) },
  };
}

export function cosmetic(name: string, before = 'SELECT 1;', now = '-- one\nSELECT 1;'): DriftedMigration {
  return drifted(name, before, now, { kind: 'cosmetic', applied: inCommit(before) });
}

export function changed(name: string, before = 'SELECT 1;', now = 'SELECT 2;'): DriftedMigration {
  const changes = diffStatements(before, now);
  return drifted(name, before, now, { kind: 'changed', applied: inCommit(before), changes });
}

export function unproved(name: string): DriftedMigration {
  return drifted(name, 'nobody knows', 'SELECT 3;', { kind: 'unproved' });
}

export function aDriftReport(changes: Partial<DriftReport> = {}): DriftReport {
  return {
    ...{
      root: cwd,
      environment: 'local',
      location: 'localhost:5432/app',
      isLocal: true,
      hasTable: true,
      hasGit: true,
    },
    ...{ unchanged: ['1_a'], drifted: [], missing: [], squashed: [] },
    ...changes,
  };
}
