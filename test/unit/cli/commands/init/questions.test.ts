import assert from 'node:assert/strict';
import { questionOf } from '../../../../../src/cli/commands/init/pretty';
import { loadGrammar } from '../../../../../src/core/sql/grammar';
import type { Answer } from '../../../../../src/workflows/answer';
import { init, type InitRequest } from '../../../../../src/workflows/init';
import type { FileChange } from '../../../../../src/workflows/changed-texts';
import { planInit } from '../../../../../src/workflows/init-plan';
import { ReplayedProject } from '../../../../../src/workflows/replayed-project';
import { sourceOf } from '../../../../helpers/lint-migration';

const source = sourceOf({
  migrations: {
    '20250101000000_init': `CREATE TABLE notes (id TEXT PRIMARY KEY, body TEXT);
CREATE INDEX notes_fast ON notes USING hash (body);
`,
  },
  schema: 'model notes {\n  id String @id\n  body String?\n}\n',
});

const plain: InitRequest = { wanted: [], yes: false, dryRun: false };

/** What is asked and written where a person at the terminal gives these answers. */
async function answering(answers: Answer[], request: Partial<InitRequest> = {}) {
  const asked: string[] = [];
  const written: FileChange[] = [];
  const plan = await planInit(await ReplayedProject.open(source, loadGrammar), {
    tools: {
      gitattributes: { file: '/p/.gitattributes', migrations: 'prisma/migrations' },
      prettierignore: { file: '/p/.prettierignore', migrations: 'prisma/migrations' },
      vscodeSettings: { file: '/p/.vscode/settings.json', migrations: 'prisma/migrations' },
    },
    agents: {
      files: {
        ...{ instructions: ['/p/AGENTS.md'], hasInstructions: false, program: 'npx migration-guard' },
        ...{ skills: ['/p/.claude/skills/migration-guard/SKILL.md'], skillName: 'migration-guard' },
        ...{
          skillPath: '.claude/skills/migration-guard/SKILL.md',
          place: undefined,
          folder: undefined,
          project: undefined,
        },
      },
      environments: [{ name: 'local', isProduction: false }],
    },
    readText: (file) => source.schema.find((schema) => schema.file === file)?.text,
    liveIndexes: undefined,
  });
  const { kind } = await init(
    plan,
    { ...plain, ...request },
    {
      ask: (offer) => {
        asked.push(questionOf(offer));
        return Promise.resolve(answers.shift());
      },
      write: (changes) => void written.push(...changes),
    },
  );
  return { kind, asked, written: written.map(({ file }) => file) };
}

const list = '/p/prisma/drift-ignore.json';

describe('init', () => {
  it('asks for one thing after the other, and does what is wanted', async () => {
    const { kind, asked, written } = await answering(['yes', 'no', 'yes']);
    assert.deepEqual(asked, [
      'Declare notes_fast in schema.prisma: @@index([body], map: "notes_fast", type: Hash)?',
      'Give migrations the same line endings everywhere (.gitattributes)?',
      'Keep Prettier off migrations (.prettierignore)?',
      'Tell coding agents what is protected and how migrations are made (AGENTS.md, .claude/skills/migration-guard/SKILL.md)?',
    ]);
    assert.equal(kind, 'written');
    assert.deepEqual(written, [list, '/p/prisma/schema.prisma', '/p/.prettierignore']);
  });

  it('writes nothing at all when the person leaves', async () => {
    const { kind, asked, written } = await answering(['yes', 'left']);
    assert.equal(asked.length, 2);
    assert.equal(kind, 'left');
    assert.deepEqual(written, []);
  });

  // Mutations: choose that asks although flags are given; `yes` that declares; a dry run that writes.
  for (const [what, request, expected] of [
    ['only lists where nobody can be asked', {}, { asked: 1, written: [list] }],
    [
      'does what a flag names',
      { wanted: ['declare'] },
      { asked: 0, written: [list, '/p/prisma/schema.prisma'] },
    ],
    [
      'does with --yes all but declaring',
      { yes: true },
      { asked: 0, written: [list, '/p/.gitattributes', '/p/.prettierignore'] },
    ],
    ['writes nothing in a dry run', { yes: true, dryRun: true }, { asked: 0, written: [] }],
  ] as const) {
    it(what, async () => {
      const { asked, written } = await answering([], request);
      assert.deepEqual({ asked: asked.length, written }, expected);
    });
  }
});
