import type { CommandTarget } from '../core/command-target';
import type { SchemaSnapshot } from '../core/database/schema-snapshot';
import type { SchemaDifference } from '../core/drift/schema-diff';
import { isHumanError } from '../core/human-error';
import { readinessOf } from './before-migration';
import type { Environment } from './environment';
import type { LintSource } from './lint-source';
import type { Rehearsal } from './rehearsal';
import type { StatusReport } from './status';

/** How the database stands, and whether it has tables at all. */
export interface DatabaseLook {
  readonly status: StatusReport;
  readonly hasTables: boolean;
}

/** Why no migration is made. */
export type RouteRefusal =
  | { readonly kind: 'production'; readonly environment: Environment }
  /** Names of folders without a migration.sql. */
  | { readonly kind: 'empty-folders'; readonly names: readonly string[] }
  /** Sentences. */
  | { readonly kind: 'blocked'; readonly reasons: readonly string[] }
  /** What the database has different from what the migrations make. */
  | { readonly kind: 'schema-drift'; readonly differences: readonly SchemaDifference[] };

/**
 * How a migration is to be made.
 *
 * - with-database: `migrate dev`, which sees the database
 * - apart: from the files alone; `because` is a sentence, undefined where the person wants it so
 * - drifted: not at all, since files differ from what was applied
 * - refused: not at all
 */
export type MigrationRoute =
  | { readonly kind: 'with-database' }
  | { readonly kind: 'apart'; readonly because?: string }
  | { readonly kind: 'drifted' }
  | { readonly kind: 'refused'; readonly refusal: RouteRefusal };

/** What is asked to choose a route. */
export interface RoutePorts {
  /** @throws HumanError where the database gives no answer */
  readonly look: () => Promise<DatabaseLook>;
  /** Undefined where Prisma compares only a part of the schema, and only Prisma knows which. */
  readonly readSnapshot: (() => Promise<SchemaSnapshot>) | undefined;
  /** The same one each time. @throws HumanError where the prelude fails */
  readonly rehearse: () => Promise<Rehearsal>;
}

/** A project, and the database that it is developed with. */
export interface RouteFacts {
  readonly source: Pick<LintSource, 'emptyFolders' | 'migrations'>;
  /** Undefined where no database can or shall be asked. */
  readonly environment: Environment | undefined;
  /** Why not, a sentence; undefined where the person wants none to be asked. */
  readonly withoutDatabase: string | undefined;
  /** For the commands that are printed. */
  readonly commands: CommandTarget;
  /** Whether to compare the database with the replayed history. */
  readonly driftCheck: boolean;
}

/** Why no migration may be made, as far as the files and the environment's name tell. */
function refusalByFiles({ source, environment }: RouteFacts): RouteRefusal | undefined {
  if (environment?.production) return { kind: 'production', environment };
  const { emptyFolders = [] } = source;
  return emptyFolders.length > 0 ? { kind: 'empty-folders', names: emptyFolders } : undefined;
}

/** Prisma sees the database only where it would find nothing to apply or to reset. */
export async function chooseRoute(facts: RouteFacts, ports: RoutePorts): Promise<MigrationRoute> {
  const refusal = refusalByFiles(facts);
  if (refusal) return { kind: 'refused', refusal };
  const { environment, withoutDatabase, source, driftCheck, commands } = facts;
  if (environment === undefined) {
    return withoutDatabase === undefined ? { kind: 'apart' } : { kind: 'apart', because: withoutDatabase };
  }
  let look: DatabaseLook;
  let live: SchemaSnapshot | undefined;
  try {
    look = await ports.look();
    // A database in which nothing was ever applied cannot have drifted.
    if (driftCheck && source.migrations.length > 0) live = await ports.readSnapshot?.();
  } catch (error) {
    if (!isHumanError(error)) throw error;
    return { kind: 'apart', because: error.message };
  }
  const readiness = readinessOf(look.status, look.hasTables, commands);
  switch (readiness.kind) {
    case 'ready':
      return live ? await routeByDrift(live, ports) : { kind: 'with-database' };
    case 'apart':
    case 'drifted':
      return readiness;
    case 'blocked':
      return { kind: 'refused', refusal: readiness };
  }
}

/** Where the history cannot be replayed here, it is left to Prisma to find out. */
async function routeByDrift(live: SchemaSnapshot, { rehearse }: RoutePorts): Promise<MigrationRoute> {
  const differences = (await rehearse()).driftOf(live) ?? [];
  return differences.length === 0
    ? { kind: 'with-database' }
    : { kind: 'refused', refusal: { kind: 'schema-drift', differences } };
}
