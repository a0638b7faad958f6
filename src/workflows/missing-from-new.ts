import type { CatalogueIndex, CatalogueObject } from '../core/database/catalogue';
import { isPlainForeignKey, isTableObject, type ObjectKind } from '../core/ledger/object-record';
import { relationName } from '../core/ledger/records';
import { findDeclared } from '../core/prisma-schema/find-declared';
import type { Declarations } from '../core/prisma-schema/declarations';
import { declaresOnTable } from '../core/protection/declares-object';
import type { ReplayedProject } from './replayed-project';

/** Something that a database built from the migrations of Prisma 8 would lack. */
export interface MissingThing {
  readonly kind: 'index' | ObjectKind;
  readonly table: string | undefined;
  readonly name: string;
}

/** The kinds that people make by hand, and that no extension brings along. */
const kinds: ReadonlySet<ObjectKind> = new Set([
  ...(['check', 'exclude', 'trigger', 'policy', 'row level security'] as const),
  ...(['view', 'materialized view'] as const),
]);

/** What there is already, whether or not the next migration takes it away on purpose. */
export interface Known {
  /** The project with its migrations before that one. */
  readonly project: ReplayedProject;
  /** The contracts from which and to which that one leads. */
  readonly contracts: readonly Declarations[];
}

/** What a live database has that neither the migrations make nor a contract declares. */
export function missingFromNew(
  known: Known,
  live: { readonly indexes: readonly CatalogueIndex[]; readonly objects: readonly CatalogueObject[] },
): MissingThing[] {
  const indexes = live.indexes
    .filter(({ schema, isOfConstraint }) => schema !== 'prisma_contract' && !isOfConstraint)
    .map(({ table, name }): MissingThing => ({ kind: 'index', table, name }));
  const objects = live.objects
    .filter(
      ({ kind, mode, schema }) => kinds.has(kind) && mode !== 'not enabled' && schema !== 'prisma_contract',
    )
    .map(({ kind, table, name }): MissingThing => ({ kind, table: table ?? undefined, name }));
  return without([...indexes, ...objects], known);
}

/** What the migrations of an earlier Prisma make, the same. */
export function missingFromOlder(known: Known, older: ReplayedProject): MissingThing[] {
  return without(madeBy(older), known);
}

function madeBy({ replayed }: ReplayedProject): MissingThing[] {
  const ledger = replayed.endLedger();
  const indexes = ledger
    .allIndexes()
    .filter(({ constraint }) => constraint === undefined)
    .map(({ name, table }): MissingThing => ({ kind: 'index', table: relationName(table), name }));
  const objects = ledger
    .allObjects()
    .filter((one) => kinds.has(one.kind) && one.mode !== 'not enabled' && !isPlainForeignKey(one))
    .map((one): MissingThing => ({
      ...{ kind: one.kind, name: one.name },
      table: isTableObject(one) ? relationName(one.table) : undefined,
    }));
  return [...indexes, ...objects];
}

function without(things: readonly MissingThing[], { project, contracts }: Known): MissingThing[] {
  const made = new Set(madeBy(project).map(keyOf));
  return things.filter(
    (thing) => !made.has(keyOf(thing)) && !contracts.some((contract) => isDeclared(thing, contract)),
  );
}

function keyOf({ kind, table, name }: MissingThing): string {
  return JSON.stringify([kind, kind === 'index' ? undefined : table, name]);
}

function isDeclared({ kind, table, name }: MissingThing, declarations: Declarations): boolean {
  if (kind === 'index') return findDeclared(declarations, name) !== undefined;
  return declaresOnTable(declarations, { kind, table, name });
}
