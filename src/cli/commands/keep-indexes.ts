import type { KeepPlan } from '../../workflows/keep-indexes';
import { changeOf } from '../../workflows/fix-drift';
import { mayGoOn, say } from '../consent';
import { counted, printable } from '../reporters/printable';
import type { FixDriftArgs, FixDriftDeps, FixExit, Repairable } from './fix-drift-args';

/**
 * Makes the indexes again that a migration dropped when it was applied and keeps now, and gives its row the file's
 * checksum: both or neither, after showing it and asking.
 *
 * @returns 1 where it was declined or something changed meanwhile, 130 where the person broke off
 */
export async function keepIndexes(
  { yes }: FixDriftArgs,
  { migration, statements, inPlace }: KeepPlan,
  database: Repairable,
  deps: FixDriftDeps,
): Promise<FixExit> {
  const { stdout, stderr } = deps;
  const name = printable(migration.name);
  stdout.write(
    `${name} does not drop ${counted(statements.length + inPlace.length, 'index', 'es')} any more.\n`,
  );
  for (const there of inPlace) stdout.write(`  ${printable(there)} is in place.\n`);
  for (const sql of statements)
    stdout.write(`  To be made in ${printable(database.place)}:\n    ${printable(sql)};\n`);
  stdout.write(`  Then the checksum of ${name} becomes that of its file.\n\n`);
  const what =
    statements.length > 0 ? `Make ${counted(statements.length, 'index', 'es')} and write` : 'Write';
  const consent = await mayGoOn(`${what} the new checksum into ${database.place}?`, yes, deps);
  if (consent !== undefined) return consent;
  if (deps.checksumOfFile(migration.file) !== migration.checksum) {
    return say(
      `${migration.name} was changed meanwhile, so nothing was done. Run the command again.`,
      stderr,
    );
  }
  const change = changeOf(migration);
  if (!(await database.fixChecksum(change, statements))) {
    return say(
      `Somebody else changed the row of ${migration.name} meanwhile, so nothing was done. Run migration-guard check-drift again.`,
      stderr,
    );
  }
  const made =
    statements.length > 0 ? `Made ${counted(statements.length, 'index', 'es')} and fixed` : 'Fixed';
  stdout.write(
    `${made} ${name}. This takes the checksum back:\n  ${printable(database.undoStatement(change))}\n`,
  );
  return 0;
}
