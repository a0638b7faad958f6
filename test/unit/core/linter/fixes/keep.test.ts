import assert from 'node:assert/strict';
import { automaticFix } from '../../../../../src/core/linter/fixes/automatic';
import { fixed, heads, lintText, type Situation } from '../rules/lint-text';

const history = [
  'CREATE TABLE t (x int, y int, z int, w int);',
  'CREATE INDEX a ON t (x) WHERE x > 0;\nCREATE INDEX b ON t (lower(y));\nCREATE INDEX "é 😀\n""q""" ON t (z) WHERE z > 0;\nCREATE INDEX "😀" ON t (w);',
];
const prismaMade = '-- CreateIndex\nCREATE INDEX "plain" ON "t"("y");';
const all = { history: [...history, prismaMade] };
const kept = (name: string) =>
  `-- migration-guard: kept ${name}, which Prisma will try to drop again until schema.prisma declares it`;

/** The migration after one round of keep-fixes of whatever is found, automatic or not. */
async function keep(migration: string, more: Partial<Situation> = {}): Promise<string> {
  return fixed(migration, await lintText({ ...all, ...more, migration }));
}

/** The same with the automatic fixes only, round by round. */
async function mend(migration: string): Promise<string> {
  let text = migration;
  for (let round = 0; round < 10; round++) {
    const findings = await lintText({ ...all, migration: text });
    const next = fixed(
      text,
      findings.filter((finding) => automaticFix(finding) !== undefined),
    );
    if (next === text) return text;
    text = next;
  }
  return assert.fail(`still not mended: ${text}`);
}

describe('the keep-fix', () => {
  it('puts one comment in the place of the statement and of its heading', async () => {
    assert.equal(
      await keep('-- AddTag\nSELECT 1;\n\n-- DropIndex\nDROP INDEX "a";\n\n-- AlterTable\nSELECT 2;\n'),
      `-- AddTag\nSELECT 1;\n\n${kept('a')}\n\n-- AlterTable\nSELECT 2;\n`,
    );
  });

  it('takes one of several names out of the statement, wherever it stands', async () => {
    assert.equal(await keep('DROP INDEX "a", "plain";'), `${kept('a')}\nDROP INDEX "plain";`);
    assert.equal(await keep('DROP INDEX "plain", "a";'), `${kept('a')}\nDROP INDEX "plain";`);
    assert.equal(
      await keep('DROP INDEX IF EXISTS plain, -- ours\n  public.a -- fast\n  CASCADE;'),
      `${kept('a')}\nDROP INDEX IF EXISTS plain -- fast\n  CASCADE;`,
    );
    assert.equal(
      await keep('SELECT 1; DROP INDEX a /* x */, plain;'),
      `SELECT 1; ${kept('a')}\nDROP INDEX plain;`,
    );
  });

  it('takes several names out one by one, the last with the statement', async () => {
    assert.equal(await mend('-- DropIndex\nDROP INDEX "a", "b";\n'), `${kept('a')}\n${kept('b')}\n`);
    assert.equal(
      await mend('-- DropIndex\nDROP INDEX "a", "plain", "b";\n'),
      `-- DropIndex\n${kept('a')}\n${kept('b')}\nDROP INDEX "plain";\n`,
    );
  });

  it('leaves the other statements of a line where they are', async () => {
    assert.equal(await keep('DROP INDEX a; DROP INDEX plain;'), `${kept('a')}\n DROP INDEX plain;`);
    assert.equal(await keep('DROP INDEX plain; DROP INDEX a;\n'), `DROP INDEX plain; ${kept('a')}\n`);
    assert.equal(await keep('DROP INDEX a; /* x\n */ SELECT 1;'), `${kept('a')}\n /* x\n */ SELECT 1;`);
  });

  it('leaves a comment behind the statement where it is', async () => {
    assert.equal(await keep('DROP INDEX a; -- not used\nSELECT 1;'), `${kept('a')} -- not used\nSELECT 1;`);
    assert.equal(await keep('DROP INDEX a;--not used'), `${kept('a')} --not used`);
  });

  it('needs no semicolon and no line end', async () => {
    assert.equal(await keep('-- DropIndex\nDROP INDEX "a"'), kept('a'));
    assert.equal(await keep('SELECT 1;\nDROP INDEX "a" -- last'), `SELECT 1;\n${kept('a')} -- last`);
  });

  it('takes a semicolon behind a comment along', async () => {
    assert.equal(await keep('DROP INDEX a -- why\n;\nSELECT 1;'), `${kept('a')}\nSELECT 1;`);
  });

  it('keeps the line ends of a file with CRLF', async () => {
    assert.equal(
      await keep('-- DropIndex\r\nDROP INDEX "a"; SELECT 1;\r\nDROP INDEX "b", "plain";\r\n'),
      `${kept('a')}\r\n SELECT 1;\r\n${kept('b')}\r\nDROP INDEX "plain";\r\n`,
    );
  });

  it('leaves a heading that covers other statements too', async () => {
    assert.equal(
      await keep('-- DropIndex\nDROP INDEX "a";\nDROP INDEX "plain";\n'),
      `-- DropIndex\n${kept('a')}\nDROP INDEX "plain";\n`,
    );
    assert.equal(
      await keep('-- DropIndex\nDROP INDEX "plain";\nDROP INDEX "a";\n'),
      `-- DropIndex\nDROP INDEX "plain";\n${kept('a')}\n`,
    );
    assert.equal(
      await mend('-- DropIndex\nDROP INDEX "a";\nDROP INDEX "b";\n-- by hand\nDROP INDEX "😀";\n'),
      `-- DropIndex\n${kept('a')}\n${kept('b')}\n-- by hand\nDROP INDEX "😀";\n`,
    );
  });

  it('works inside a DO block, where the branch may then be empty', async () => {
    assert.equal(
      await keep('DO $$ BEGIN\n  IF true THEN DROP INDEX a; END IF;\nEND $$;\n'),
      `DO $$ BEGIN\n  IF true THEN ${kept('a')}\n END IF;\nEND $$;\n`,
    );
    assert.equal(await keep(`DO 'BEGIN DROP INDEX "a" -- x\n; END';`), `DO 'BEGIN ${kept('a')}\n END';`);
  });

  it('is not offered for what EXECUTE runs', async () => {
    const findings = await lintText({ ...all, migration: "DO $$ BEGIN EXECUTE 'DROP INDEX a'; END $$;" });
    assert.deepEqual(heads(findings), ['drop-protected-index info a']);
    assert.deepEqual(
      findings[0]?.fixes.map(({ kind }) => kind),
      ['recreate', 'list', 'deliberate'],
    );
  });

  it('leaves a name that cannot stand in a comment out of it', async () => {
    assert.equal(await keep('DROP INDEX "é 😀\n""q""";'), kept('an index'));
    assert.equal(await keep('DROP INDEX "😀";'), kept('an index'));
  });

  it('says everything about such a name in one line', async () => {
    const [finding] = await lintText({ ...all, migration: 'DROP INDEX "é 😀\n""q""";' });
    assert.match(
      finding?.message ?? '',
      /^Drops é 😀 "q", a partial index on t\.z that Prisma cannot see\.$/,
    );
  });

  it('leaves out the statement that makes the index again', async () => {
    const again = '-- migration-guard: a stays as it is';
    assert.equal(
      await keep('-- DropIndex\nDROP INDEX "a";\n\n-- CreateIndex\nCREATE INDEX "a" ON "t"("x");\n'),
      `-- migration-guard: kept a as it was made\n\n${again}\n`,
    );
    assert.equal(
      await keep('-- DropIndex\nDROP INDEX "a";\nCREATE INDEX a ON t (x) WHERE x > 0; SELECT 1;'),
      `-- migration-guard: kept a: the same index was made again below\n${again}\n SELECT 1;`,
    );
  });

  for (const [what, migration] of [
    ['its column goes too', 'DROP INDEX a; ALTER TABLE t DROP COLUMN x;'],
    ['its column is made again', 'DROP INDEX a; ALTER TABLE t DROP COLUMN x, ADD COLUMN x text;'],
    ['its table goes too', 'DROP INDEX a; DROP TABLE t;'],
    ['it is dropped in two places', 'DROP INDEX a; CREATE INDEX a ON t (x) WHERE x > 0; DROP INDEX a;'],
    [
      'the same is made under another name',
      '-- DropIndex\nDROP INDEX a;\nCREATE INDEX other ON t (x) WHERE x > 0;',
    ],
  ] as const) {
    it(`is not offered where ${what}`, async () => {
      const findings = await lintText({ ...all, migration });
      assert.equal(findings.filter(({ index }) => index === 'a').length, 1);
      assert.deepEqual(
        findings.flatMap(({ fixes }) => fixes.filter(({ kind }) => kind === 'keep')),
        [],
      );
    });
  }

  it('is offered for an index that got another name before it was dropped', async () => {
    assert.equal(
      await keep('ALTER INDEX a RENAME TO a2; DROP INDEX a2;'),
      `ALTER INDEX a RENAME TO a2; ${kept('a')}`,
    );
  });

  it('is not offered for a settled migration', async () => {
    const [finding] = await lintText({
      ...all,
      migration: '-- DropIndex\nDROP INDEX "a";',
      state: 'settled',
    });
    assert.deepEqual(finding?.fixes, []);
  });
});

describe('the recreate-fix', () => {
  async function recreate(migration: string, more: Partial<Situation> = {}): Promise<string> {
    const findings = await lintText({ ...all, ...more, migration });
    return fixed(migration, findings, 'recreate');
  }
  const again = '\n\n-- migration-guard: make "a" again\nCREATE INDEX a ON t (x) WHERE x > 0;\n';

  it('puts the statement at the end, whatever the end looks like', async () => {
    assert.equal(await recreate('DROP INDEX a;\n'), `DROP INDEX a;${again}`);
    assert.equal(await recreate('DROP INDEX a;'), `DROP INDEX a;${again}`);
    assert.equal(await recreate('DROP INDEX a'), `DROP INDEX a;${again}`);
    assert.equal(await recreate('DROP INDEX a\n\n'), `DROP INDEX a;${again}`);
    assert.equal(await recreate('DROP INDEX a -- x'), `DROP INDEX a; -- x${again}`);
    assert.equal(await recreate('DROP INDEX a;\n-- end\n'), `DROP INDEX a;\n-- end${again}`);
    assert.equal(await recreate('DROP INDEX a;\r\n'), `DROP INDEX a;${again.replaceAll('\n', '\r\n')}`);
  });

  it('makes the index as it was when it was dropped', async () => {
    assert.match(
      await recreate('ALTER TABLE t RENAME COLUMN x TO w; DROP INDEX a;'),
      /CREATE INDEX a ON t \("w"\) WHERE "w" > 0;\n$/,
    );
  });

  it('names table and columns as they are at the end of the migration', async () => {
    assert.match(
      await recreate('DROP INDEX a; ALTER TABLE t RENAME TO u; ALTER TABLE u RENAME COLUMN x TO w;'),
      /CREATE INDEX a ON "u" \("w"\) WHERE "w" > 0;\n$/,
    );
  });

  it('leaves nothing to report but a rebuild that a person asked for', async () => {
    const migration = await recreate('DROP INDEX a;');
    assert.deepEqual(heads(await lintText({ ...all, migration })), []);
  });

  it('is not offered where the column goes too', async () => {
    const migration = 'DROP INDEX a; ALTER TABLE t DROP COLUMN x;';
    assert.equal(await recreate(migration), migration);
  });
});
