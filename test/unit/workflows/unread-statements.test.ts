import assert from 'node:assert/strict';
import { lintProject } from '../../../src/workflows/lint';
import { asLine, lintMemory, linesOf, sourceOf, type MemoryProject } from '../../helpers/lint-migration';

const before = 'CREATE TABLE guest (id int, email text);\nCREATE INDEX guest_mail ON guest (lower(email));\n';
const project = (text: string, more: Partial<MemoryProject> = {}): MemoryProject => ({
  migrations: { '1_a': before, '2_b': text },
  ...more,
});

/** `line:column message`, and the text that is marked. */
async function refusals(text: string): Promise<string[]> {
  const { findings } = await lintMemory(project(text));
  return findings
    .filter(({ rule }) => rule === 'unreadable-statement')
    .map(({ range, message }) => {
      const lines = text.slice(0, range.start).split('\n');
      const marked = text.slice(range.start, range.end);
      return `${lines.length}:${(lines.at(-1) ?? '').length + 1} ${JSON.stringify(marked)} ${message}`;
    });
}

const refused = (near: string): string => `PostgreSQL refuses this: syntax error at or near "${near}".`;

describe('text that PostgreSQL cannot read', () => {
  // Catches positions in bytes or in characters, which lie elsewhere behind letters that take more than one unit.
  it('is marked where PostgreSQL stopped, whatever letters stand before it', async () => {
    assert.deepEqual(await refusals("-- 😀 äö\nSELECT 'ä😀';\nSELECT '😀ä' FRM\n  guest WHERE,;\n"), [
      `4:3 "guest" ${refused('guest')}`,
    ]);
  });

  it('is told of statement by statement, with all of the rest still judged', async () => {
    const lines = await linesOf(project('ALTER TABL guest;\nDROP INDEX guest_mail;\nSELEC 1;\n'));
    assert.deepEqual(
      lines.map((line) => line.split(':')[0]),
      ['error unreadable-statement', 'hint drop-protected-index', 'error unreadable-statement'],
    );
  });

  for (const [what, text, expected] of [
    ['a quotation without an end', "SELECT 'a;\nSELECT 1;\n", 'unterminated quoted string at or near "\'a;'],
    ['a comment without an end', 'SELECT 1;\n/* see', 'unterminated /* comment at or near "/* see"'],
    ['what ends too early', 'DROP INDEX\n', 'syntax error at end of input'],
    ['data behind COPY', 'COPY guest FROM stdin;\n1\ta@b.c\n\\.\n', 'syntax error at or near "1"'],
    ['a word of another database', 'ALTER TABLE `guest` ADD x int;\n', 'syntax error at or near "`"'],
    [
      'a block that PL/pgSQL refuses',
      'DO $$ BEGIN IF true THEN x; END IF; END $$;',
      'syntax error at or near "x"',
    ],
    ['NUL', 'SELECT 1;\0', 'invalid byte sequence for encoding "UTF8": 0x00'],
  ] as const) {
    it(`may be ${what}`, async () => {
      const found = await refusals(text);
      assert.equal(found.length, 1, found.join('\n'));
      assert.ok(found[0]?.includes(expected), found[0]);
    });
  }

  it('is no load of data of which the end is repeated', async () => {
    const [found = ''] = await refusals(`INSERT INTO guest VALUES ('${'x'.repeat(9000)};\n`);
    assert.ok(found.length < 10_000 && found.endsWith('…".'), found.slice(-200));
  });

  it('is counted in drafts, and in settled migrations where it begins with no command', async () => {
    const text = '\\restrict x\n\nSELECT 1;\n\\unrestrict x\n';
    const draft = await lintMemory(project(text));
    assert.deepEqual(draft.unreadStatements, { drafts: 2, settled: 0 });
    const settled = await lintMemory(project(text, { settled: ['1_a', '2_b'] }));
    assert.deepEqual(settled.unreadStatements, { drafts: 0, settled: 2 });
    assert.deepEqual(settled.findings.map(asLine), []);
  });

  it('is counted also where its rule is off', async () => {
    const off = { config: '{ "rules": { "unreadable-statement": "off" } }' };
    const { unreadStatements, findings } = await lintMemory(project('SELEC 1;', off));
    assert.deepEqual([unreadStatements, findings], [{ drafts: 1, settled: 0 }, []]);
  });

  it('is not looked for in what somebody has suppressed', async () => {
    const text =
      '-- migration-guard-ignore unreadable-statement: our own runner fills this in\nSELECT 1 FROM .t;\n';
    assert.deepEqual(
      (await linesOf(project(text))).map((line) => line.split(':')[0]),
      ['suppressed (our own runner fills this in) unreadable-statement'],
    );
  });
});

describe('a migration with characters that are not UTF-8', () => {
  it('is told of where they stand in a statement', async () => {
    const source = sourceOf(project('-- caf\uFFFD\nALTER TABLE guest ADD COLUMN "caf\uFFFD" text;\n'));
    const migrations = source.migrations.map((one) => ({ ...one, isUtf8: one.name !== '2_b' }));
    const { findings } = await lintProject({ ...source, migrations });
    assert.deepEqual(findings.map(asLine), [
      'warning unreadable-statement: This character is not UTF-8: Prisma takes \uFFFD for it.',
    ]);
  });

  it('is not one that has the sign for them itself', async () => {
    assert.deepEqual(await linesOf(project("UPDATE guest SET email = replace(email, '\uFFFD', '');\n")), []);
  });
});
