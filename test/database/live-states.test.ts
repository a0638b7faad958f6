import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readDefinition } from '../../src/core/ledger/definition';
import { definitionOf } from '../../src/core/ledger/definition-of';
import { liveStates } from '../../src/core/protection/live-state';
import type { ProtectedIndex } from '../../src/core/protection/protected-index';
import { relationName, type IndexRecord } from '../../src/core/ledger/records';
import { loadGrammar, type Grammar } from '../../src/core/sql/grammar';
import type { CatalogueIndex } from '../../src/core/database/catalogue';
import { mutated, reprinted } from './support/expressions';
import { histories } from './support/histories';
import { follow } from './support/history';
import { createIndex } from './support/index-statements';
import { createTable } from './support/table-statements';
import { sharedPostgres, type CatalogueIndex as Seen, type Postgres } from './support/postgres';

/** As `readIndexes` reads it. */
function inCatalogue({ schema, name, table, statement, keys }: Seen): CatalogueIndex {
  return {
    ...{ schema, name, table: table.slice(schema.length + 1), definition: statement },
    ...{ isValid: true, isOfConstraint: false, bytes: 0, scans: 0 },
    collations: keys.map(({ collation }) => collation ?? 'default'),
  };
}

const whole = { ownSchema: 'public', isPending: () => false };

describe('What PostgreSQL prints of an index', () => {
  let postgres: Postgres;
  let grammar: Grammar;

  before(async () => {
    [postgres, grammar] = await Promise.all([sharedPostgres(), loadGrammar()]);
  });

  function wanted(record: IndexRecord): ProtectedIndex {
    const { schema, name } = record;
    return {
      ...{ schema, name, table: relationName(record.table), record },
      ...{ definition: definitionOf(record, grammar), createStatement: undefined },
      ...{ protection: undefined, entry: undefined },
    };
  }

  /** What is said of one definition where the database has the other. */
  async function differences(
    create: string,
    live: string,
    collations: readonly string[] = [],
  ): Promise<readonly string[]> {
    const statement = await postgres.statementAfter(live, 'public', 'i');
    const definition = readDefinition(grammar, create, []);
    assert.ok(definition, create);
    const index = { schema: 'public', name: 'i', table: 't', createStatement: create };
    const [status] = liveStates(
      [{ ...index, record: undefined, definition, protection: undefined, entry: undefined }],
      [
        {
          ...{ schema: 'public', name: 'i', table: 't', definition: statement, isValid: true },
          ...{ isOfConstraint: false, bytes: 0, scans: 0, collations },
        },
      ],
      grammar,
      whole,
    );
    return status?.differences ?? [];
  }

  it('is the index that any history of migrations made', async () => {
    const seed = process.env['FC_SEED'];
    const manyIndexes = fc
      .tuple(
        fc.array(createTable, { minLength: 2, maxLength: 2 }),
        fc.array(createIndex, { minLength: 30, maxLength: 30 }),
      )
      .map(([tables, indexes]) => [['CREATE SCHEMA app', 'CREATE SCHEMA "Other"', ...tables, ...indexes]]);
    await fc.assert(
      fc.asyncProperty(fc.oneof(manyIndexes, histories), async (migrations) => {
        const { ledger } = await follow(postgres, grammar, migrations);
        for (const seen of await postgres.indexes()) {
          const record = ledger.index(seen.schema, seen.name);
          if (record === undefined) continue;
          const [status] = liveStates([wanted(record)], [inCatalogue(seen)], grammar, whole);
          assert.deepEqual(
            status?.differences,
            [],
            `${record.source.kind === 'statement' ? record.source.sql : record.name}\n${seen.statement}`,
          );
        }
      }),
      { numRuns: 30, ...(seed === undefined ? {} : { seed: Number(seed) }) },
    );
  });

  describe('where an expression is written otherwise', () => {
    before(async () => {
      await postgres.reset();
      await postgres.run(reprinted.setup);
    });

    for (const expression of reprinted.predicates) {
      it(`is the same: ${expression}`, async () => {
        const create = `CREATE INDEX i ON t (id) WHERE ${expression}`;
        assert.deepEqual(await differences(create, create), []);
      });
    }

    for (const key of reprinted.keys) {
      it(`is the same key: ${key}`, async () => {
        const create = `CREATE INDEX i ON t ${key}`;
        assert.deepEqual(await differences(create, create), []);
      });
    }
  });

  it("names no collation that is the column's own", async () => {
    await postgres.reset();
    await postgres.run(reprinted.setup);
    const create = 'CREATE INDEX i ON t (c COLLATE "C", body COLLATE "default", name)';
    assert.deepEqual(await differences(create, create, ['C', 'default', 'default']), []);
    assert.deepEqual(await differences(create, create, ['default', 'default', 'default']), [
      'the keys (c, body COLLATE "default", name), not (c COLLATE "C", body COLLATE "default", name)',
    ]);
  });

  describe('where another index bears its name', () => {
    before(async () => {
      await postgres.reset();
      await postgres.run(reprinted.setup);
    });

    for (const [one, other] of mutated) {
      it(`is told apart: ${one} from ${other}`, async () => {
        const statement = (rest: string): string => `CREATE INDEX i ON t ${rest}`;
        assert.notDeepEqual(await differences(statement(one), statement(other)), []);
        assert.notDeepEqual(await differences(statement(other), statement(one)), []);
      });
    }
  });
});
