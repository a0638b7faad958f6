import assert from 'node:assert/strict';
import {
  asLine,
  configFile,
  fileOf,
  lintMemory,
  linesOf,
  type MemoryProject,
} from '../../../../helpers/lint-migration';

const schema = 'model notes {\n  id String @id\n  body String?\n}\n';
const before =
  'CREATE TABLE notes (id text, body text);\nCREATE INDEX a ON notes (lower(body));\nCREATE INDEX b ON notes (upper(body));\n';
const project = (last: string, more: Partial<MemoryProject> = {}): MemoryProject => ({
  migrations: { '1_a': before, '2_b': last },
  schema,
  ...more,
});

const lost = (index: string): string =>
  `drop-protected-index: Drops ${index}, an expression index on notes (body) that Prisma cannot see.`;
const unused =
  'warning unused-suppression: This suppresses nothing: drop-protected-index finds nothing here.';

describe('a suppression in a migration', () => {
  it('counts above the heading, above the statement and at the end of either line', async () => {
    const comment = '-- migration-guard-ignore drop-protected-index: moved';
    for (const text of [
      `${comment}\n-- DropIndex\nDROP INDEX "a";\n`,
      `-- DropIndex\n${comment}\nDROP INDEX "a";\n`,
      `${comment}\r\nDROP INDEX\r\n  "a";\r\n`,
      `DROP INDEX\n${comment}\n  "a";\n`,
      `DROP INDEX "a"; ${comment}\n`,
      `\uFEFF${comment}\nDROP INDEX "a";\n`,
      `DROP INDEX "a";\n\n-- migration-guard-ignore-file drop-protected-index: moved\n`,
    ]) {
      const lines = (await linesOf(project(text))).filter((line) => !line.includes('byte order mark'));
      assert.deepEqual(lines, [`suppressed (moved) ${lost('a')}`], text);
    }
  });

  it('at the end of a line applies to that line, not to the next', async () => {
    const text =
      '-- DropIndex\nDROP INDEX "a"; -- migration-guard-ignore drop-protected-index: moved\nDROP INDEX IF EXISTS "b";\n';
    const [first, second] = await linesOf(project(text));
    assert.equal(first, `suppressed (moved) ${lost('a')}`);
    assert.match(second ?? '', /^(?:error|info) drop-protected-index: Drops b,/);
  });

  it('that matches nothing is reported at its position', async () => {
    const text = '-- migration-guard-ignore drop-protected-index: moved\nSELECT 1;\n';
    const { findings } = await lintMemory(project(text));
    assert.deepEqual(findings.map(asLine), [unused]);
    assert.equal(text.slice(findings[0]!.range.start, findings[0]!.range.end), text.split('\n')[0]);
  });

  it('is left alone in a settled migration, whose text must stay', async () => {
    const text =
      '-- migration-guard-ignore drop-protected-index: moved\n-- migration-guard-ignore x\nSELECT 1;\n';
    assert.deepEqual(await linesOf(project(text, { settled: ['1_a', '2_b'] })), []);
  });

  it('is not called unused where its rule is off or did not run', async () => {
    const off = '{ "rules": { "drop-protected-index": "off" } }';
    const text =
      '-- migration-guard-ignore-file drop-protected-index: moved\n-- migration-guard-ignore-file lost-from-history: squashed\nSELECT 1;\n';
    assert.deepEqual(await linesOf(project(text, { config: off })), []);
    assert.deepEqual(await linesOf(project(text)), [unused]);
  });

  const invalid: [comment: string, message: string][] = [
    [
      'migration-guard-ignore drop-protected-index',
      'This suppresses nothing yet: write after a colon why drop-protected-index is wrong here, for the next reader.',
    ],
    [
      'migration-guard-ignore drop-protected-index: <reason>',
      'This suppresses nothing yet: write after a colon why drop-protected-index is wrong here, for the next reader.',
    ],
    [
      'migration-guard-ignore drop-protected-idx: r',
      'This suppresses nothing: there is no rule drop-protected-idx. Did you mean drop-protected-index?',
    ],
    [
      'migration-guard-ignore',
      'This suppresses nothing: it should read migration-guard-ignore <rule>: <reason>.',
    ],
    [
      'migration-guard-ignore drop-protected-index because',
      'This suppresses nothing: it should read migration-guard-ignore <rule>: <reason>.',
    ],
    [
      'Migration-Guard ignore: drop-protected-index',
      'This suppresses nothing: it should read migration-guard-ignore <rule>: <reason>.',
    ],
    [
      'migration-guard-ignore unused-suppression: r',
      'unused-suppression cannot be suppressed: correct the comment that it is about, or take it out.',
    ],
  ];
  for (const [comment, message] of invalid) {
    it(`does not count as "${comment}"`, async () => {
      assert.deepEqual(await linesOf(project(`-- ${comment}\n-- DropIndex\nDROP INDEX "a";\n`)), [
        `warning invalid-suppression: ${message}`,
        `error ${lost('a')}`,
      ]);
    });
  }

  it('is not seen in other comments of ours', async () => {
    assert.deepEqual(
      await linesOf(project('-- migration-guard: kept a\n-- see migration-guard-ignore\nSELECT 1;\n')),
      [],
    );
  });
});

describe('an entry under ignore in migration-guard.json', () => {
  const config = (...ignore: object[]): string =>
    JSON.stringify({
      ignore: ignore.map((entry) => ({
        migration: '2_b',
        rule: 'drop-protected-index',
        reason: 'moved',
        ...entry,
      })),
    });
  const text = '-- DropIndex\nDROP INDEX "a";\n\n-- DropIndex\nDROP INDEX "b";\n';

  it('suppresses findings of settled migrations and of drafts', async () => {
    assert.deepEqual(await linesOf(project(text, { config: config({}), settled: ['1_a', '2_b'] })), [
      `suppressed (moved) ${lost('a')}`,
      `suppressed (moved) ${lost('b')}`,
    ]);
    const { findings } = await lintMemory(project(text, { config: config({ index: 'b' }) }));
    assert.deepEqual(findings.map(asLine), [`error ${lost('a')}`, `suppressed (moved) ${lost('b')}`]);
    assert.equal(findings[1]!.suppressed?.kind, 'config');
  });

  it('that matches nothing is reported in migration-guard.json', async () => {
    const entries = config(
      { index: 'a' },
      { index: 'c' },
      { migration: '3_c' },
      { rule: 'drop-unknown-index' },
    );
    const { findings, texts } = await lintMemory(project(text, { config: entries }));
    const own = findings.filter(({ file }) => file === configFile);
    assert.deepEqual(own.map(asLine), [
      'warning unused-suppression: This entry suppresses nothing: drop-protected-index about c is not found in 2_b.',
      'warning unused-suppression: This entry suppresses nothing: there is no migration 3_c.',
      'warning unused-suppression: This entry suppresses nothing: drop-unknown-index is not found in 2_b.',
    ]);
    assert.match(texts.get(configFile)!.slice(own[0]!.range.start, own[0]!.range.end), /^\{.*"index":"c"\}$/);
  });

  it('stays in use when the loss was repaired since, or the finding is no longer reported', async () => {
    const repaired = {
      ...project(text),
      migrations: { '1_a': before, '2_b': text, '3_c': before.split('\n').slice(1).join('\n') },
    };
    const settled = { ...repaired, config: config({}), settled: ['1_a', '2_b', '3_c'] };
    assert.deepEqual(await linesOf(settled), []);
    const byHand = project('DROP INDEX "a";\n', { config: config({}), settled: ['1_a', '2_b'] });
    assert.deepEqual(await linesOf(byHand), []);
  });

  it('is not called unused where its migration was not asked for or is skipped', async () => {
    const entries = config({ index: 'c' });
    assert.deepEqual(await linesOf(project(text, { config: entries }), { only: new Set(['1_a']) }), []);
    const skipping = JSON.stringify({ ...(JSON.parse(entries) as object), paths: ['2_b/'] });
    assert.deepEqual(await linesOf(project(text, { config: skipping })), []);
  });

  it('waits where it stands while the rule is off', async () => {
    const off = JSON.stringify({
      ...(JSON.parse(config({ rule: 'drop-unknown-index' })) as object),
      rules: { 'drop-unknown-index': 'off', 'drop-protected-index': 'off' },
    });
    assert.deepEqual(await linesOf(project(text, { config: off })), []);
  });
});

describe('severities in migration-guard.json', () => {
  const text =
    '-- DropIndex\nDROP INDEX "a";\nDROP INDEX IF EXISTS "b";\n-- migration-guard-ignore-file nonsense: r\n';
  const severities = async (rules: object, more: Partial<MemoryProject> = {}): Promise<string[]> => {
    const { findings } = await lintMemory(project(text, { config: JSON.stringify({ rules }), ...more }));
    return findings.map(({ rule, severity }) => `${rule} ${severity}`);
  };

  it('go before those of the rules', async () => {
    assert.deepEqual(await severities({ 'drop-protected-index': 'info', 'invalid-suppression': 'error' }), [
      'drop-protected-index info',
      'drop-protected-index info',
      'invalid-suppression error',
    ]);
  });

  it('can turn a rule off, also one about suppressions', async () => {
    assert.deepEqual(await severities({ 'drop-protected-index': 'off', 'invalid-suppression': 'off' }), []);
  });

  it('make nothing of settled migrations worse', async () => {
    const settled = { settled: ['1_a', '2_b'] };
    assert.deepEqual(await severities({ 'drop-protected-index': 'error' }, settled), [
      'drop-protected-index warning',
      'drop-protected-index warning',
    ]);
    assert.deepEqual(await severities({ 'drop-protected-index': 'off' }, settled), []);
  });
});

describe('paths in migration-guard.json', () => {
  it('keep a migration from being linted, but it stays part of the history', async () => {
    const lossy = {
      ...project('-- DropIndex\nDROP INDEX "a";\n'),
      config: '{ "paths": ["prisma/migrations/1_*"] }',
    };
    const report = await lintMemory(lossy);
    assert.deepEqual(
      report.findings.map(({ file, index }) => [file, index]),
      [[fileOf('2_b'), 'a']],
    );
    assert.equal(report.linted, 1);
    assert.deepEqual(await linesOf({ ...lossy, config: '{ "paths": ["2_b"] }' }), []);
  });
});
