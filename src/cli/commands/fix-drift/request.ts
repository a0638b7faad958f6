import { ownCommand } from '../../../core/command-target';
import { HumanError } from '../../../core/human-error';
import { namedTarget } from '../../command-target';
import type { FixDriftRequest } from '../../../workflows/fix-drift';
import type { FixDriftArgs } from './args';

/**
 * What is asked for, with the names of migrations in the place of their paths.
 *
 * @throws HumanError where that is nothing, or more than one kind of thing at once
 */
export function requestOf(args: FixDriftArgs): FixDriftRequest {
  const { names, env, allCosmetic = false, accept = [], restoreFile = [], keepIndexes } = args;
  const fixes = names.length > 0 || accept.length > 0 || allCosmetic;
  if (fixes && restoreFile.length > 0) {
    throw new HumanError('Restore files first, with --restore-file alone; fix the rest afterwards.');
  }
  if (keepIndexes !== undefined && (fixes || restoreFile.length > 0)) {
    throw new HumanError('Give --keep-indexes alone; fix the rest afterwards.');
  }
  if (!fixes && restoreFile.length === 0 && keepIndexes === undefined) {
    throw new HumanError(
      `Name the migrations to fix, or use --all-cosmetic. ${ownCommand('check-drift', namedTarget(args))} lists them.`,
    );
  }
  return {
    environment: env,
    names: names.map(nameOf),
    accepted: accept.map(nameOf),
    restore: restoreFile.map(nameOf),
    keepIndexes: keepIndexes === undefined ? undefined : nameOf(keepIndexes),
    allCosmetic,
  };
}

/** Shells complete paths: the folder and the file stand for the migration too. */
function nameOf(given: string): string {
  const parts = given.split(/[\\/]/).filter((part) => part !== '');
  if (parts.at(-1) === 'migration.sql') parts.pop();
  return parts.at(-1) ?? given;
}
