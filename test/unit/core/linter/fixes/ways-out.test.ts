import assert from 'node:assert/strict';
import { automaticFix } from '../../../../../src/core/linter/fixes/automatic';
import { Ledger } from '../../../../../src/core/ledger/ledger';
import { replayMigration } from '../../../../../src/core/ledger/replay';
import { judgeMigration, type MigrationContext } from '../../../../../src/core/linter/lint';
import { readDriftIgnore } from '../../../../../src/core/protection/read-drift-ignore';
import { readDeclarations } from '../../../../../src/core/prisma-schema/read-declarations';
import { loadGrammar } from '../../../../../src/core/sql/grammar';
import {
  applyFix,
  driftIgnoreFile,
  fileOf,
  lintMemory,
  linesOf,
  unconfigured,
} from '../../../../helpers/lint-migration';

const schema = 'model notes {\n  id String @id\n  body String?\n}\n';
const before =
  'CREATE TABLE notes (id text, body text);\nCREATE INDEX a ON notes (body)\n  WHERE body IS NOT NULL;\n';
const drop = '-- DropIndex\nDROP INDEX "a";\n';

const entry = {
  name: 'a',
  table: 'notes',
  type: 'partial',
  description: 'a partial index on notes.body, made by hand in 1_a',
  recreateSQL: 'CREATE INDEX a ON notes (body)\n  WHERE body IS NOT NULL;',
};

async function listed(driftIgnore: string | undefined): Promise<string> {
  const project = { migrations: { '1_a': before, '2_b': drop }, schema };
  const report = await lintMemory(driftIgnore === undefined ? project : { ...project, driftIgnore });
  return applyFix(report, report.findings[0]!, 'list')[driftIgnoreFile] ?? '';
}

/** The entry as the fix writes it with two spaces a step, indented by as many columns. */
function written(columns: number): string {
  const indent = ' '.repeat(columns);
  return JSON.stringify(entry, null, 2).split('\n').join(`\n${indent}`);
}

describe('listing an index', () => {
  it('makes drift-ignore.json where there is none, and in place of an empty one', async () => {
    const made = `${JSON.stringify({ protectedIndexes: [entry] }, null, 2)}\n`;
    assert.equal(await listed(undefined), made);
  });

  const cases: [title: string, text: string, expected: string][] = [
    [
      'adds behind the last entry and leaves layout, comments and order alone',
      '// Ours.\n{\n  "ignorePatterns": [], // none yet\n  "protectedIndexes": [\n    { "name": "b" } // the other\n    // end\n  ]\n}\n',
      `// Ours.\n{\n  "ignorePatterns": [], // none yet\n  "protectedIndexes": [\n    { "name": "b" }, // the other\n    ${written(4)}\n    // end\n  ]\n}\n`,
    ],
    [
      'keeps a trailing comma',
      '{\n  "protectedIndexes": [\n    { "name": "b" }, /* x */\n  ],\n}\n',
      `{\n  "protectedIndexes": [\n    { "name": "b" }, /* x */\n    ${written(4)},\n  ],\n}\n`,
    ],
    [
      'opens an empty list',
      '{\n  "protectedIndexes": []\n}',
      `{\n  "protectedIndexes": [\n    ${written(4)}\n  ]\n}`,
    ],
    [
      'keeps what stands in an empty list',
      '{\n  "protectedIndexes": [ // none\n  ]\n}',
      `{\n  "protectedIndexes": [ // none\n    ${written(4)}\n  ]\n}`,
    ],
    [
      'adds the list where there is none',
      '{\n  "ignorePatterns": [] // none\n}\n',
      `{\n  "ignorePatterns": [], // none\n  "protectedIndexes": [\n    ${written(4)}\n  ]\n}\n`,
    ],
    ['fills an empty object', '{}\n', `{\n  "protectedIndexes": [\n    ${written(4)}\n  ]\n}\n`],
    [
      'stays on one line where everything does',
      '{ "protectedIndexes": [{ "name": "b" }] }',
      `{ "protectedIndexes": [{ "name": "b" }, ${JSON.stringify(entry, null, 1).replace(/\n\s*/g, ' ')}] }`,
    ],
    [
      'indents as the file does, and ends lines so',
      '{\r\n\t"protectedIndexes": [\r\n\t\t{ "name": "b" }\r\n\t]\r\n}\r\n',
      `{\r\n\t"protectedIndexes": [\r\n\t\t{ "name": "b" },\r\n\t\t${JSON.stringify(entry, null, '\t').split('\n').join('\r\n\t\t')}\r\n\t]\r\n}\r\n`,
    ],
    [
      'keeps a byte order mark',
      '\uFEFF{\n    "protectedIndexes": [\n        { "name": "b" }\n    ]\n}\n',
      `\uFEFF{\n    "protectedIndexes": [\n        { "name": "b" },\n        ${JSON.stringify(entry, null, 4).split('\n').join('\n        ')}\n    ]\n}\n`,
    ],
  ];
  for (const [title, text, expected] of cases) {
    it(title, async () => {
      const after = await listed(text);
      assert.equal(after, expected);
      const { problems, entries } = readDriftIgnore('f', after);
      assert.deepEqual(problems, []);
      assert.deepEqual(entries.at(-1)?.recreateSQL, entry.recreateSQL);
    });
  }

  it('is not offered again for what is listed', async () => {
    const driftIgnore = await listed(undefined);
    const report = await lintMemory({ migrations: { '1_a': before, '2_b': drop }, schema, driftIgnore });
    assert.deepEqual(
      report.findings.flatMap(({ fixes }) => fixes.map(({ kind }) => kind)),
      ['keep', 'recreate', 'deliberate'],
    );
  });

  it('names the schema of an index that is not in public, and the new name of a renamed one', async () => {
    const audit =
      'CREATE SCHEMA audit;\nCREATE TABLE audit.notes (id text, body text);\nCREATE INDEX a ON audit.notes (lower(body));\n';
    const report = await lintMemory({
      migrations: { '1_a': audit, '2_b': 'ALTER INDEX audit.a RENAME TO b;\n' },
      schema,
    });
    const after = applyFix(report, report.findings[0]!, 'list')[driftIgnoreFile] ?? '';
    const [made] = readDriftIgnore('f', after).entries;
    assert.equal(made?.name, 'audit.b');
    assert.equal(made.table, 'audit.notes');
  });
});

/** What a migration after one other is judged by, in a project without configuration. */
async function contextAfter(text: string): Promise<MigrationContext> {
  const grammar = await loadGrammar();
  const ledger = new Ledger();
  replayMigration(ledger, { name: '1_a', file: '/1_a', text }, grammar);
  return {
    ...unconfigured,
    state: 'draft',
    before: ledger,
    declared: readDeclarations([]),
    schema: [],
    declaredBefore: undefined,
    declaredWith: () => undefined,
    prisma: { version: '7.10.0', previewFeatures: [] },
    grammar,
    wasDeclared: () => false,
    isAppliedByOthers: () => false,
    isMissedAtEnd: () => true,
    madeLater: () => undefined,
    existsAtEnd: () => false,
    isObjectMissed: () => true,
  };
}

describe('marking a loss as deliberate', () => {
  async function marked(text: string, index = 0): Promise<string> {
    const migrations = { '1_a': `${before}CREATE INDEX b ON notes (lower(body));\n`, '2_b': text };
    const report = await lintMemory({ migrations, schema });
    const losses = report.findings.filter(({ rule }) => rule === 'drop-protected-index');
    const after = applyFix(report, losses[index]!, 'deliberate')[fileOf('2_b')] ?? '';
    const reasoned = after.replace('<reason>', 'moved to search');
    const lines = await linesOf({ migrations: { ...migrations, '2_b': reasoned }, schema });
    assert.equal(lines.filter((line) => line.startsWith('suppressed (moved to search)')).length, 1, reasoned);
    const others = lines.filter((line) => !line.includes(' unreadable-statement: '));
    assert.equal(others.length, losses.length, reasoned);
    return after;
  }
  const comment = '-- migration-guard-ignore drop-protected-index: <reason>';

  it('writes a suppression above the heading of the statement', async () => {
    assert.equal(await marked(`SELECT 1;\n\n${drop}`), `SELECT 1;\n\n${comment}\n${drop}`);
  });

  it('keeps indentation, line ends and a byte order mark', async () => {
    assert.equal(
      await marked('\uFEFF  DROP INDEX\r\n    a;\r\n'),
      `\uFEFF  ${comment}\r\n  DROP INDEX\r\n    a;\r\n`,
    );
    assert.equal(await marked(`\uFEFF${drop}`), `\uFEFF${comment}\n${drop}`);
  });

  it('applies to one statement if a heading covers two, or a line holds two', async () => {
    const two = '-- DropIndex\nDROP INDEX "a";\nDROP INDEX "b";\n';
    assert.equal(await marked(two, 0), `${comment}\n${two}`);
    assert.equal(await marked(two, 1), `-- DropIndex\nDROP INDEX "a";\n${comment}\nDROP INDEX "b";\n`);
    assert.equal(
      await marked('DROP INDEX "a"; DROP INDEX "b";\n', 1),
      `DROP INDEX "a"; \n${comment}\nDROP INDEX "b";\n`,
    );
  });

  it('covers a statement inside a DO block', async () => {
    const block = 'DO $$\nBEGIN\n  DROP INDEX a;\nEND $$;\n';
    assert.equal(await marked(block), `${comment}\n${block}`);
  });

  it('counts only when the reason is written', async () => {
    const after = await marked(drop);
    assert.deepEqual(
      (await linesOf({ migrations: { '1_a': before, '2_b': after }, schema })).map(
        (line) => line.split(':')[0],
      ),
      ['warning invalid-suppression', 'error drop-protected-index'],
    );
  });

  it('is offered in drafts only, and neither it nor listing is ever automatic', async () => {
    const project = { migrations: { '1_a': before, '2_b': drop }, schema };
    const settled = await lintMemory({ ...project, settled: ['1_a', '2_b'] });
    assert.deepEqual(
      settled.findings.map(({ fixes }) => fixes),
      [[]],
    );
    const local = judgeMigration(
      { name: '2_b', file: '/2_b', text: drop },
      { ...(await contextAfter(before)), state: 'local' },
    );
    assert.deepEqual(
      local.findings.flatMap(({ fixes }) => fixes.map(({ kind }) => kind)),
      ['keep', 'recreate', 'list'],
    );
    const { findings } = await lintMemory(project);
    assert.equal(automaticFix(findings[0]!)?.kind, 'keep');
    const others = findings[0]!.fixes.filter(({ kind }) => kind === 'list' || kind === 'deliberate');
    assert.deepEqual(
      others.map(({ preferred }) => preferred),
      [false, false],
    );
  });
});
