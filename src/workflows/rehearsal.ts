import type { CatalogueObject } from '../core/database/catalogue';
import type { SchemaObject, SchemaSnapshot } from '../core/database/schema-snapshot';
import { schemaDifferences, type SchemaDifference } from '../core/drift/schema-diff';
import {
  liveObjects,
  objectNeedsAttention,
  type ProtectedObjectStatus,
} from '../core/protection/live-objects';
import { protectedObjects, wholeName, type ProtectedObject } from '../core/protection/protected-object';
import type { CleanMigration } from './clean-migration';
import type { OpenEmbedded } from './embedded';
import type { LintSource, MigrationFile, TextFile } from './lint-source';
import { openReplayed, useSchema, type ReplayedDatabase } from './open-replayed';
import { openPrismaRows } from './prisma-rows';
import type { Progress } from './progress';
import { findProtectedIndexes } from './protected-indexes';
import { adviceFor, refusalSentence } from './replay-advice';
import { replayOnto, type ReplayFailure } from './replay-embedded';
import type { ReplayedProject } from './replayed-project';

/**
 * What trying a migration showed.
 *
 * - kept: it applies, and everything protected is as before, but for what lint has reported
 * - lost: it applies, and these are gone or are others, of which lint has said nothing
 * - refused: PostgreSQL does not take it, or Prisma's row of it
 * - untried: why it could not be tried, a sentence
 */
export type Trial =
  | { readonly kind: 'kept'; readonly migrations: number; readonly indexes: number; readonly objects: number }
  | { readonly kind: 'lost'; readonly names: readonly string[] }
  | { readonly kind: 'refused'; readonly failure: ReplayFailure }
  | { readonly kind: 'untried'; readonly reason: string };

/** The history on an embedded database, on which a migration can be tried before it is written. */
export interface Rehearsal {
  /** What the live database has otherwise, of all that Prisma compares; undefined where the history cannot be replayed. */
  readonly driftOf: (live: SchemaSnapshot) => readonly SchemaDifference[] | undefined;
  /** To be called once: the database is then another one. */
  readonly tryOut: (clean: CleanMigration) => Promise<Trial>;
  readonly close: () => Promise<void>;
}

export interface RehearsalOptions {
  readonly openEmbedded: OpenEmbedded;
  readonly prelude: readonly TextFile[];
  /** That of the connection; `public` without it. */
  readonly ownSchema?: string | undefined;
  readonly progress?: Progress | undefined;
}

/** @throws HumanError where the prelude fails */
export async function openRehearsal(project: ReplayedProject, options: RehearsalOptions): Promise<Rehearsal> {
  const { source } = project;
  const { openEmbedded, prelude, progress, ownSchema = 'public' } = options;
  const replayed = await openReplayed(source, {
    // The next migration may create those that the schema asks for.
    openEmbedded: (extensions) => openEmbedded([...extensions, ...listIn(source, 'extensions')]),
    ...{ prelude, progress, ownSchema, writesRows: true },
  });
  const { database, failure, close } = replayed;
  if (failure) {
    const reason = reasonFor(failure);
    return { driftOf: () => undefined, tryOut: () => Promise.resolve({ kind: 'untried', reason }), close };
  }
  const before = await database.readSnapshot(ownSchema);
  const schemas = new Set([ownSchema, ...listIn(source, 'schemas')]);
  return {
    driftOf: (live) =>
      schemaDifferences(before, live, { isOurs: (schema) => schemas.has(schema) }).filter(
        (difference) => schemas.has(difference.object.schema) && isSeenByPrisma(difference),
      ),
    tryOut: (clean) => tryOut(project, clean, before, replayed),
    close,
  };
}

/** The words of a list in the schema's blocks, such as `schemas = ["app", "audit"]`. */
function listIn({ schema }: LintSource, name: string): string[] {
  const list = new RegExp(`^\\s*${name}\\s*=\\s*\\[([^\\]]*)\\]`, 'gm');
  const lists = schema.flatMap(({ text }) => [...text.matchAll(list)]);
  return lists.flatMap(([, words = '']) => words.match(/[\w-]+/g) ?? []);
}

/** What Prisma does not compare is no reason for it to want a reset. */
function isSeenByPrisma({ object, ...difference }: SchemaDifference): boolean {
  switch (object.type) {
    case 'table':
    case 'column':
    case 'enum':
    case 'index':
      return difference.kind !== 'different' || difference.facts.some(({ fact }) => seenFacts.has(fact));
    case 'constraint':
      return /^(?:PRIMARY KEY|UNIQUE|FOREIGN KEY)/.test(object.facts['definition'] ?? '');
    default:
      return false;
  }
}

const seenFacts: ReadonlySet<string> = new Set(['type', 'null', 'default', 'values', 'definition']);

function reasonFor(failure: ReplayFailure): string {
  const { migration } = failure;
  return `the history does not apply to an empty database, because ${migration.name} fails: ${refusalSentence(failure)} ${adviceFor(failure) ?? ''}`.trim();
}

async function tryOut(
  project: ReplayedProject,
  { migration, findings, keptBack }: CleanMigration,
  before: SchemaSnapshot,
  { database }: ReplayedDatabase,
): Promise<Trial> {
  const { ownSchema } = before;
  const known = await findProtectedIndexes(project);
  const inPlace = (schema: string | undefined): string =>
    schema === undefined || schema === 'public' ? ownSchema : schema;
  const wanted = new Set(known.map(({ schema, name }) => JSON.stringify([inPlace(schema), name])));
  for (const { finding } of keptBack) {
    if (finding.index !== undefined) wanted.add(JSON.stringify([ownSchema, finding.index]));
  }
  const isWanted = ({ type, schema, name }: SchemaObject): boolean =>
    type === 'index' && wanted.has(JSON.stringify([schema, name]));
  await useSchema(database, ownSchema);
  const rows = await openPrismaRows(database, ownSchema);
  const objectsBefore = await database.readObjects();
  const { failure } = await replayOnto(database, [migration], { rows, ownSchema });
  if (failure?.extension !== undefined) {
    return { kind: 'untried', reason: adviceFor(failure) ?? failure.message };
  }
  if (failure) return { kind: 'refused', failure };
  const reported = new Set(findings.map(({ index }) => index));
  const gone = schemaDifferences(before, await database.readSnapshot(ownSchema))
    .filter(({ kind }) => kind !== 'unexpected')
    .flatMap(({ object, parts }) => [object, ...parts])
    .filter((object) => isWanted(object) && !reported.has(object.name));
  const objects = await objectsAfter(
    project,
    migration,
    ownSchema,
    objectsBefore,
    await database.readObjects(),
  );
  const names = [...gone.map(({ name }) => name), ...objects.lost.map((object) => wholeName(object))];
  if (names.length > 0) return { kind: 'lost', names };
  return {
    kind: 'kept',
    migrations: project.source.migrations.length,
    indexes: before.objects.filter(isWanted).length,
    objects: objects.present,
  };
}

/** Which objects are lost that the history has with the migration, as its statements say, and how many are there. */
async function objectsAfter(
  project: ReplayedProject,
  migration: MigrationFile,
  ownSchema: string,
  before: readonly CatalogueObject[],
  after: readonly CatalogueObject[],
): Promise<{ readonly lost: readonly ProtectedObject[]; readonly present: number }> {
  const statusIn = (of: ReplayedProject, catalogue: readonly CatalogueObject[]) =>
    liveObjects(
      protectedObjects(of.replayed.endLedger(), of.configuration.driftIgnore, of.declarations),
      catalogue,
      { ownSchema, isPending: () => false },
    ).filter(({ object }) => object.record !== undefined);
  const keyOf = ({ object: { kind, name } }: ProtectedObjectStatus): string => JSON.stringify([kind, name]);
  const wereLost = new Set(statusIn(project, before).filter(objectNeedsAttention).map(keyOf));
  const now = statusIn(await project.followedBy([migration]), after);
  return {
    lost: now
      .filter((status) => objectNeedsAttention(status) && !wereLost.has(keyOf(status)))
      .map(({ object }) => object),
    present: now.filter(({ state }) => state === 'present').length,
  };
}
