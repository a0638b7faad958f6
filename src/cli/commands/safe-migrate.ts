import { HumanError } from '../../core/human-error';
import { migrationLabel } from '../../core/migration-names';
import type { CleanMigration } from '../../workflows/clean-migration';
import type { Rehearsal, Trial } from '../../workflows/rehearsal';
import { Interrupted } from '../interruption';
import { progressOn } from '../progress';
import { driftPretty } from '../reporters/drift-pretty';
import { printable } from '../reporters/printable';
import { refusalJson, safeMigrateJson } from '../reporters/safe-migrate-json';
import { safeMigratePretty, type SafeMigration } from '../reporters/safe-migrate-pretty';
import { usesColor, widthOf } from '../terminal';
import type { SafeMigrateArgs } from './safe-migrate-args';
import type { Drafted, Making, SafeMigrateDeps } from './safe-migrate-deps';
import { draftMigration } from './safe-migrate-draft';
import { chooseWay } from './safe-migrate-way';

/**
 * Writes a migration for what changed in the schema, without what would lose a protected index.
 *
 * @returns 1 where it was refused or the migration is not ready, 2 where Prisma failed, more where a signal stopped it
 * @throws HumanError where it could not be tried
 */
export async function runSafeMigrate(args: SafeMigrateArgs, deps: SafeMigrateDeps): Promise<number> {
  const progress = progressOn(deps.stderr, deps.env);
  let rehearsal: Promise<Rehearsal> | undefined;
  try {
    progress.say('Looking for the Prisma project…');
    const target = await deps.open(args);
    const clean = await target.openLint();
    progress.clear();
    const rehearse = (): Promise<Rehearsal> => (rehearsal ??= target.rehearse(progress));
    return await makeMigration({ args, target, deps, progress, clean, rehearse });
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    deps.stderr.write('migration-guard: interrupted. No migration was made.\n');
    return error.exitCode;
  } finally {
    progress.clear();
    await rehearsal?.then(
      ({ close }) => close(),
      () => undefined,
    );
  }
}

async function makeMigration(making: Making): Promise<number> {
  const { args, target, deps, progress } = making;
  // dev asks when it is known that there is a migration to name.
  const isNamedLater = args.name === undefined && args.command === 'dev';
  const label = isNamedLater ? 'unnamed' : migrationLabel(args.name ?? (await askName(making)));
  // Where nothing can come last, there is no need to begin.
  target.nameFor(label, '');
  const way = await chooseWay(making);
  progress.clear();
  switch (way.kind) {
    case 'refused':
      return refuse(way.reasons, making);
    case 'drifted': {
      const report = await target.checkDrift();
      if (!args.json) deps.stdout.write(driftPretty([report], { ...pageOf(making), all: false }));
      return refuse(
        [
          'No migration was made: Prisma would want to reset the database, which is not needed. Do what is told above first.',
        ],
        making,
      );
    }
    case 'apart':
      if (way.because !== undefined) deps.stderr.write(`migration-guard: ${printable(way.because)}\n`);
      break;
    case 'with-database':
  }
  const drafting = await draftMigration(label, way.kind, making);
  switch (drafting.kind) {
    case 'drafted':
      return await finish(drafting.draft, isNamedLater ? undefined : label, making);
    case 'wants-reset':
      return refuse(
        [
          'No migration was made, and nothing was reset: Prisma finds that the database is not what the migrations make of it. migration-guard check-drift --schema looks into that.',
        ],
        making,
      );
    case 'asks':
      throw new Error('Prisma asked without a database');
    case 'failed':
      deps.stderr.write(`migration-guard: no migration was made: ${printable(drafting.how)}\n`);
      return 2;
  }
}

async function askName({ args, deps }: Making): Promise<string> {
  const name = await deps.ask('What shall the migration be called? Such as add_tags');
  if (name === undefined) {
    throw new HumanError(`The migration needs a name: migration-guard ${args.command} --name add_tags.`);
  }
  return name;
}

function refuse(reasons: readonly string[], { args, deps }: Making): 1 {
  for (const reason of reasons) deps.stderr.write(`migration-guard: ${printable(reason)}\n`);
  if (args.json) deps.stdout.write(refusalJson(reasons));
  return 1;
}

/**
 * Lints, fixes, tries and writes what Prisma wants.
 *
 * @param label undefined where it is still to be asked for
 */
async function finish(draft: Drafted | undefined, label: string | undefined, making: Making): Promise<0 | 1> {
  const { args, target, deps, progress } = making;
  progress.say('Linting the migration…');
  let clean = draft && (await cleanAs(target.nameFor(label ?? 'unnamed', draft.name), draft, making));
  if (draft && clean?.hasStatements === true && label === undefined) {
    progress.clear();
    const name = target.nameFor(migrationLabel(await askName(making)), '');
    clean = await cleanAs(name, draft, making);
  }
  const written = clean?.hasStatements === true ? clean : undefined;
  const trial = written && args.verify ? await (await making.rehearse()).tryOut(written) : undefined;
  if (written) target.write(written.migration);
  const made: SafeMigration = {
    root: target.source.root,
    prisma: target.prisma,
    outcome: written ? (isReady(written, trial) ? 'written' : 'not-ready') : 'no-change',
    clean,
    trial,
    appliesNext: args.appliesNext,
    place: target.environment?.url.place,
  };
  progress.clear();
  deps.stdout.write(args.json ? safeMigrateJson(made, deps.cwd) : safeMigratePretty(made, pageOf(making)));
  return made.outcome === 'not-ready' ? 1 : 0;
}

function cleanAs(name: string, { sql }: Drafted, { target, clean }: Making): Promise<CleanMigration> {
  return clean({ name, file: target.fileOf(name), text: sql });
}

function isReady({ findings }: CleanMigration, trial: Trial | undefined): boolean {
  if (trial?.kind === 'lost' || trial?.kind === 'refused') return false;
  return !findings.some(({ severity, suppressed }) => severity === 'error' && suppressed === undefined);
}

function pageOf({ args, deps: { cwd, env, stdout } }: Making) {
  return { cwd, width: widthOf(stdout, env), color: usesColor(args.color, env, stdout) };
}
