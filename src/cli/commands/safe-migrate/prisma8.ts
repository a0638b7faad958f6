import path from 'node:path';
import { environmentProject } from '../../../adapters/environments/project';
import type { OpenedProject } from '../../../adapters/open-projects';
import { prismaFileArgs } from '../../../adapters/prisma/file-args';
import { pathFrom } from '../../../adapters/files/path-from';
import { findPrismaCli } from '../../../adapters/prisma/prisma-cli';
import { emitContract, planMigration } from '../../../adapters/prisma/prisma8/plan-migration';
import { ownCommand } from '../../../core/command-target';
import { HumanError } from '../../../core/human-error';
import { migrationLabel } from '../../../core/migration-names';
import { assertPostgres } from '../../../workflows/predict';
import { commandTarget } from '../../command-target';
import { pageOf, type CliContext } from '../../context';
import { printable } from '../../output/printable';
import { wrap } from '../../output/wrap';
import { openProject } from '../../projects';
import { lint } from '../lint/run';
import type { SafeMigrateArgs } from './args';
import { askerOf } from './ask-database';
import { lackingSentences } from './lacking';
import { planFromElsewhere } from './plan-from';

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
  const say = (text: string): void => {
    stdout.write(`${wrap(printable(text), pageOf(context, args.color).width).join('\n')}\n`);
  };
  const call = {
    ...{ root: source.root, prisma, env, timeoutMs: args.timeout * 1000 },
    fileArgs: prismaFileArgs(args, project, cwd),
  };
  await emitContract(call);
  const label = migrationLabel(name);
  const planned = await planMigration(call, label, undefined);
  const folders =
    'folders' in planned
      ? planned.folders
      : await planFromElsewhere(call, label, planned.refusal, {
          ...{ source, target, say },
          ask: askerOf(args, source, context, () => undefined),
        });
  if (folders.length === 0) say('There is nothing to migrate: the migrations lead to the contract.');
  for (const folder of folders) say(`${prisma.label} wrote ${folder}.`);
  const opened = await openProject(args, cwd, { prisma8: true });
  const tell = (why: string): void => {
    context.stderr.write(`Note: no database was asked what it has besides. ${printable(why)}\n`);
  };
  const ask = askerOf(args, opened.source, context, tell);
  for (const sentence of await lackingSentences(opened.source, folders, ask)) say(sentence);
  if (folders.length === 0) return 0;
  const paths = folders.map((folder) => pathFrom(cwd, path.resolve(source.root, folder)));
  return await lint({ paths, format: 'pretty', failOn: 'error', color: args.color }, context);
}
