import assert from 'node:assert/strict';
import type { Answer } from '../../../src/cli/ask';
import { runInit } from '../../../src/cli/commands/init';
import { loadGrammar } from '../../../src/core/sql/grammar';
import { planInit, type FileChange } from '../../../src/workflows/init';
import { ReplayedProject } from '../../../src/workflows/replayed-project';
import { sourceOf } from '../../helpers/lint-migration';

const source = sourceOf({
  migrations: {
    '20250101000000_init': `CREATE TABLE notes (id TEXT PRIMARY KEY, body TEXT);
CREATE INDEX notes_fast ON notes USING hash (body);
`,
  },
  schema: 'model notes {\n  id String @id\n  body String?\n}\n',
});

/** What is asked and written where a person at the terminal gives these answers. */
async function answering(...answers: Answer[]) {
  const asked: string[] = [];
  const written: FileChange[] = [];
  const exitCode = await runInit(
    { project: undefined, env: 'local', wanted: [], yes: false, dryRun: false, color: false },
    {
      plan: async () => ({
        note: undefined,
        plan: await planInit(await ReplayedProject.open(source, loadGrammar), {
          tools: {
            gitattributes: { file: '/p/.gitattributes', migrations: 'prisma/migrations' },
            prettierignore: { file: '/p/.prettierignore', migrations: 'prisma/migrations' },
            vscodeSettings: { file: '/p/.vscode/settings.json', migrations: 'prisma/migrations' },
          },
          readText: (file) => source.schema.find((schema) => schema.file === file)?.text,
          liveIndexes: undefined,
        }),
      }),
      ask: (question) => {
        asked.push(question);
        return Promise.resolve(answers.shift());
      },
      write: (changes) => void written.push(...changes),
      ...{ cwd: '/p', env: {}, stdout: { write: () => true }, stderr: { write: () => true } },
    },
  );
  return { exitCode, asked, written: written.map(({ file }) => file) };
}

describe('init at a terminal', () => {
  it('asks for one thing after the other, and does what is wanted', async () => {
    const { exitCode, asked, written } = await answering('yes', 'no', 'yes');
    assert.deepEqual(asked, [
      'Declare notes_fast in schema.prisma: @@index([body], map: "notes_fast", type: Hash)?',
      'Give migrations the same line ends everywhere (.gitattributes)?',
      'Keep Prettier off migrations (.prettierignore)?',
    ]);
    assert.equal(exitCode, 0);
    assert.deepEqual(written, [
      '/p/prisma/drift-ignore.json',
      '/p/prisma/schema.prisma',
      '/p/.prettierignore',
    ]);
  });

  it('writes nothing at all when the person leaves', async () => {
    const { exitCode, asked, written } = await answering('yes', 'left');
    assert.equal(asked.length, 2);
    assert.equal(exitCode, 130);
    assert.deepEqual(written, []);
  });
});
