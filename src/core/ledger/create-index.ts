import type { CreateIndex } from '../sql/operations';
import { knownColumns } from './constraints';
import { defaultName, distinctNames, namesOfKeys } from './default-names';
import { indexPartitions } from './partitions';
import { relationKey, type IndexRecord, type Relation } from './records';
import type { Replay } from './replay-context';

function nameOf({ ledger, grammar }: Replay, operation: CreateIndex, relation: Relation): string {
  if (operation.name) return operation.name.name;
  const keyNames = operation.plainColumns
    ? distinctNames(operation.plainColumns)
    : (namesOfKeys(grammar, operation.sql) ?? ['expr']);
  return defaultName(ledger, relation, keyNames, 'idx');
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
    source: { kind: 'statement', sql: operation.sql },
    columns: knownColumns(relation, operation.mentions),
    renames: [],
    origin: replay.origin,
    named: replay.origin,
    parent: undefined,
  };
  if (ledger.isTaken(schema, name)) {
    if (operation.ifNotExists || replay.step.conditional) return;
    const existing = ledger.index(schema, name);
    if (existing) replay.emit({ kind: 'refused', step: replay.step, existing, attempt: index });
  }
  // A migration that was applied cannot have failed, so what stood here went some way that we did not see.
  ledger.putIndex(index);
  replay.emit({ kind: 'created', step: replay.step, index });
  if (!operation.only) indexPartitions(replay, index);
}
