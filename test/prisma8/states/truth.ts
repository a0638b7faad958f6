import assert from 'node:assert/strict';
import fs from 'node:fs';
import { databaseObjects } from '../../helpers/database-objects';
import type { PgliteServer } from '../../helpers/pglite-server';
import { missingFrom, type Place, type State } from './state';

type Objects = ReadonlyMap<string, string>;

interface Planned {
  readonly name: string;
  readonly from: string | null;
  readonly to: string;
}

/** The project's own migrations in the order of their names. */
function plannedIn(place: Place): Planned[] {
  const folder = place.at('migrations/app');
  return fs
    .readdirSync(folder)
    .filter((name) => /^\d/.test(name))
    .sort()
    .map((name) => {
      const text = fs.readFileSync(`${folder}/${name}/migration.json`, 'utf8');
      return { ...(JSON.parse(text) as Omit<Planned, 'name'>), name };
    });
}

/** The migrations that lead to a contract, from an empty database. */
function pathTo(hash: string | null, all: readonly Planned[]): Planned[] {
  if (hash === null) return [];
  const last = all.find(({ to }) => to === hash) ?? assert.fail(`nothing leads to ${hash}`);
  return [...pathTo(last.from, all), last];
}

/** By slug, what each migration takes away that takes anything. Leaves the database as the last of them made it. */
async function takenByEach(place: Place, server: PgliteServer): Promise<Record<string, string[]>> {
  const all = plannedIn(place);
  const taken: Record<string, string[]> = {};
  let at: string | null | undefined;
  for (const migration of all) {
    if (at !== migration.from) {
      await server.clear();
      for (const { name } of pathTo(migration.from, all)) await place.run('db', 'migrate', '--to', name);
    }
    const before = await databaseObjects(server.url);
    await place.run('db', 'migrate', '--to', migration.name);
    const gone = missingFrom(before, await databaseObjects(server.url));
    if (gone.length > 0) taken[migration.name.replace(/^\d+T\d+_/, '')] = gone;
    at = migration.to;
  }
  return taken;
}

async function checkMigrations(state: State, place: Place, server: PgliteServer, before: Objects) {
  const { freshLacks, freshDrops = [], migrations = {} } = state;
  await server.clear();
  const fresh = await place.prisma(['db', 'migrate'], { databaseUrl: server.url });
  assert.equal(fresh.exitCode === 0, freshLacks !== undefined, fresh.stdout);
  if (!freshLacks) return;
  const lacking = missingFrom(before, await databaseObjects(server.url));
  assert.deepEqual(lacking, [...freshLacks, ...freshDrops].sort());
  await server.clear();
  const expected = Object.entries(migrations).map(([slug, { loses = [], drops = [] }]) => [
    slug,
    [...loses, ...drops].sort(),
  ]);
  assert.deepEqual(await takenByEach(place, server), Object.fromEntries(expected));
}

/** Whether what a state says of itself is what the real packages do. It uses up the database. */
export async function checkTruth(state: State, place: Place, server: PgliteServer): Promise<void> {
  const { unknown, updateLoses, updateDrops = [] } = state;
  const check = await place.prisma(['migration', 'check']);
  assert.equal(check.exitCode === 0, unknown === undefined, check.stdout);
  if (unknown) assert.match(check.stdout, unknown);
  const before = await databaseObjects(server.url);
  const update = await place.prisma(['db', 'update', '--confirm', 'postgres'], { databaseUrl: server.url });
  assert.equal(update.exitCode === 0, updateLoses !== undefined, update.stdout);
  const lost = missingFrom(before, await databaseObjects(server.url));
  assert.deepEqual(lost, [...(updateLoses ?? []), ...updateDrops].sort());
  await checkMigrations(state, place, server, before);
}
