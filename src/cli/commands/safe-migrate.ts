import { migrationLabel } from '../../core/restore/migration-names';
import { HumanError } from '../../core/human-error';
import type { CleanMigration } from '../../workflows/clean-migration';
import { readinessOf } from '../../workflows/before-migration';
import { Interrupted } from '../interruption';
import { progressOn, type TerminalProgress } from '../progress';
import { driftPretty } from '../reporters/drift-pretty';
import { printable } from '../reporters/printable';
import { refusalJson, safeMigrateJson } from '../reporters/safe-migrate-json';
import { safeMigratePretty, type SafeMigration } from '../reporters/safe-migrate-pretty';
import { usesColor, widthOf } from '../terminal';
import type { SafeMigrateArgs } from './safe-migrate-args';
import type { Drafted, Drafting, SafeMigrateDeps, SafeMigrateTarget } from './safe-migrate-deps';

/**
 * Writes a migration for what changed in the schema, without what would lose a protected index.
 *
 * @returns 1 where it was refused or the migration is not ready, 2 where Prisma failed, more where a signal stopped it
 * @throws HumanError where it could not be tried
 */
export async function runSafeMigrate(args: SafeMigrateArgs, deps: SafeMigrateDeps): Promise<number> {
  const progress = progressOn(deps.stderr, deps.env);
  try {
    progress.say('Looking for the Prisma project…');
    const target = await deps.open(args);
    progress.clear();
    return await makeMigration(args, target, deps, progress);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    deps.stderr.write('migration-guard: interrupted. No migration was made.\n');
    return error.exitCode;
  } finally {
    progress.clear();
  }
}

async function makeMigration(
  args: SafeMigrateArgs,
  target: SafeMigrateTarget,
  deps: SafeMigrateDeps,
  progress: TerminalProgress,
): Promise<number> {
  // dev asks when it is known that there is a migration to name.
  const isNamedLater = args.name === undefined && args.command === 'dev';
  const label = isNamedLater ? 'unnamed' : migrationLabel(args.name ?? (await askName(args, deps)));
  // Where nothing can come last, there is no need to begin.
  target.nameFor(label, '');
  const refuse = (reasons: readonly string[]): 1 => {
    for (const reason of reasons) deps.stderr.write(`migration-guard: ${printable(reason)}\n`);
    if (args.json) deps.stdout.write(refusalJson(reasons));
    return 1;
  };
  const { environment } = target;
  if (environment?.production) {
    return refuse([
      `${environment.name} is production (${environment.url.place}), where no migration is developed. Use a local database, or --offline.`,
    ]);
  }
  const way = await chooseWay(target, progress);
  if (way.kind === 'refused') return refuse(way.reasons);
  if (way.kind === 'drifted') {
    const report = await target.checkDrift();
    progress.clear();
    if (!args.json) deps.stdout.write(driftPretty([report], { ...pageOf(args, deps), all: false }));
    return refuse([
      'No migration was made: Prisma would want to reset the database, which is not needed. Do what is told above first.',
    ]);
  }
  if (way.kind === 'apart' && way.because !== undefined)
    deps.stderr.write(`migration-guard: ${printable(way.because)}\n`);
  const drafting = await draft(label, way.kind, target, deps, progress);
  switch (drafting.kind) {
    case 'drafted':
      return await finish(
        { draft: drafting.draft, label: isNamedLater ? undefined : label },
        args,
        target,
        deps,
        progress,
      );
    case 'wants-reset':
      return refuse([
        'No migration was made, and nothing was reset: Prisma finds that the database is not what the migrations make of it. migration-guard check-drift looks into that.',
      ]);
    case 'asks':
      throw new Error('Prisma asked without a database');
    case 'failed':
      deps.stderr.write(`migration-guard: no migration was made: ${printable(drafting.how)}\n`);
      return 2;
  }
}

async function askName({ command }: SafeMigrateArgs, { ask }: SafeMigrateDeps): Promise<string> {
  const name = await ask('What shall the migration be called? Such as add_tags');
  if (name === undefined) {
    throw new HumanError(`The migration needs a name: migration-guard ${command} --name add_tags.`);
  }
  return name;
}

type Way =
  | { readonly kind: 'with-database' }
  | { readonly kind: 'apart'; readonly because?: string }
  | { readonly kind: 'drifted' }
  | { readonly kind: 'refused'; readonly reasons: readonly string[] };

/** Prisma sees the database only where it would find nothing to apply or to reset. */
async function chooseWay(
  { environment, withoutDatabase, look, source }: SafeMigrateTarget,
  progress: TerminalProgress,
): Promise<Way> {
  const empty = source.emptyFolders ?? [];
  if (empty.length > 0) {
    return {
      kind: 'refused',
      reasons: empty.map(
        (name) => `${name} has no migration.sql: delete the folder, or bring the file back.`,
      ),
    };
  }
  const apart = (because: string): Way => ({
    kind: 'apart',
    because: `${because} So the migration is made from the files alone.`,
  });
  if (environment === undefined)
    return withoutDatabase === undefined ? { kind: 'apart' } : apart(withoutDatabase);
  progress.say(`Asking the database of ${environment.name}…`);
  try {
    const { status, hasTables } = await look();
    const readiness = readinessOf(status, hasTables);
    switch (readiness.kind) {
      case 'ready':
        return { kind: 'with-database' };
      case 'apart':
        return apart(readiness.because);
      case 'drifted':
        return readiness;
      case 'blocked':
        return { kind: 'refused', reasons: readiness.reasons };
    }
  } catch (error) {
    if (!(error instanceof HumanError)) throw error;
    return apart(error.message);
  } finally {
    progress.clear();
  }
}

async function draft(
  label: string,
  way: 'with-database' | 'apart',
  { draftByDev, draftByDiff, prisma }: SafeMigrateTarget,
  { stderr }: SafeMigrateDeps,
  progress: TerminalProgress,
): Promise<Drafting> {
  let warnings: readonly string[] = [];
  if (way === 'with-database') {
    stderr.write(`Running ${printable(prisma)}: migrate dev --create-only --name ${label}\n`);
    const drafting = await draftByDev(label);
    if (drafting.kind !== 'asks') return drafting;
    ({ warnings } = drafting);
    stderr.write(
      'migration-guard: Prisma wants an answer to its warnings, and takes none here. They are written into the migration, which is made from the files alone: read it before you apply it.\n',
    );
  }
  progress.say('Comparing the migrations with the schema…');
  try {
    const drafting = await draftByDiff();
    if (drafting.kind !== 'drafted' || !drafting.draft) return drafting;
    return { ...drafting, draft: { ...drafting.draft, sql: withWarnings(drafting.draft.sql, warnings) } };
  } finally {
    progress.clear();
  }
}

/** As Prisma puts them at the top of what a person has agreed to. */
function withWarnings(sql: string, warnings: readonly string[]): string {
  if (warnings.length === 0) return sql;
  const lines = warnings.map((warning) => `  - ${printable(warning).replaceAll('*/', '* /')}`);
  return `/*\n  Warnings:\n\n${lines.join('\n')}\n\n*/\n${sql}`;
}

interface Named {
  readonly draft: Drafted | undefined;
  /** Undefined where it is still to be asked for. */
  readonly label: string | undefined;
}

/** Lints, fixes and writes what Prisma wants. */
async function finish(
  { draft, label }: Named,
  args: SafeMigrateArgs,
  target: SafeMigrateTarget,
  deps: SafeMigrateDeps,
  progress: TerminalProgress,
): Promise<0 | 1> {
  const { source, prisma, clean: cleanOf, write, nameFor, fileOf } = target;
  const cleanAs = (name: string): Promise<CleanMigration> =>
    cleanOf({ name, file: fileOf(name), text: draft?.sql ?? '' });
  progress.say('Linting the migration…');
  let clean = draft && (await cleanAs(nameFor(label ?? 'unnamed', draft.name)));
  progress.clear();
  if (clean?.hasStatements === true && label === undefined) {
    clean = await cleanAs(nameFor(migrationLabel(await askName(args, deps)), ''));
  }
  const isWritten = clean?.hasStatements === true;
  if (clean && isWritten) write(clean.migration);
  const made: SafeMigration = {
    root: source.root,
    prisma,
    outcome: clean && isWritten ? (isReady(clean) ? 'written' : 'not-ready') : 'no-change',
    clean,
    place: target.environment?.url.place,
  };
  deps.stdout.write(
    args.json ? safeMigrateJson(made, deps.cwd) : safeMigratePretty(made, pageOf(args, deps)),
  );
  return made.outcome === 'not-ready' ? 1 : 0;
}

function isReady({ findings }: CleanMigration): boolean {
  return !findings.some(({ severity, suppressed }) => severity === 'error' && suppressed === undefined);
}

function pageOf(args: SafeMigrateArgs, { cwd, env, stdout }: SafeMigrateDeps) {
  return { cwd, width: widthOf(stdout, env), color: usesColor(args.color, env, stdout) };
}
