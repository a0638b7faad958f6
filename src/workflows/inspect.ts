import type { CatalogueIndex } from '../core/database/catalogue';
import type { MigrationRow } from '../core/database/migration-row';
import type { CatalogueExtension, CatalogueTable, TableParts } from '../core/database/tables';
import type { Sha256 } from '../core/drift/checksum';
import { didYouMeanAny } from '../core/did-you-mean';
import { HumanError } from '../core/human-error';
import { readDefinition, type IndexDefinition } from '../core/ledger/definition';
import type { ProtectedObjectStatus } from '../core/protection/live-objects';
import type { ProtectedIndexStatus } from '../core/protection/live-state';
import { positionsOf } from '../core/text-positions';
import { isVectorMethod } from '../core/vectors/operators';
import { vectorIndexOf, type VectorIndex } from '../core/vectors/vector-index';
import type { CatalogueReader } from './database';
import { pendingTest } from './pending';
import { applied8 } from './prisma8-applied';
import { findProtected } from './protected-indexes';
import { objectStates } from './protected-objects';
import { queriesFound, type FoundSearch } from './queries-found';
import type { ReplayedProject } from './replayed-project';
import { statesAsApplied, statesIn8 } from './states-as-applied';
import { lintCode, lintMadeQueries, type FindCode } from './vector-queries';

/** An index of a database, and what is known of it. */
export interface InspectedIndex {
  readonly index: CatalogueIndex;
  /** Undefined where PostgreSQL prints what our grammar does not know yet. */
  readonly definition: IndexDefinition | undefined;
  /** Set where it has the name of a protected index. */
  readonly protection: ProtectedIndexStatus | undefined;
  readonly vector: VectorIndex | undefined;
  /** Of a vector index: the searches in the project's code and functions that are meant for it. */
  readonly searches: readonly SearchPlace[];
}

/** Where a search stands. */
export interface SearchPlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly served: FoundSearch['served'];
}

/** What is in one database. */
export interface InspectReport {
  readonly root: string;
  /** Tells projects of one root apart. */
  readonly migrationsFolder?: string | undefined;
  readonly environment: string;
  readonly location: string;
  /** The connection's own schema. */
  readonly schema: string;
  /** The one that was asked for, or all. */
  readonly tables: readonly CatalogueTable[];
  /** Those of the tables. */
  readonly indexes: readonly InspectedIndex[];
  /** Protected indexes that are not there. */
  readonly missing: readonly ProtectedIndexStatus[];
  /** Protected constraints, triggers and the like, there or not. */
  readonly objects: readonly ProtectedObjectStatus[];
  readonly extensions: readonly CatalogueExtension[];
  /**
   * The last ten rows of `_prisma_migrations`, the newest first, or with Prisma 8 the last of the project's migrations that
   * were applied; undefined where Prisma keeps nothing there.
   */
  readonly lastMigrations: readonly MigrationRow[] | undefined;
  /** Whether the project is one of Prisma 8. */
  readonly isPrisma8: boolean;
  /** Where one table was asked for. */
  readonly parts: TableParts | undefined;
}

const shownMigrations = 10;

interface InspectOptions {
  /** The name of one table; the name may include its schema; undefined for all. */
  readonly table: string | undefined;
  readonly sha256: Sha256;
  /** Finds the project's code, for the searches in it. */
  readonly findCode: FindCode;
}

/**
 * Reads what is in a database.
 *
 * @throws HumanError for a table that is not there, and where the database gives no answer
 */
export async function inspect(
  opening: Promise<ReplayedProject>,
  environment: string,
  database: CatalogueReader,
  { table, sha256, findCode }: InspectOptions,
): Promise<InspectReport> {
  const [older, records, catalogue, objectCatalogue, tables, extensions, untrained, found, project] =
    await Promise.all([
      database.readRows(),
      database.readPrisma8(),
      database.readIndexes(),
      database.readObjects(),
      database.readTables(),
      database.readExtensions(),
      database.readUntrained(),
      opening.then((project) => findProtected(project)),
      opening,
    ]);
  const grammar = await project.loadGrammar();
  const { schema, location } = database;
  const one = table === undefined ? undefined : findTable(tables, table, schema);
  const { prisma8 } = project.source;
  const in8 = prisma8 && applied8(prisma8, records, location);
  const rows = in8 ? records && in8.rows : older;
  const facts = { ownSchema: schema, isPending: in8?.isPending ?? pendingTest(rows) };
  const { states, objects, applied } = in8
    ? await statesIn8(in8, { project, found, rows, catalogue }, facts)
    : await statesAsApplied({ project, found, rows, catalogue }, { ...facts, sha256 });
  const isAsked = (index: Pick<CatalogueIndex, 'schema' | 'table'>): boolean =>
    one === undefined || (index.schema === one.schema && index.table === one.name);
  const indexes = catalogue.filter(isAsked).map((index) => {
    return { index, definition: readDefinition(grammar, index.definition, []) };
  });
  const hasVectors = indexes.some(({ definition }) => definition && isVectorMethod(definition.method));
  const searches = hasVectors ? await searchPlaces(project, findCode) : () => [];
  return {
    migrationsFolder: project.source.migrationsFolder,
    isPrisma8: prisma8 !== undefined,
    ...{ root: project.source.root, environment, location, schema, extensions },
    tables: one ? [one] : tables,
    indexes: indexes.map(({ index, definition }) => {
      const isUntrained = untrained.some(
        (other) => other.schema === index.schema && other.name === index.name,
      );
      const rowsOfTable = tables.find(({ schema, name }) => schema === index.schema && name === index.table);
      const facts = { rows: rowsOfTable?.estimatedRows, isUntrained };
      return {
        ...{ index, definition },
        protection: states.find(({ live }) => live === index),
        vector: definition && vectorIndexOf(definition, facts),
        searches: searches(index),
      };
    }),
    missing: states.filter(
      ({ state, index }) => state === 'missing' && (one === undefined || index.table === one.name),
    ),
    objects: objectStates(applied, objectCatalogue, facts, objects).filter(
      ({ object }) => one === undefined || object.table === one.name,
    ),
    lastMigrations: rows?.slice(-shownMigrations).reverse(),
    parts: one && (await database.readTableParts(one)),
  };
}

/** Finds the searches of a project, to be asked for by the index that is meant to serve them. */
async function searchPlaces(
  project: ReplayedProject,
  findCode: FindCode,
): Promise<(index: CatalogueIndex) => SearchPlace[]> {
  const code = await findCode(project.configuration.guard?.hasQueries);
  const reports = [await lintMadeQueries(project, () => true), await lintCode(project, code)];
  const texts = new Map(reports.flatMap((report) => [...report.texts]));
  const { searches } = queriesFound(reports, { code });
  return ({ name, table }) =>
    searches
      .filter((search) => search.index === name && search.table === table)
      .map(({ file, range, served }) => ({
        ...{ file, served },
        line: positionsOf(texts.get(file) ?? '').at(range.start).line,
      }));
}

/** @throws HumanError where there is none, with names that resemble it, or several */
function findTable(tables: readonly CatalogueTable[], wanted: string, ownSchema: string): CatalogueTable {
  const named = tables.filter(({ schema, name }) => name === wanted || `${schema}.${name}` === wanted);
  const found = named.find(({ schema }) => schema === ownSchema) ?? named[0];
  if (!found) {
    const known = tables.map(({ schema, name }) =>
      nameOfTable({ schema, name }, wanted.includes('.') ? '' : ownSchema),
    );
    throw new HumanError(
      `There is no table ${wanted}.${didYouMeanAny([wanted], known) || ' Without --table, all are listed.'}`,
    );
  }
  if (named.length > 1 && found.schema !== ownSchema) {
    const names = named.map(({ schema, name }) => `${schema}.${name}`);
    throw new HumanError(
      `There are several tables ${wanted}: ${names.join(', ')}. Name one with its schema.`,
    );
  }
  return found;
}

/** A name as it is shown: with its schema where that is not the connection's own. */
export function nameOfTable({ schema, name }: { schema: string; name: string }, ownSchema: string): string {
  return schema === ownSchema ? name : `${schema}.${name}`;
}
