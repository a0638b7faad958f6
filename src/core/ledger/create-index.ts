import type { CreateIndex } from '../sql/operations';
import { knownColumns } from './known-columns';
import { defaultName, distinctNames, namesOfKeys } from './default-names';
import { indexPartitions } from './partitions';
import { relationKey, type IndexRecord, type Relation } from './records';
import { refuseTaken } from './refuse-taken';
import type { Replay } from './replay-context';

function nameOf({ ledger, grammar }: Replay, operation: CreateIndex, relation: Relation): string {
  if (operation.name) return operation.name.name;
  const keyNames = operation.plainColumns
    ? distinctNames(operation.plainColumns)
    : (namesOfKeys(grammar, operation.sql) ?? ['expr']);
  return defaultName(ledger, relation, keyNames, 'idx');
}

/** CONCURRENTLY is refused on a partitioned table, also with ONLY and where the index is there already. */
function refuseConcurrently(
  { ledger, step, emit }: Replay,
  { concurrently, table: { range } }: CreateIndex,
  relation: Relation,
  name: string,
): void {
  const table = relationKey(relation.schema, relation.name);
  if (!concurrently || step.conditional || !ledger.isPartitioned(table)) return;
  emit({ kind: 'impossible', step, range, refusal: { kind: 'partitioned-create', name, table } });
}

/** Applies CREATE INDEX. */
export function createIndex(replay: Replay, operation: CreateIndex): void {
  const { ledger } = replay;
  const relation = ledger.knownRelation(operation.table);
  const { schema } = relation;
  const name = nameOf(replay, operation, relation);
  const index: IndexRecord = {
    id: ledger.newId(),
    schema,
    name,
    table: relationKey(schema, relation.name),
    constraint: undefined,
    source: {
      kind: 'statement',
      sql: operation.sql,
      isPlain: !!operation.plainColumns && !operation.partial,
    },
    columns: knownColumns(relation, operation.mentions),
    renames: [],
    origin: replay.origin,
    named: replay.origin,
    parent: undefined,
  };
  refuseConcurrently(replay, operation, relation, name);
  if (ledger.isTaken(schema, name)) {
    if (operation.ifNotExists || replay.step.conditional) return;
    const existing = ledger.index(schema, name);
    if (existing) replay.emit({ kind: 'refused', step: replay.step, existing, attempt: index });
    if (existing) refuseTaken(replay, existing, operation.name?.range);
  }
  // A migration that was applied cannot have failed, so what stood here went some way that we did not see.
  ledger.putIndex(index);
  replay.emit({ kind: 'created', step: replay.step, index, on: relation });
  if (!operation.only) indexPartitions(replay, index);
}
