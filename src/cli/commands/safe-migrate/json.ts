import type { SafeMigrateJson } from '../../../core/reports/safe-migrate';
import { objectJson } from '../../../workflows/lint-json';
import { pathFrom } from '../../output/positions';
import { safeJson } from '../../output/printable';
import { trialMessage, messagesOf, type ShownMigration } from './pretty';

/** What came of it as JSON; docs/safe-migrate.md promises this shape. What is left out of `version: 1` may be added. */
export function safeMigrateJson(made: ShownMigration, cwd: string): string {
  const { root, prisma, kind: outcome, clean, trial } = made;
  const [message, next] = messagesOf(made);
  const json: SafeMigrateJson = {
    version: 1,
    root: pathFrom(cwd, root),
    prisma,
    outcome,
    message,
    next: next ?? null,
    migration:
      clean && outcome !== 'no-change'
        ? { name: clean.migration.name, file: pathFrom(cwd, clean.migration.file), sql: clean.migration.text }
        : null,
    keptBack: (clean?.keptBack ?? []).map(({ statement, finding }) => ({
      statement,
      rule: finding.rule,
      index: finding.index ?? null,
      message: finding.message,
      why: finding.why,
    })),
    broughtBack: (clean?.broughtBack ?? []).map(({ rule, objects = [], message, why }) => ({
      ...{ rule, objects: objects.map(objectJson), message, why },
    })),
    trial: trial ? { result: trial.kind, message: trialMessage(trial, clean) } : null,
    findings: (clean?.findings ?? [])
      .filter(({ suppressed }) => suppressed === undefined)
      .map(({ rule, severity, message }) => ({ rule, severity, message })),
  };
  return safeJson(json);
}

/** Why nothing was made. */
export function refusalJson(reasons: readonly string[]): string {
  const json: SafeMigrateJson = { version: 1, outcome: 'refused', reasons };
  return safeJson(json);
}
