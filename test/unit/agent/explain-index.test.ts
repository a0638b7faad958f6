import assert from 'node:assert/strict';
import type { Answer, RunCommand } from '../../../src/agent/tool';
import { explainIndexTool } from '../../../src/agent/tools/explain-index';
import { runCliHere } from '../../helpers/cli-here';
import { datasource, inWorkspace, type Workspace } from '../../helpers/workspace';

const sql = `CREATE TABLE notes (id text, body text, tag text);
CREATE INDEX looked_past ON notes (lower(body));
CREATE INDEX dropped ON notes (tag COLLATE "C");
CREATE INDEX kept ON notes (body COLLATE "C");
CREATE UNIQUE INDEX made_again ON notes (tag) INCLUDE (body);
ALTER TABLE notes ADD CONSTRAINT notes_tag_check CHECK (tag <> '');
`;
const reason = 'the search of notes needs it';

function project({ write }: Workspace): void {
  write({
    'package.json': '{}',
    'prisma/schema.prisma': `${datasource}model notes {\n  id String @id\n  body String?\n  tag String?\n\n  @@index([body], map: "kept")\n  @@unique([tag], map: "made_again")\n}\n`,
    'prisma/migrations/1_notes/migration.sql': sql,
    'prisma/drift-ignore.json': JSON.stringify({
      protectedIndexes: [
        { name: 'looked_past', description: reason },
        {
          name: 'console',
          table: 'notes',
          description: 'an index on notes.id, found in the local database; no migration makes it',
        },
      ],
    }),
  });
}

async function told({ folder }: Workspace, name: string | undefined): Promise<Answer> {
  const run: RunCommand = async ({ command, options, names = [] }) => {
    const ran = await runCliHere(folder, [command, ...options, '--', ...names]);
    return { ...ran, exitCode: ran.exitCode ?? 1 };
  };
  return await explainIndexTool.run(name === undefined ? {} : { name }, run);
}

describe('explain_index', () => {
  for (const [name, isNext] of [
    ['looked_past', false],
    ['dropped', true],
    ['kept', false],
    ['made_again', true],
    ['notes.notes_tag_check', false],
    ['console', false],
    [undefined, true],
  ] as const) {
    it(
      `${isNext ? 'names' : 'does not name'} safe_migrate as the next step, of ${name ?? 'all'}`,
      inWorkspace(async (workspace) => {
        project(workspace);
        const { next, failed } = await told(workspace, name);
        assert.equal(failed, undefined);
        assert.deepEqual(
          next.map((step) => 'tool' in step && step.tool),
          isNext ? ['safe_migrate'] : [],
        );
      }),
    );
  }

  it(
    'gives the reason of a team once',
    inWorkspace(async (workspace) => {
      project(workspace);
      const { summary } = await told(workspace, 'looked_past');
      assert.match(summary, /Listed in drift-ignore\.json: The search of notes needs it\. Prisma does not/);
      assert.equal(summary.toLowerCase().split(reason).length, 2);
    }),
  );
});
