import assert from 'node:assert/strict';
import { heads, lintText } from './lint-text';

const history = ['CREATE TABLE t (x int, y int);\nCREATE INDEX a ON t (x);\nCREATE INDEX b ON t (y);'];
const ignore = '-- migration-guard-ignore drop-protected-index: rebuilt elsewhere';
const drop = 'drop-protected-index';

async function found(migration: string): Promise<string[]> {
  const findings = await lintText({ history, migration });
  // What is said of the suppressions themselves has tests of its own.
  return heads(findings.filter(({ rule }) => !rule.endsWith('-suppression'))).map((head) =>
    head.replace(/ (error|warning|info) /, ' ').replace(drop, 'drop'),
  );
}

describe('a suppression', () => {
  for (const [where, migration] of [
    ['on the line above', `-- DropIndex\n${ignore}\nDROP INDEX "a";`],
    ['above the heading', `${ignore}\n-- DropIndex\nDROP INDEX "a";`],
    ['above the heading and another comment', `${ignore}\n-- DropIndex\n-- why?\nDROP INDEX "a";`],
    ["at the line's end", `-- DropIndex\nDROP INDEX "a"; ${ignore}`],
    ["at the end of the name's line", `-- DropIndex\nDROP INDEX\n  "a" ${ignore}\n;`],
    ['above a statement over several lines', `${ignore}\nDROP INDEX\n  "a"\n;`],
    ['in the middle of a statement, above the name', `DROP INDEX\n  ${ignore}\n  "a";`],
    ['in a file with CRLF', `-- DropIndex\r\n${ignore}\r\n-- more\r\nDROP INDEX "a";\r\n`],
    ['indented', `  ${ignore}\n  DROP INDEX "a";`],
    ['in a block comment', `/* ${ignore.slice(3)} */\nDROP INDEX "a";`],
    [
      'for the whole file, at its end',
      `DROP INDEX "a";\nSELECT 1;\n\n${ignore.replace('ignore', 'ignore-file')}`,
    ],
    ['in a DO block', `DO $$ BEGIN\n  ${ignore}\n  DROP INDEX a;\nEND $$;`],
    ['at the end of a line in a DO block', `DO $$ BEGIN\n  DROP INDEX a; ${ignore}\nEND $$;`],
    ['above a DO block', `${ignore}\nDO $$\nBEGIN\n  DROP INDEX a;\nEND $$;`],
  ] as const) {
    it(`counts ${where}`, async () => {
      assert.deepEqual(await found(migration), ['(drop a)']);
    });
  }

  for (const [what, migration] of [
    ['without a reason', `${ignore.split(':')[0]}\nDROP INDEX "a";`],
    ['with an empty reason', `${ignore.split(':')[0]}: \nDROP INDEX "a";`],
    ['of another rule', `${ignore.replace(drop, 'weaken-protected-index')}\nDROP INDEX "a";`],
    ['below', `DROP INDEX "a";\n${ignore}`],
    ['above an empty line', `${ignore}\n\nDROP INDEX "a";`],
    ['above another statement', `${ignore}\nSELECT 1;\nDROP INDEX "a";`],
    ['at the end of the line of another statement', `SELECT 1; ${ignore}\nDROP INDEX "a";`],
    ['in a string', `SELECT '\n${ignore}\n';DROP INDEX "a";`],
    ['with a word before it', `${ignore.replace('-- ', '-- please ')}\nDROP INDEX "a";`],
  ] as const) {
    it(`does not count ${what}`, async () => {
      assert.deepEqual(await found(migration), ['drop a']);
    });
  }

  it('applies to its own line only', async () => {
    assert.deepEqual(await found(`DROP INDEX "a"; ${ignore}\nDROP INDEX "b";`), ['(drop a)', 'drop b']);
    assert.deepEqual(await found(`DROP INDEX "a",\n  "b"; ${ignore}`), ['drop a', '(drop b)']);
  });

  it('applies to everything on its line, and above a statement to all its names', async () => {
    assert.deepEqual(await found(`DROP INDEX "a"; DROP INDEX "b"; ${ignore}`), ['(drop a)', '(drop b)']);
    assert.deepEqual(await found(`${ignore}\nDROP INDEX "a",\n  "b";`), ['(drop a)', '(drop b)']);
  });

  it('gives its reason', async () => {
    const [finding] = await lintText({ history, migration: `${ignore} \r\nDROP INDEX "a";` });
    assert.deepEqual(finding?.suppressed, { reason: 'rebuilt elsewhere', kind: 'source' });
  });
});
