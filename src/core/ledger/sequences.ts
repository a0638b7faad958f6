import type { ColumnName, ColumnSequence, OwnSequence } from '../sql/operations';
import { defaultName } from './default-names';
import type { Ledger } from './ledger';
import { relationKey, unknownRelation, type ColumnKey, type Relation } from './records';
import type { Replay } from './replay-context';

/** Makes the sequence of a SERIAL or identity column, which the column owns. */
export function makeSequence(
  replay: Replay,
  table: Relation,
  column: string,
  { kind, name }: ColumnSequence,
): void {
  const { ledger } = replay;
  const { schema } = table;
  // PostgreSQL refuses one in another schema than the table's.
  const own = name?.name ?? defaultName(ledger, table, [column], 'seq');
  if (replay.step.conditional && ledger.isTaken(schema, own)) return;
  ledger.putRelation({
    ...unknownRelation('sequence', schema, own),
    madeBy: kind,
    owner: { table: relationKey(schema, table.name), column },
  });
}

/** The column that OWNED BY names. */
export function ownerOf(ledger: Ledger, { table, column }: ColumnName): ColumnKey {
  const { schema, name } = ledger.knownRelation(table);
  return { table: relationKey(schema, name), column };
}

/** Applies ALTER SEQUENCE … OWNED BY. */
export function ownSequence({ ledger }: Replay, { sequence, owner }: OwnSequence): void {
  const relation = ledger.findRelation(sequence);
  if (relation?.kind !== 'sequence') return;
  ledger.putRelation({ ...relation, owner: owner && ownerOf(ledger, owner) });
}

/** DROP IDENTITY takes the column's sequence along. */
export function dropIdentity({ ledger }: Replay, table: Relation, column: string): void {
  for (const sequence of ledger.sequencesOf(relationKey(table.schema, table.name), column)) {
    if (sequence.madeBy === 'identity') ledger.removeRelation(relationKey(sequence.schema, sequence.name));
  }
}

/** The identity columns of a table. A partition's are those of its partitioned table, with one sequence for all. */
export function identityColumns(ledger: Ledger, table: Relation): ReadonlySet<string> {
  const columns = new Set<string>();
  let at: Relation | undefined = table;
  while (at) {
    for (const { madeBy, owner } of ledger.sequencesOf(relationKey(at.schema, at.name))) {
      if (madeBy === 'identity' && owner) columns.add(owner.column);
    }
    at = at.partitionOf === undefined ? undefined : ledger.relation(at.partitionOf);
  }
  return columns;
}
