import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CatalogueIndex } from '../../../src/core/database/catalogue';
import { definitionOf } from '../../../src/core/ledger/definition-of';
import { relationName, type IndexRecord } from '../../../src/core/ledger/records';
import { liveStates } from '../../../src/core/protection/live-state';
import type { ProtectedIndex } from '../../../src/core/protection/protected-index';
import type { Grammar } from '../../../src/core/sql/grammar';
import { histories } from './histories';
import { follow } from './history';
import { createIndex } from './index-statements';
import type { CatalogueIndex as Seen, Postgres } from './postgres';
import { createTable } from './table-statements';

/** As `readIndexes` reads it. */
function inCatalogue({ schema, name, table, statement, keys }: Seen): CatalogueIndex {
  return {
    ...{ schema, name, table: table.slice(schema.length + 1), definition: statement },
    ...{ isValid: true, isOfConstraint: false, bytes: 0, scans: 0 },
    collations: keys.map(({ collation }) => collation ?? 'default'),
  };
}

export const wholeHistory = { ownSchema: 'public', isPending: () => false };

function wanted(record: IndexRecord, grammar: Grammar): ProtectedIndex {
  const { schema, name } = record;
  return {
    ...{ schema, name, table: relationName(record.table), record },
    ...{ definition: definitionOf(record, grammar), createStatement: undefined },
    ...{ protection: undefined, entry: undefined },
  };
}

const manyIndexes = fc
  .tuple(
    fc.array(createTable, { minLength: 2, maxLength: 2 }),
    fc.array(createIndex, { minLength: 30, maxLength: 30 }),
  )
  .map(([tables, indexes]) => [['CREATE SCHEMA app', 'CREATE SCHEMA "Other"', ...tables, ...indexes]]);

/**
 * Fails where an index is said to differ from the statement that made it.
 */
export async function tryLiveStates(numRuns: number, postgres: Postgres, grammar: Grammar): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.oneof(manyIndexes, histories), async (migrations) => {
      const { ledger } = await follow(postgres, grammar, migrations);
      for (const seen of await postgres.indexes()) {
        const record = ledger.index(seen.schema, seen.name);
        if (record === undefined) continue;
        const [status] = liveStates([wanted(record, grammar)], [inCatalogue(seen)], grammar, wholeHistory);
        assert.deepEqual(
          status?.differences,
          [],
          `${record.source.kind === 'statement' ? record.source.sql : record.name}\n${seen.statement}`,
        );
      }
    }),
    { numRuns },
  );
}
