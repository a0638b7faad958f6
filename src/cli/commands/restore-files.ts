import type { DriftReport } from '../../workflows/check-drift';
import { assertKnown } from '../../workflows/fix-drift';
import type { LintSource } from '../../workflows/lint-source';
import { planRestore, type FileRestore } from '../../workflows/restore-file';
import { mayGoOn, say } from '../consent';
import { restoreLines, restoreRefusal, todaySentence } from '../reporters/fix-drift-words';
import { pathFrom } from '../reporters/places';
import { counted, printable } from '../reporters/printable';
import { usesColor } from '../terminal';
import type { FixDriftArgs, FixDriftDeps, FixExit } from './fix-drift-args';

/**
 * Gives files the text back that was applied, after showing what that changes and asking. No row is written to.
 *
 * @returns 1 where anything was refused or declined, 130 where the person broke off; then no file was written
 * @throws HumanError for an unknown name, and where a file is not as it was read or cannot be written
 */
export async function restoreFiles(
  args: FixDriftArgs,
  report: DriftReport,
  source: LintSource,
  deps: FixDriftDeps,
): Promise<FixExit> {
  const { stdout, env, cwd } = deps;
  const page = { cwd, color: usesColor(args.color, env, stdout) };
  const names = [...new Set(args.restore)];
  for (const name of names) assertKnown(name, report);
  const restores: FileRestore[] = [];
  let isRefused = false;
  for (const name of names) {
    // Of several rows with the name the last tells what Prisma compares with.
    const drifted = report.drifted.findLast((one) => one.name === name);
    if (!drifted) {
      stdout.write(`${printable(name)} is as it was applied.\n`);
      continue;
    }
    const plan = await planRestore(drifted, source);
    if ('reason' in plan) {
      say(restoreRefusal(plan), deps.stderr);
      isRefused = true;
    } else restores.push(plan);
  }
  if (isRefused) return say('Nothing was written.', deps.stderr);
  for (const restore of restores) stdout.write(restoreLines(restore, page));
  if (restores.length === 0) return 0;
  const lost = restores.filter(({ today }) => today !== 'committed');
  for (const restore of lost) say(todaySentence(restore), deps.stderr);
  const consent = await mayGoOn(
    `Put the applied text back into ${counted(restores.length, 'file')}?`,
    args.yes,
    deps,
  );
  if (consent !== undefined) return consent;
  for (const { migration, text } of restores) {
    deps.replaceText(migration.file, migration.text, text);
    stdout.write(`Restored ${printable(pathFrom(cwd, migration.file))}.\n`);
  }
  return 0;
}
