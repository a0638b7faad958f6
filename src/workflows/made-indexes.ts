import type { CatalogueIndex } from '../core/database/catalogue';
import type { IndexRecord } from '../core/ledger/records';
import { indexNeedsAttention, liveStates, type ProtectedIndexStatus } from '../core/protection/live-state';
import { plainIndex } from '../core/protection/protected-index';
import type { CreateIndex } from '../core/sql/operations';
import { readSteps, type Step } from '../core/sql/steps';
import type { MigrationFile } from './lint-source';
import type { ReplayedProject } from './replayed-project';

/** A CREATE INDEX that certainly runs when its migration is applied. */
interface Making {
  readonly migration: MigrationFile;
  readonly step: Step;
  readonly operation: CreateIndex;
}

/** What a database has, and in which schema names without one are. */
export interface LiveIndexes {
  readonly catalogue: readonly CatalogueIndex[];
  readonly ownSchema: string;
}

/** An index that stands in the way of the one that a migration is to make IF NOT EXISTS, which then makes nothing. */
export interface KeptIndex {
  readonly migration: string;
  readonly status: ProtectedIndexStatus;
}

/** What IF NOT EXISTS will keep although it is invalid, or another index, when the named migrations are applied in order. */
export async function keptIndexes(
  project: ReplayedProject,
  names: ReadonlySet<string>,
  { catalogue, ownSchema }: LiveIndexes,
): Promise<KeptIndex[]> {
  const grammar = await project.loadGrammar();
  const dropped = new Set<string>();
  return stepsOf(project, names).flatMap(({ migration, step }): KeptIndex[] => {
    const { operation } = step;
    if (operation.kind === 'drop' && operation.object === 'index') {
      for (const { name } of operation.names) dropped.add(name);
    }
    if (operation.kind !== 'create-index' || !operation.ifNotExists || !operation.name) return [];
    const { name, table, sql } = operation;
    if (dropped.has(name.name)) return [];
    const wanted = {
      ...{ schema: table.schema ?? ownSchema, name: name.name, table: table.name, createStatement: sql },
      ...{ record: undefined, definition: undefined, protection: undefined, entry: undefined },
    };
    return liveStates([wanted], catalogue, grammar, { ownSchema, isPending: () => false }).flatMap(
      (status) =>
        status.state === 'invalid' || status.state === 'different'
          ? { migration: migration.name, status }
          : [],
    );
  });
}

/** How the indexes stand that applied migrations make and no later one takes away: those that are not as told. */
export async function madeOtherwise(
  project: ReplayedProject,
  applied: ReadonlySet<string>,
  { catalogue, ownSchema }: LiveIndexes,
): Promise<ProtectedIndexStatus[]> {
  const grammar = await project.loadGrammar();
  const records = recordsOf(project, makingsOf(stepsOf(project, applied)));
  const wanted = records.map((record) => plainIndex(record, grammar));
  const states = liveStates(wanted, catalogue, grammar, { ownSchema, isPending: () => false });
  return states.filter(
    (status) => indexNeedsAttention(status) && !isElsewhere(status, { catalogue, ownSchema }),
  );
}

/** Whether a missing index has gone along with its table, which a block or a function has moved, unseen by the ledger. */
function isElsewhere({ index, live }: ProtectedIndexStatus, { catalogue, ownSchema }: LiveIndexes): boolean {
  if (live) return false;
  const schemas = index.schema === 'public' ? ['public', ownSchema] : [index.schema];
  return (
    catalogue.some(({ name }) => name === index.name) ||
    !catalogue.some(({ schema, table }) => table === index.table && schemas.includes(schema))
  );
}

function stepsOf(
  { source, replayed }: ReplayedProject,
  names: ReadonlySet<string>,
): { readonly migration: MigrationFile; readonly step: Step }[] {
  return [...source.migrations.entries()].flatMap(([position, migration]) =>
    names.has(migration.name)
      ? readSteps(migration.text, replayed.scriptAt(position)).map((step) => ({ migration, step }))
      : [],
  );
}

function makingsOf(steps: readonly { readonly migration: MigrationFile; readonly step: Step }[]): Making[] {
  return steps.flatMap(({ migration, step }) =>
    step.operation.kind === 'create-index' && !step.conditional
      ? { migration, step, operation: step.operation }
      : [],
  );
}

/** The indexes at the end of the history that these statements have made, or found there. */
function recordsOf({ replayed }: ReplayedProject, makings: readonly Making[]): IndexRecord[] {
  const ledger = replayed.endLedger();
  // What partitions get of it depends on partitions that others make.
  const all = ledger.allIndexes().filter(({ parent, constraint }) => parent === undefined && !constraint);
  const records = makings.flatMap(({ migration, step, operation: { name, table, ifNotExists } }) => {
    const made = all.find(
      ({ origin }) => origin.migration === migration.name && origin.range.start === step.range.start,
    );
    if (made || !ifNotExists || !name) return made ?? [];
    return all.find((one) => one.name === name.name && (table.schema ?? one.schema) === one.schema) ?? [];
  });
  return [...new Set(records)];
}
