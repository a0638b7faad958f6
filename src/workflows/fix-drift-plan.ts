import { didYouMean } from '../core/did-you-mean';
import { HumanError } from '../core/human-error';
import type { DriftedMigration, DriftReport } from './check-drift';
import type { ChecksumChange } from './database';

/** Which migrations somebody wants fixed. */
export interface FixRequest {
  readonly names: readonly string[];
  readonly allCosmetic: boolean;
  /** Names of those that are accepted though nothing can be proved about them. They need not stand in `names` too. */
  readonly accepted: readonly string[];
}

/** What is to be done about a report, before anything is done. */
export interface FixPlan {
  /** Proved to be cosmetic, or accepted by name. */
  readonly fixes: readonly DriftedMigration[];
  /** Asked for, but not to be fixed: then nothing at all is. */
  readonly refused: readonly DriftedMigration[];
  /** Asked for, but as they were applied already. */
  readonly unchanged: readonly string[];
  /** Drifted too, but not asked for. */
  readonly left: readonly DriftedMigration[];
}

/**
 * Sorts what is asked for. What is proved to have changed is never fixed, whoever accepts it.
 *
 * @throws HumanError for a name that is no migration, or one that is not applied
 */
export function planFix(report: DriftReport, { names, allCosmetic, accepted }: FixRequest): FixPlan {
  const asked = new Set([...names, ...accepted]);
  for (const name of asked) assertKnown(name, report);
  const isAsked = ({ name, verdict }: DriftedMigration): boolean =>
    asked.has(name) || (allCosmetic && verdict.kind === 'cosmetic');
  const mayBeFixed = ({ name, verdict }: DriftedMigration): boolean =>
    verdict.kind === 'cosmetic' || (verdict.kind === 'unproved' && accepted.includes(name));
  const wanted = report.drifted.filter(isAsked);
  const drifted = new Set(wanted.map(({ name }) => name));
  return {
    fixes: wanted.filter(mayBeFixed),
    refused: wanted.filter((one) => !mayBeFixed(one)),
    unchanged: [...asked].filter((name) => !drifted.has(name)),
    left: report.drifted.filter((one) => !isAsked(one)),
  };
}

/** @throws HumanError where the report has no file and row of this name to compare */
export function assertKnown(name: string, { unchanged, drifted, missing, location }: DriftReport): void {
  if (unchanged.includes(name) || drifted.some((one) => one.name === name)) return;
  if (missing.some((one) => one.name === name)) {
    throw new HumanError(
      `${name} has no migration.sql here, so there is nothing to compare. Bring it back first.`,
    );
  }
  const known = [...drifted.map((one) => one.name), ...unchanged];
  throw new HumanError(`No migration ${name} has been applied to ${location}.${didYouMean(name, known)}`);
}

export function changeOf({ row, checksum }: DriftedMigration): ChecksumChange {
  return { row, checksum };
}
