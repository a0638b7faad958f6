import { onlyOpened } from '../../adapters/project/only-project';
import { changeOf, planFix, type FixPlan } from '../../workflows/fix-drift';
import type { LintSource } from '../../workflows/lint-source';
import { whyNotByUrl } from '../../workflows/repairable';
import { mayGoOn, say } from '../consent';
import { progressOn } from '../progress';
import { fixLines, leftSentence, refusalSentences, type FixPage } from '../reporters/fix-drift-words';
import { counted, printable } from '../reporters/printable';
import { usesColor } from '../terminal';
import type { FixDriftArgs, FixDriftDeps, FixExit, Repairable } from './fix-drift-args';
import { keepIndexes } from './keep-indexes';
import { restoreFiles } from './restore-files';

/**
 * Repairs checksums, or restores files, after showing what differs and asking.
 *
 * @returns 1 where anything was refused or declined, 130 where the person broke off; then nothing was written
 * @throws HumanError where there is not one project, a name is unknown, or the database gives no answer
 */
export async function runFixDrift(args: FixDriftArgs, deps: FixDriftDeps): Promise<FixExit> {
  const progress = progressOn(deps.stderr, deps.env);
  try {
    progress.say('Looking for the Prisma project…');
    const projects = await deps.openProjects(args.project === undefined ? [] : [args.project]);
    const { source } = onlyOpened(projects, deps.cwd);
    progress.say(`Asking the database of ${args.env}…`);
    const database = await deps.connect(source, args.env);
    try {
      const isRestore = args.restore.length > 0;
      const refusal = isRestore ? undefined : await whyNotHere(args.env, source, database, deps);
      if (refusal !== undefined) return say(refusal, deps.stderr);
      const report = await deps.checkDrift(source, args.env, database);
      progress.clear();
      if (isRestore) return await restoreFiles(args, report, source, deps);
      if (args.keepIndexes !== undefined) {
        const plan = await deps.planKeep(source, report, args.keepIndexes, database);
        return typeof plan === 'string'
          ? say(plan, deps.stderr)
          : await keepIndexes(args, plan, database, deps);
      }
      return await fix(args, planFix(report, args), database, deps);
    } finally {
      await database.close();
    }
  } finally {
    progress.clear();
  }
}

/** Only local databases are written to, and none that others share; undefined where nothing speaks against it. */
async function whyNotHere(
  environment: string,
  source: LintSource,
  database: Repairable,
  deps: FixDriftDeps,
): Promise<string | undefined> {
  const { url } = database;
  const byUrl = whyNotByUrl({ environment, url, isLocal: deps.isLocal(source, url) });
  if (byUrl !== undefined) return byUrl;
  const { name, notCompared } = await deps.sharedWith(source, environment, database);
  for (const sentence of notCompared) say(`Not compared with another environment: ${sentence}`, deps.stderr);
  return name === undefined
    ? undefined
    : `${url.place} is the database of ${name}, which others share: its rows are not ours to change. Restore the file instead: migration-guard fix-drift --restore-file <migration>.`;
}

async function fix(
  args: FixDriftArgs,
  plan: FixPlan,
  database: Repairable,
  deps: FixDriftDeps,
): Promise<FixExit> {
  const { stdout, stderr, env, cwd } = deps;
  const page: FixPage = { cwd, color: usesColor(args.color, env, stdout) };
  for (const drifted of [...plan.fixes, ...plan.refused]) stdout.write(fixLines(drifted, page));
  for (const name of plan.unchanged) stdout.write(`${printable(name)} is as it was applied.\n`);
  if (plan.refused.length > 0) {
    for (const sentence of plan.refused.flatMap(refusalSentences)) say(sentence, deps.stderr);
    return say('Nothing was written.', deps.stderr);
  }
  if (plan.fixes.length === 0) {
    stdout.write(`Nothing to fix.${leftSentence(plan.left)}\n`);
    return 0;
  }
  const question = `Write the new ${plan.fixes.length === 1 ? 'checksum' : 'checksums'} of ${counted(plan.fixes.length, 'migration')} into ${database.place}?`;
  const consent = await mayGoOn(question, args.yes, deps);
  if (consent !== undefined) return consent;
  for (const drifted of plan.fixes) {
    if (deps.checksumOfFile(drifted.file) !== drifted.checksum) {
      return say(
        `${drifted.name} was changed meanwhile, so it was left alone. Run the command again.`,
        deps.stderr,
      );
    }
    const change = changeOf(drifted);
    if (!(await database.fixChecksum(change))) {
      return say(
        `Somebody else changed the row of ${drifted.name} meanwhile, so it was left alone. Run migration-guard check-drift again.`,
        deps.stderr,
      );
    }
    stdout.write(
      `Fixed ${printable(drifted.name)}. This takes it back:\n  ${printable(database.undoStatement(change))}\n`,
    );
  }
  if (plan.left.length > 0) stderr.write(`migration-guard:${leftSentence(plan.left)}\n`);
  return 0;
}
