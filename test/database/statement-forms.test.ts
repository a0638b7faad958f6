import assert from 'node:assert/strict';
import { isDefaultOpclass } from '../../src/core/ledger/default-opclasses';
import { Ledger } from '../../src/core/ledger/ledger';
import { loadGrammar, type Grammar } from '../../src/core/sql/grammar';
import { compareRepairs } from './support/compare';
import { examples } from './support/examples/all';
import { replayAndCompare } from './support/history';
import { sharedPostgres, type Postgres } from './support/postgres';

describe('The ledger agrees with PostgreSQL about', () => {
  let postgres: Postgres;
  let grammar: Grammar;

  before(async () => {
    [postgres, grammar] = await Promise.all([sharedPostgres(), loadGrammar()]);
  });

  it('the operator classes that need not be named', async () => {
    const classes = await postgres.rows<{ method: string; name: string; byDefault: boolean }>(
      `SELECT DISTINCT amname AS method, opcname AS name, opcdefault AS "byDefault"
       FROM pg_opclass JOIN pg_am ON pg_am.oid = opcmethod`,
    );
    const ours = classes.map(({ method, name }) => ({
      method,
      name,
      byDefault: isDefaultOpclass(method, name),
    }));
    assert.deepEqual(ours, classes);
  });

  for (const [subject, ofSubject] of Object.entries(examples)) {
    describe(subject, () => {
      for (const [title, ...migrations] of ofSubject) {
        it(title, async () => {
          await postgres.reset();
          const ledger = new Ledger();
          for (const text of migrations) {
            await postgres.run(text);
            await postgres.run('RESET search_path; DISCARD TEMP');
            await replayAndCompare(ledger, text, postgres, grammar);
            await compareRepairs(ledger, postgres, grammar);
          }
        });
      }
    });
  }
});
