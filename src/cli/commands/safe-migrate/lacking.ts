import path from 'node:path';
import { pathFrom } from '../../../adapters/files/path-from';
import { openProjects } from '../../../adapters/open-projects';
import { kindName } from '../../../core/linter/change/object-words';
import { listed } from '../../../core/listed';
import { ownSpace } from '../../../core/prisma8/ledger';
import { loadGrammar } from '../../../core/sql/grammar';
import type { LintSource } from '../../../workflows/lint-source';
import {
  missingFromNew,
  missingFromOlder,
  type Known,
  type MissingThing,
} from '../../../workflows/missing-from-new';
import { ReplayedProject } from '../../../workflows/replayed-project';
import type { AskDatabase } from './ask-database';

/** What something has, by its name. */
type Lacking = readonly [where: string, things: readonly MissingThing[]];

/**
 * What a database built from the migrations would lack of what there is: in a database that answers, and in the migrations
 * of an earlier Prisma; sentences.
 *
 * @param source the project with its new migrations
 * @param folders those
 */
export async function lackingSentences(
  source: LintSource,
  folders: readonly string[],
  ask: AskDatabase,
): Promise<string[]> {
  const known = await knownBefore(source, new Set(folders.map((folder) => path.basename(folder))));
  const found: Lacking[] = [];
  const all = await openProjects([source.root], { cwd: source.root, prisma8: true, git: false });
  for (const older of all.filter((one) => !one.source.prisma8 && one.source.root === source.root)) {
    const things = missingFromOlder(known, await ReplayedProject.open(older.source, loadGrammar));
    found.push([pathFrom(source.root, older.migrationsFolder), things]);
  }
  const live = await ask(async (database): Promise<Lacking> => [
    database.location,
    missingFromNew(known, {
      indexes: await database.readIndexes(),
      objects: await database.readObjects(),
    }),
  ]);
  if (live) found.push(live);
  return found
    .filter(([, things]) => things.length > 0)
    .map(
      ([where, things]) =>
        `A database built from these migrations would lack what ${where} has, and no migration makes, nor the contract declares: ${listed(things.map(nameOf))}. Put what makes it into migration.ts as rawSql, and run that file with node; db update would drop the indexes, CHECK constraints and policies among them.`,
    );
}

/** What the new migrations take away of what was there before, somebody took out of the contract. */
async function knownBefore(source: LintSource, added: ReadonlySet<string>): Promise<Known> {
  const migrations = source.migrations.filter(({ name }) => !added.has(name));
  const project = await ReplayedProject.open({ ...source, migrations }, loadGrammar);
  const edges = source.prisma8?.folders.find(({ space }) => space === ownSpace)?.edges ?? [];
  const contracts = [project.declarations];
  for (const { name, from } of edges) {
    const before = added.has(name) && from !== undefined && (await source.prisma8?.contractAt(from));
    if (before) contracts.push(project.declarationsOf(before));
  }
  return { project, contracts };
}

function nameOf({ kind, table, name }: MissingThing): string {
  const on = table === undefined || kind === 'row level security' ? '' : ` on ${table}`;
  return `${name} (${kindName(kind)}${on})`;
}
