import assert from 'node:assert/strict';
import { sqlInScript } from '../../../src/adapters/scripts/sql-in-script';
import { loadGrammar } from '../../../src/core/sql/grammar';
import { indexUses } from '../../../src/workflows/index-uses';
import { ReplayedProject } from '../../../src/workflows/replayed-project';
import { fileOf, sourceOf } from '../../helpers/lint-migration';

const table = 'CREATE TABLE memories (id text PRIMARY KEY, kind text, embedding vector(3));\n';
const byCosine = 'CREATE INDEX by_cosine ON memories USING hnsw (embedding vector_cosine_ops)';
const byL2 = `CREATE INDEX by_l2 ON memories USING ivfflat (embedding vector_l2_ops)`;

/** Of a project with some files, the names of what its indexes serve, and what else is known. */
async function usesOf(files: Readonly<Record<string, string>>, more = '') {
  const migrations = { '1_init': `${table}${byCosine};\n${byL2};\n`, '2_more': more };
  const project = await ReplayedProject.open(sourceOf({ migrations }), loadGrammar);
  const found = await indexUses(project, {
    files: Object.entries(files).map(([file, text]) => ({ file, text })),
    ...{ looked: 1, notRead: new Map(), unread: [] },
    readScript: ({ text }) => sqlInScript(text, { jsx: false }),
    newLines: () => Promise.resolve(undefined),
  });
  const shown = found.indexes.map(({ index, uses, mayServeMore }) => {
    const names = uses.map(({ file, range }) => {
      const operator = found.texts.get(file)?.slice(range.start, range.end) ?? '';
      return `${file} ${operator}`;
    });
    return [index.name, mayServeMore ? [...names, 'maybe more'] : names] as const;
  });
  return { ...found, served: Object.fromEntries(shown) };
}

const search = (operator: string, rest = 'LIMIT 5'): string =>
  `sql\`SELECT id, 1 - (embedding ${operator} \${q}) FROM memories ORDER BY embedding ${operator} \${q} ${rest}\`;\n`;

describe('the queries that a vector index serves', () => {
  it('are those by its operator, in code and in functions of the history, each once', async () => {
    const made = `CREATE FUNCTION nearest(q vector) RETURNS SETOF text LANGUAGE sql AS $$
      SELECT id FROM memories ORDER BY embedding <-> q LIMIT 5 $$;`;
    const { served, isComplete, hasUnknown, indexes } = await usesOf(
      { 'a.ts': search('<=>') + search('<=>'), 'b.ts': search('<->'), 'c.ts': search('<#>') },
      made,
    );
    assert.deepEqual(served, {
      by_cosine: ['a.ts <=>', 'a.ts <=>'],
      by_l2: ['b.ts <->', `${fileOf('2_more')} <->`],
    });
    assert.deepEqual([isComplete, hasUnknown], [true, false]);
    assert.deepEqual(
      indexes.map(({ statement }) => statement.replace(/;$/, '')),
      [byCosine, byL2],
    );
  });

  it('are not those that PostgreSQL may serve otherwise, of which that is said', async () => {
    const { served } = await usesOf({ 'a.ts': search('<=>', '') });
    assert.deepEqual(served, { by_cosine: ['maybe more'], by_l2: [] });
  });

  it('are not those of one row, of no use of the operator that it serves, or of an index that is gone', async () => {
    const one = 'sql`SELECT id FROM memories WHERE id = ${id} ORDER BY embedding <=> ${q} LIMIT 1`;\n';
    const backwards = search('<=>', 'DESC LIMIT 5');
    assert.deepEqual((await usesOf({ 'a.ts': one + backwards })).served, { by_cosine: [], by_l2: [] });
    assert.deepEqual((await usesOf({ 'a.ts': search('<=>') }, 'DROP INDEX by_cosine;')).served, {
      by_l2: [],
    });
  });

  it('may be more where something was not read, or speaks of what the history does not know', async () => {
    const broken = await usesOf({ 'a.sql': 'SELECT FROM WHERE ORDER BY embedding <=> ) LIMIT;\n' });
    assert.equal(broken.isComplete, false);
    const unknown = await usesOf({
      'a.ts': 'sql`SELECT id FROM others ORDER BY embedding <=> ${q} LIMIT 5`',
    });
    assert.deepEqual([unknown.isComplete, unknown.hasUnknown], [true, true]);
  });
});
