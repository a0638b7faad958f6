import type { Sha256 } from '../core/drift/checksum';
import { ownSpace, type LedgerEntry, type Prisma8Records } from '../core/prisma8/ledger';
import type { EdgeStanding, Place } from '../core/prisma8/standing';
import type { AppliedState, MigrationStatus } from '../core/status/migration-status';
import type { Prisma8Reader } from './database';
import type { LintSource, MigrationsFolder8, Prisma8Source } from './lint-source';
import { dropIn, type IndexDrop } from './dropped-by';
import { originsInFiles, placeInFiles } from './prisma8-files';
import { findProtected } from './protected-indexes';
import { objectStates } from './protected-objects';
import { applied8, rowOf, type FolderStanding, type Prisma8Standing } from './prisma8-applied';
import type { ReplayedProject } from './replayed-project';
import { statesIn8 } from './states-as-applied';
import { readStatus, type StatusReport } from './status';

/** How the project stands in a database, whichever Prisma it is for. */
export function readAnyStatus(
  source: LintSource,
  opening: Promise<ReplayedProject>,
  environment: string,
  database: Prisma8Reader,
  sha256: Sha256,
): Promise<StatusReport> {
  return source.prisma8
    ? readStatus8(source.prisma8, opening, environment, database)
    : readStatus(opening, environment, database, sha256);
}

/**
 * Compares the files of a project of Prisma 8 with what Prisma keeps in a database, and with its indexes and other objects.
 *
 * @throws HumanError where the database gives no answer
 */
async function readStatus8(
  prisma8: Prisma8Source,
  opening: Promise<ReplayedProject>,
  environment: string,
  database: Prisma8Reader,
): Promise<StatusReport> {
  // The database answers while the history is replayed.
  const [records, older, catalogue, objectCatalogue, project, committed, found] = await Promise.all([
    database.readPrisma8(),
    database.readRows(),
    database.readIndexes(),
    database.readObjects(),
    opening,
    opening.then(({ source }) => source.history?.committed()),
    opening.then((project) => findProtected(project)),
  ]);
  const { source } = project;
  const applied = applied8(prisma8, records, database.location);
  const { standings, rows } = applied;
  const migrations = standings.flatMap(({ folder, migrations: all, missing }) => [
    ...all.map((one) => statusOf(one, prisma8, { committed, isShared: !database.isLocal })),
    ...missing.map((entry) => missingStatus(entry, folder)),
  ]);
  const inFiles = placeInFiles({ prisma8 });
  const withOrigin = originsInFiles({ prisma8 });
  const facts = { ownSchema: database.schema, isPending: applied.isPending };
  const { states, ...live } = await statesIn8(applied, { project, found, rows, catalogue }, facts);
  return {
    root: source.root,
    migrationsFolder: source.migrationsFolder,
    environment,
    location: database.location,
    hasTable: records !== undefined,
    migrations: inOrder(migrations, source),
    protectedIndexes: await Promise.all(
      states.map(async (status) => {
        const made = { ...status, index: withOrigin(status.index) };
        if (status.state !== 'missing') return made;
        const drop = await dropIn({ applied: project, files: project }, status.index, rows);
        return { ...made, droppedBy: drop && dropInFiles(drop, inFiles) };
      }),
    ),
    protectedObjects: objectStates(live.applied, objectCatalogue, facts, live.objects).map((status) => ({
      ...status,
      object: withOrigin(status.object),
    })),
    prisma8: {
      ...standing8(standings, prisma8, records, database.isLocal),
      hasOlder: older !== undefined,
    },
  };
}

function dropInFiles(drop: IndexDrop, inFiles: ReturnType<typeof placeInFiles>): IndexDrop {
  const { file, range } = drop;
  return { ...drop, range: range && inFiles({ file, range }).range };
}

const stateOf: Readonly<Record<EdgeStanding['state'], AppliedState>> = {
  ...{ applied: 'applied', drifted: 'drifted', pending: 'pending' },
  'not-needed': 'not-needed',
};

function statusOf(
  { edge: { name }, state, entries }: EdgeStanding,
  { operations }: Prisma8Source,
  { committed, isShared }: { committed: ReadonlySet<string> | undefined; isShared: boolean },
): MigrationStatus {
  const entry = entries.at(-1);
  const uncommitted = committed?.has(name) === false;
  return {
    ...{ name, state: stateOf[state], file: operations.get(name)?.file },
    row: entry && rowOf(entry, name),
    ...{ attempts: entries.length, outOfOrder: false, uncommitted },
    stray: isShared && uncommitted && entry !== undefined,
  };
}

function missingStatus(entry: LedgerEntry, { space }: MigrationsFolder8): MigrationStatus {
  const name = entry.migration ?? entry.to;
  return {
    ...{ name: space === ownSpace ? name : `${space}/${name}`, state: 'missing', file: undefined },
    ...{ row: rowOf(entry, name), attempts: 1, outOfOrder: false, uncommitted: false, stray: false },
  };
}

/** As the files are read, then what only the database knows. */
function inOrder(
  statuses: readonly MigrationStatus[],
  { migrations, prisma8 }: LintSource,
): MigrationStatus[] {
  const names = [migrations, ...(prisma8?.otherLines ?? [])].flat().map(({ name }) => name);
  const places = new Map([...new Set(names)].map((name, at) => [name, at]));
  const placeOf = ({ name }: MigrationStatus): number => places.get(name) ?? names.length;
  return statuses.toSorted((one, other) => placeOf(one) - placeOf(other));
}

function standing8(
  standings: readonly FolderStanding[],
  { contractHash: contract }: Prisma8Source,
  records: Prisma8Records | undefined,
  isLocal: boolean,
): Omit<Prisma8Standing, 'hasOlder'> {
  const own = standings.find(({ folder }) => folder.space === ownSpace);
  const place = own?.place ?? 'no-contract';
  const marker = records?.markers.get(ownSpace);
  return { place, marker, contract, updates: own?.updates ?? 0, attention: attentionTo(place, isLocal) };
}

/** Whoever develops brings a database on by `db update`, and need not have a migration for it. */
function attentionTo(place: Place, isLocal: boolean): Prisma8Standing['attention'] {
  switch (place) {
    case 'apart':
    case 'elsewhere':
      return isLocal ? 'pending' : 'drifted';
    case 'unplanned':
    case 'no-contract':
      return 'pending';
    case 'before':
    case 'empty':
    case 'there':
      // The migrations tell.
      return undefined;
  }
}
