import assert from 'node:assert/strict';
import { applyEdits } from '../../../../../src/core/edits';
import { automaticFix } from '../../../../../src/core/linter/fixes/automatic';
import { applyFix, fileOf, lintMemory, linesOf } from '../../../../helpers/lint-migration';

const schema = 'model notes {\n  id String @id\n  body String?\n}\n';
const table = 'CREATE TABLE notes (id text, body text);\n';
const index = 'CREATE INDEX notes_lower ON notes (lower(body));\n';
const drop = '-- DropIndex\nDROP INDEX\n  "notes_lower";\n';
const ignoring = (...patterns: object[]): string => JSON.stringify({ ignorePatterns: patterns });
const noDrop = ignoring({ pattern: 'drop index "notes_lower"', reason: 'it is ours', action: 'remove' });

const project = (last: string, driftIgnore: string) => ({
  migrations: { '1_a': table + index, '2_b': last },
  schema,
  driftIgnore,
});
const ignored = 'warning ignored-pattern: drift-ignore.json does not want this statement: it is ours.';
const lost =
  'drop-protected-index: Drops notes_lower, an expression index on notes (body) that Prisma cannot see.';

describe('an entry of ignorePatterns', () => {
  it('goes before protection: the statement is reported once', async () => {
    assert.deepEqual(await linesOf(project(drop, noDrop)), [ignored]);
    assert.deepEqual(await linesOf(project(drop, '{}')), [`error ${lost}`]);
  });

  it('says which index the statement would cost, so that this is shown as in danger and not as gone', async () => {
    const { findings } = await lintMemory(project(drop, noDrop));
    assert.deepEqual(
      findings.map(({ rule, index: name, loss }) => [rule, name, loss]),
      [['ignored-pattern', 'notes_lower', 'drop']],
    );
  });

  it('counts as Prisma’s under a heading with more words where the statement is in its form', async () => {
    const under = (statement: string) => `-- DropIndex (not in the schema)\n${statement}\n`;
    assert.deepEqual(await linesOf(project(under('DROP INDEX "notes_lower";'), noDrop)), [ignored]);
    const [byHand] = await linesOf(project(under('DROP INDEX IF EXISTS notes_lower;'), noDrop));
    assert.match(byHand ?? '', /^info /);
  });

  it('goes behind a suppression: there a person wants the statement as it is', async () => {
    const suppressed = `-- migration-guard-ignore drop-protected-index: moved to search\n${drop}`;
    assert.deepEqual(await linesOf(project(suppressed, noDrop)), [`suppressed (moved to search) ${lost}`]);
  });

  it('can itself be suppressed: then protection applies', async () => {
    const suppressed = `-- migration-guard-ignore ignored-pattern: not this time\n${drop}`;
    assert.deepEqual(await linesOf(project(suppressed, noDrop)), [
      'suppressed (not this time) ignored-pattern: drift-ignore.json does not want this statement: it is ours.',
      `error ${lost}`,
    ]);
  });

  it('is ignored if its rule is off, and in settled migrations', async () => {
    const off = '{ "rules": { "ignored-pattern": "off" } }';
    assert.deepEqual(await linesOf({ ...project(drop, noDrop), config: off }), [`error ${lost}`]);
    assert.deepEqual(await linesOf({ ...project(drop, noDrop), settled: ['1_a', '2_b'] }), [
      `warning ${lost}`,
    ]);
  });

  it('matches whole statements, one by one', async () => {
    const both = `${drop}DROP INDEX IF EXISTS "other";\n`;
    const patterns = ignoring({ pattern: '^DROP INDEX "NOTES_LOWER";$' }, { pattern: 'notes_lower.*other' });
    assert.deepEqual(await linesOf(project(both, patterns)), [
      'warning ignored-pattern: drift-ignore.json does not want this statement.',
      'info drop-unknown-index: Drops other, which no migration makes: it was made outside the history.',
    ]);
  });

  it('is switched off where it runs for ever, and said so at its place; the others count', async () => {
    const slow = `${table}ALTER TABLE notes ADD COLUMN ${'a'.repeat(63)} text DEFAULT '${'a'.repeat(3000)}!';\n`;
    const driftIgnore = ignoring(
      { pattern: "'(a+)+'" },
      { pattern: 'drop index "notes_lower"', reason: 'it is ours' },
    );
    const report = await lintMemory({
      migrations: { '1_a': slow + index, '2_b': drop },
      schema,
      driftIgnore,
    });
    assert.deepEqual(
      report.findings.map(({ file, message, range }) => [
        file,
        message,
        report.texts.get(file)?.slice(range.start, range.end),
      ]),
      [
        [
          fileOf('2_b'),
          'drift-ignore.json does not want this statement: it is ours.',
          'DROP INDEX\n  "notes_lower"',
        ],
        [
          '/p/prisma/drift-ignore.json',
          'ignorePatterns[0].pattern runs too long on a statement, so it was switched off and matches nothing.',
          `"'(a+)+'"`,
        ],
      ],
    );
  });
});

describe('the fix of an ignored statement', () => {
  const fixed = async (last: string, action: string): Promise<string | undefined> => {
    const driftIgnore = ignoring({ pattern: 'drop index.*notes_lower', reason: 'it is\nours', action });
    const report = await lintMemory(project(last, driftIgnore));
    return applyFix(report, report.findings[0]!, 'keep')[fileOf('2_b')];
  };

  it('leaves the statement out with its heading, and says why in one line', async () => {
    assert.equal(
      await fixed(`-- AlterTable\nALTER TABLE a ADD b int;\n\n${drop}`, 'remove'),
      '-- AlterTable\nALTER TABLE a ADD b int;\n\n-- migration-guard: left out a DROP, as drift-ignore.json says: it is ours\n',
    );
  });

  it('turns each of its lines into a comment, and keeps what stands around it', async () => {
    assert.equal(
      await fixed('SELECT 1; DROP INDEX\r\n  notes_lower; SELECT 2;\r\n', 'comment'),
      'SELECT 1; -- migration-guard: commented out the next 2 lines, as drift-ignore.json says: it is ours\r\n-- DROP INDEX\r\n--   notes_lower;\r\n SELECT 2;\r\n',
    );
  });

  it('leaves it open by whose hand its neighbours are', async () => {
    const three =
      '-- DropIndex\nDROP INDEX "notes_lower";\nDROP INDEX\n  "notes_upper";\nDROP INDEX "notes_md5";\n';
    const made = `${table}${index}CREATE INDEX notes_upper ON notes (upper(body));\nCREATE INDEX notes_md5 ON notes (md5(body));\n`;
    for (const action of ['remove', 'comment']) {
      const driftIgnore = ignoring({ pattern: 'drop index.*notes_upper', action });
      const migrations = { '1_a': made, '2_b': three };
      const before = await lintMemory({ migrations, schema, driftIgnore });
      const ignoredOne = before.findings.find(({ rule }) => rule === 'ignored-pattern');
      const after = applyFix(before, ignoredOne!, 'keep')[fileOf('2_b')] ?? '';
      const { findings } = await lintMemory({
        migrations: { ...migrations, '2_b': after },
        schema,
        driftIgnore,
      });
      assert.deepEqual(
        findings.map(({ severity, index: name }) => `${severity} ${name}`),
        ['error notes_lower', 'error notes_md5'],
        after,
      );
    }
  });

  it('is automatic where Prisma wrote the statement, and done once', async () => {
    for (const action of ['remove', 'comment']) {
      const driftIgnore = ignoring({ pattern: 'drop index.*notes_lower', action });
      const { findings } = await lintMemory(project(drop, driftIgnore));
      const fix = automaticFix(findings[0]!);
      const after = applyEdits(drop, fix?.edits[0]?.edits ?? []);
      assert.notEqual(after, drop);
      assert.deepEqual(await linesOf(project(after, driftIgnore)), []);
      const byHand = await lintMemory(project('DROP INDEX notes_lower;\n', driftIgnore));
      assert.equal(automaticFix(byHand.findings[0]!), undefined);
    }
  });
});

describe('dropPattern and createPattern', () => {
  const listing = (entry: object): string =>
    JSON.stringify({ protectedIndexes: [{ name: 'notes_body', ...entry }] });
  // Prisma made it, and the schema does not declare it: by itself it is not protected.
  const plain =
    '-- CreateTable\nCREATE TABLE "notes" ("id" TEXT, "body" TEXT);\n\n-- CreateIndex\nCREATE INDEX "notes_body_v2" ON "notes"("body");\n';
  const lines = async (last: string, entry: object): Promise<string[]> =>
    await linesOf({ migrations: { '1_a': plain, '2_b': last }, schema, driftIgnore: listing(entry) });
  const dropV2 = '-- DropIndex\nDROP INDEX "notes_body_v2";\n';

  it('make a statement name the index of their entry, whatever name it says', async () => {
    assert.deepEqual(await lines(dropV2, {}), []);
    assert.deepEqual(await lines(dropV2, { dropPattern: 'drop\\s+index.*notes_body_v\\d' }), [
      'error drop-protected-index: Drops notes_body_v2, an index on notes.body that schema.prisma does not declare.',
    ]);
  });

  it('apply to the one name that they match, not to its neighbours', async () => {
    const two = 'CREATE TABLE "notes" ("id" TEXT, "body" TEXT);\n';
    const made = plain + two + '\n-- CreateIndex\nCREATE INDEX "other" ON "notes"("id");\n';
    const found = await linesOf({
      migrations: { '1_a': made, '2_b': '-- DropIndex\nDROP INDEX other, "notes_body_v2";\n' },
      schema,
      driftIgnore: listing({ dropPattern: 'notes_body_v\\d' }),
    });
    assert.deepEqual(
      found.map((line) => /Drops (\w+)/.exec(line)?.[1]),
      ['notes_body_v2'],
    );
  });

  it('know an index that no migration made', async () => {
    assert.deepEqual(
      await lines('-- DropIndex\nDROP INDEX "notes_body_v3";\n', { dropPattern: 'notes_body_v\\d' }),
      ['error drop-protected-index: Drops notes_body_v3, which drift-ignore.json lists.'],
    );
  });

  it('take an index that is made under another name for made again', async () => {
    const again = (where: string): string =>
      `${dropV2}\n-- CreateIndex\nCREATE INDEX "notes_body_v3" ON "notes"("body")${where};\n`;
    const entry = { dropPattern: 'notes_body_v\\d', createPattern: 'create index.*notes_body_v\\d' };
    assert.deepEqual(await lines(again(''), { dropPattern: 'notes_body_v\\d' }), [
      'warning rebuild-protected-index: Drops notes_body_v2, an index on notes.body, and makes the same index again: a needless rebuild that blocks writes.',
    ]);
    assert.deepEqual(await lines(again(' WHERE body IS NOT NULL'), { dropPattern: 'notes_body_v\\d' }), [
      'error drop-protected-index: Drops notes_body_v2, an index on notes.body that schema.prisma does not declare.',
    ]);
    assert.deepEqual(await lines(again(' WHERE body IS NOT NULL'), entry), []);
  });
});
