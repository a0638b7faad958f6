import path from 'node:path';
import { whileOpen } from '../../../adapters/ask-database';
import { findEnvironment } from '../../../adapters/environments/find-environment';
import { environmentProject } from '../../../adapters/environments/project';
import { openProjects, type OpenedProject } from '../../../adapters/open-projects';
import { prismaFileArgs } from '../../../adapters/prisma/file-args';
import { pathFrom } from '../../../adapters/files/path-from';
import { findPrismaCli } from '../../../adapters/prisma/prisma-cli';
import { planMigration } from '../../../adapters/prisma/prisma8/plan-migration';
import { ownCommand } from '../../../core/command-target';
import { HumanError, isHumanError } from '../../../core/human-error';
import { listed } from '../../../core/listed';
import { kindName } from '../../../core/linter/change/object-words';
import { migrationLabel } from '../../../core/migration-names';
import { loadGrammar } from '../../../core/sql/grammar';
import { missingFromNew, missingFromOlder, type MissingThing } from '../../../workflows/missing-from-new';
import { assertPostgres } from '../../../workflows/predict';
import { ReplayedProject } from '../../../workflows/replayed-project';
import { commandTarget } from '../../command-target';
import { pageOf, type CliContext } from '../../context';
import { printable } from '../../output/printable';
import { wrap } from '../../output/wrap';
import { openProject } from '../../projects';
import { lint } from '../lint/run';
import type { SafeMigrateArgs } from './args';

/**
 * Has Prisma 8 plan a migration, which leaves alone what it does not name; lints that, and names what a database built from the
 * migrations would lack. Prisma's `db update` would drop that.
 *
 * @returns as lint does for what was written
 * @throws HumanError where Prisma refuses
 */
export async function planSafely(
  args: SafeMigrateArgs,
  { source }: OpenedProject,
  context: CliContext,
): Promise<number> {
  assertPostgres(source);
  if (args.json) {
    throw new HumanError(
      'safe-migrate has no --json for a project of Prisma 8 yet: leave it out, and let lint --format json tell of the migration.',
    );
  }
  const { cwd, env, stdout } = context;
  const project = environmentProject(source);
  const prisma = findPrismaCli(project, env);
  const target = commandTarget(args, source, cwd);
  const name = args.name ?? (await context.ask.text('What is the migration called? For example add_tags'));
  if (name === undefined) {
    throw new HumanError(
      `The migration needs a name: ${ownCommand('safe-migrate', target, '--name', 'add_tags')}`,
    );
  }
  const call = { root: source.root, prisma, env, timeoutMs: args.timeout * 1000 };
  const folders = await planMigration(call, migrationLabel(name), prismaFileArgs(args, project, cwd));
  const say = (text: string): void => {
    stdout.write(`${wrap(printable(text), pageOf(context, args.color).width).join('\n')}\n`);
  };
  if (folders.length === 0) say('There is nothing to migrate: the migrations lead to the contract.');
  for (const folder of folders) say(`${prisma.label} wrote ${folder}.`);
  const opened = await openProject(args, cwd, { prisma8: true });
  const lacking = await lackingIn(args, opened, context);
  for (const { where, things } of lacking) {
    say(
      `A database built from these migrations would lack what ${where} has, and no migration makes, nor the contract declares: ${listed(things.map(nameOf))}. Put what makes it into migration.ts as rawSql, and run that file with node; db update would drop the indexes, CHECK constraints and policies among them.`,
    );
  }
  if (folders.length === 0) return 0;
  const paths = folders.map((folder) => pathFrom(cwd, path.resolve(source.root, folder)));
  return await lint({ paths, format: 'pretty', failOn: 'error', color: args.color }, context);
}

interface Lacking {
  readonly where: string;
  readonly things: readonly MissingThing[];
}

/** What is asked of what there is: a database that answers, and the migrations of an earlier Prisma. */
async function lackingIn(
  args: SafeMigrateArgs,
  { source }: OpenedProject,
  { env, stderr }: CliContext,
): Promise<Lacking[]> {
  const replayed = await ReplayedProject.open(source, loadGrammar);
  const found: Lacking[] = [];
  const all = await openProjects([source.root], { cwd: source.root, prisma8: true, git: false });
  for (const older of all.filter((one) => !one.source.prisma8 && one.source.root === source.root)) {
    const things = missingFromOlder(replayed, await ReplayedProject.open(older.source, loadGrammar));
    found.push({ where: pathFrom(source.root, older.migrationsFolder), things });
  }
  if (!args.offline) {
    try {
      const environment = await findEnvironment(args.env, environmentProject(source), { env });
      const things = await whileOpen(environment, async (database) =>
        missingFromNew(replayed, {
          indexes: await database.readIndexes(),
          objects: await database.readObjects(),
        }),
      );
      found.push({ where: environment.url.location, things });
    } catch (error) {
      if (!isHumanError(error)) throw error;
      stderr.write(`Note: no database was asked what it has besides. ${printable(error.message)}\n`);
    }
  }
  return found.filter(({ things }) => things.length > 0);
}

function nameOf({ kind, table, name }: MissingThing): string {
  const on = table === undefined || kind === 'row level security' ? '' : ` on ${table}`;
  return `${name} (${kindName(kind)}${on})`;
}
