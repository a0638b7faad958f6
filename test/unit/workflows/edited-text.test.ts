import assert from 'node:assert/strict';
import { openLinter } from '../../helpers/open-linter';
import { heads, lintedFile, lintedName, sourceOf } from '../core/linter/rules/lint-text';

const history = ['CREATE TABLE notes (id text, body text);\nCREATE INDEX hand ON notes (lower(body));'];
const drop = '-- DropIndex\nDROP INDEX "hand";\n';

describe('judging one text of a settled migration after the other', () => {
  // Catches an `actionsOf` that is always the same text.
  it('asks the rest of the history again when the text does something else', async () => {
    const source = sourceOf({
      history,
      migration: drop,
      later: ['ALTER INDEX IF EXISTS moved RENAME TO hand;'],
      state: 'settled',
    });
    const project = await openLinter(source);
    const settledHeads = async (text: string): Promise<string[]> =>
      heads(await project.lintText({ name: lintedName, file: lintedFile, text })).filter((head) =>
        head.startsWith('drop'),
      );
    const messages = ['drop-protected-index warning hand'];
    const madeUnderAnotherName = `${drop}CREATE INDEX moved ON notes (id);`;
    assert.deepEqual(await settledHeads(drop), messages);
    assert.deepEqual(await settledHeads(`-- a remark\n${drop}`), messages);
    assert.deepEqual(await settledHeads(madeUnderAnotherName), []);
    assert.deepEqual(await settledHeads(`\n${madeUnderAnotherName}`), []);
    assert.deepEqual(await settledHeads(drop), messages);
  });
});

describe('judging what is typed into a draft with a function that searches vectors', () => {
  const tables = [
    'CREATE TABLE memories (id text PRIMARY KEY, embedding vector(3));\nCREATE INDEX by_cosine ON memories USING hnsw (embedding vector_cosine_ops);',
  ];
  const searching = (operator: string): string =>
    `CREATE FUNCTION nearest(q vector) RETURNS SETOF text LANGUAGE sql AS $$\n  SELECT id FROM memories ORDER BY embedding ${operator} q LIMIT 5;\n$$;\n`;

  /** What is said of its query, with the text at that place. */
  async function said(onDisk: string, texts: readonly string[], later: readonly string[] = []) {
    const project = await openLinter(sourceOf({ history: tables, migration: onDisk, later }));
    const all: string[][] = [];
    for (const text of texts) {
      const findings = await project.lintText({ name: lintedName, file: lintedFile, text });
      all.push(
        findings
          .filter(({ rule }) => rule.startsWith('vector-'))
          .map(({ rule, range }) => `${rule} ${text.slice(range.start, range.end)}`),
      );
    }
    return all;
  }

  it('judges the query where it stands now, whatever the file has', async () => {
    const wrong = ['vector-operator-mismatch <->'];
    const texts = [searching('<=>'), searching('<->'), `-- a remark\n\n${searching('<->')}`, 'SELECT 1;\n'];
    assert.deepEqual(await said(searching('<->'), texts), [[], wrong, wrong, []]);
    assert.deepEqual(await said('SELECT 1;\n', texts), [[], wrong, wrong, []]);
  });

  it('says nothing of a function that a later migration writes anew', async () => {
    const anew = searching('<=>').replace('CREATE', 'CREATE OR REPLACE');
    assert.deepEqual(await said(searching('<->'), [searching('<->')], [anew]), [[]]);
  });
});
