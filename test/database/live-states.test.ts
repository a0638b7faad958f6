import assert from 'node:assert/strict';
import { readDefinition } from '../../src/core/ledger/definition';
import { liveStates } from '../../src/core/protection/live-state';
import { loadGrammar, type Grammar } from '../../src/core/sql/grammar';
import { mutated, reprinted } from './support/expressions';
import { sharedPostgres, type Postgres } from './support/postgres';
import { tryLiveStates, wholeHistory } from './support/try-live-states';

describe('What PostgreSQL prints of an index', () => {
  let postgres: Postgres;
  let grammar: Grammar;

  before(async () => {
    [postgres, grammar] = await Promise.all([sharedPostgres(), loadGrammar()]);
  });

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
      wholeHistory,
    );
    return status?.differences ?? [];
  }

  it('is the index that some histories of migrations made', () => tryLiveStates(8, postgres, grammar));

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

  describe('if another index has its name', () => {
    before(async () => {
      await postgres.reset();
      await postgres.run(reprinted.setup);
    });

    for (const [one, other] of mutated) {
      it(`is recognised: ${one} from ${other}`, async () => {
        const statement = (rest: string): string => `CREATE INDEX i ON t ${rest}`;
        assert.notDeepEqual(await differences(statement(one), statement(other)), []);
        assert.notDeepEqual(await differences(statement(other), statement(one)), []);
      });
    }
  });
});
