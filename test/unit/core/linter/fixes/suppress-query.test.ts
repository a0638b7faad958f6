import assert from 'node:assert/strict';
import { sqlInScript } from '../../../../../src/adapters/scripts/sql-in-script';
import { applyEdits } from '../../../../../src/core/edits';
import { suppressQueryFix } from '../../../../../src/core/linter/fixes/suppress-query';
import { sqlInFile } from '../../../../../src/core/queries/sql-in-statement';
import { lintQueriesOf } from '../rules/lint-queries-of';

const history = [
  'CREATE TABLE memories (id text PRIMARY KEY, embedding vector(3));',
  'CREATE INDEX by_cosine ON memories USING hnsw (embedding vector_cosine_ops);',
];

/** The text with the suppression of its first finding and a reason; undefined where none is offered. */
async function suppressed(file: 'query.ts' | 'query.sql', code: string): Promise<string | undefined> {
  const [finding] = await lintQueriesOf({ history, code, file });
  assert.ok(finding, `nothing is found in ${code}`);
  const sql = file.endsWith('.sql') ? sqlInFile(code) : sqlInScript(code, { jsx: false }).sql;
  const fix = suppressQueryFix({ file, text: code, sql }, finding);
  const text = fix && applyEdits(code, fix.edits[0]?.edits ?? []).replace('<reason>', 'exact on purpose');
  if (text !== undefined) {
    const left = await lintQueriesOf({ history, code: text, file });
    assert.deepEqual(
      left.filter((one) => !one.suppressed).map(({ message }) => message),
      [],
      text,
    );
  }
  return text;
}

const comment = 'migration-guard-ignore vector-operator-mismatch: exact on purpose';

describe('the fix that suppresses what is said of a query', () => {
  it('writes a comment above the statement that counts, in the form of the file', async () => {
    const search = 'SELECT id FROM memories\n  ORDER BY embedding <-> $1 LIMIT 5';
    assert.equal(
      await suppressed('query.ts', `  const rows = await db.$queryRaw\`${search}\`;\n`),
      `  // ${comment}\n  const rows = await db.$queryRaw\`${search}\`;\n`,
    );
    assert.equal(
      await suppressed('query.sql', `SELECT 1;\n${search};\n`),
      `SELECT 1;\n-- ${comment}\n${search};\n`,
    );
    assert.equal(
      await suppressed('query.ts', `\uFEFFdb.query(\r\n\t'${search.replace('\n', ' ')}')\r\n`),
      `\uFEFFdb.query(\r\n\t// ${comment}\r\n\t'${search.replace('\n', ' ')}')\r\n`,
    );
  });

  it('stands above the whole text of which the SQL is a part', async () => {
    const page =
      'const page = `\n  ${sql`SELECT id FROM memories ORDER BY embedding <-> ${v} LIMIT 5`}\n`;\n';
    assert.equal(await suppressed('query.ts', page), `// ${comment}\n${page}`);
  });

  it('is not offered where a comment would stand within a text, or would not be read', async () => {
    const part =
      'const order = `\n  ORDER BY embedding <-> $1 LIMIT 5`;\nsql(`SELECT id FROM memories ${order}`);\n';
    const body = 'SELECT id FROM memories ORDER BY embedding <-> q LIMIT 5';
    const made = `CREATE FUNCTION f(q vector) RETURNS SETOF text LANGUAGE sql AS $$\n  ${body}\n$$;\n`;
    assert.equal(await suppressed('query.ts', part), undefined);
    assert.equal(await suppressed('query.sql', made), undefined);
  });
});
