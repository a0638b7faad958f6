import assert from 'node:assert/strict';
import type { PGlite } from '@electric-sql/pglite';
import { lintMemory } from '../helpers/lint-migration';
import type { Finding } from '../../src/core/linter/findings/finding';
import { isFullRun } from '../helpers/full';
import { vectorPglite } from '../helpers/vector-pglite';
import {
  afterTables,
  alterations,
  indexes,
  moreIndexes,
  tables,
  type Attempt,
} from './support/vector-indexes';

const rules = new Set(['vector-dimensions-too-many', 'vector-option-unknown', 'postgresql-refuses']);

describe('what linting says of a vector index and what pgvector does', () => {
  let db: PGlite;
  before(async () => {
    db = await vectorPglite();
    await db.exec(`CREATE EXTENSION vector; ${tables}`);
  });
  after(async () => db.close());

  /** What PostgreSQL says; undefined where it takes all of it. */
  async function refusalOf({ before = '', statement }: Attempt): Promise<string | undefined> {
    await db.exec(`BEGIN; ${before}`);
    try {
      await db.exec(statement);
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      await db.exec('ROLLBACK');
    }
  }

  async function findingsOf({ before = '', statement }: Attempt): Promise<readonly Finding[]> {
    const migrations = {
      '1_tables': `CREATE EXTENSION vector;\n${tables}`,
      '2_before': before,
      '3_new': statement,
    };
    const { findings } = await lintMemory({ migrations });
    return findings.filter(({ rule, file }) => rules.has(rule) && file.includes('3_new'));
  }

  /** The indexes that the advice writes out, with a number for n. */
  function advisedIn(findings: readonly Finding[]): string[] {
    return findings.flatMap(({ why }) =>
      [...why.matchAll(/USING .+?_ops\)/g)].map(([using]) => using.replace('(n)', '(3)')),
    );
  }

  const tried = [...indexes, ...(isFullRun ? moreIndexes : [])];
  const onTables = tried.map((index): Attempt => ({ statement: `CREATE INDEX i ON t USING ${index};` }));
  const all: readonly Attempt[] = [
    ...onTables,
    ...afterTables.map((statement) => ({ statement })),
    ...alterations,
  ];
  let [refused, taken, advised] = [0, 0, 0];
  for (const attempt of all) {
    it(`agrees: ${attempt.before ?? ''} ${attempt.statement}`, async () => {
      const error = await refusalOf(attempt);
      const said = (await findingsOf(attempt)).map(({ message }) => message);
      if (error === undefined) {
        taken++;
        assert.deepEqual(said, []);
        return;
      }
      refused++;
      const isSaid = said.some((message) => message.endsWith(`PostgreSQL refuses it: ${error}.`));
      assert.ok(isSaid, `${error}: ${said.join(' ')}`);
    });
  }

  it('leads to indexes that PostgreSQL makes', async () => {
    for (const attempt of onTables) {
      for (const using of advisedIn(await findingsOf(attempt))) {
        advised++;
        const statement = `CREATE INDEX i ON t ${using};`;
        assert.equal(await refusalOf({ statement }), undefined, statement);
      }
    }
  });

  it('has been tried with what is refused and with what is not', () => {
    assert.ok(refused > 50 && taken > 50 && advised > 10, `${refused}, ${taken} and ${advised}`);
  });
});
