import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import { buildCli, runCli } from '../../helpers/cli';
import { runCliHere } from '../../helpers/cli-here';
import { inPrismaProject } from '../../helpers/prisma-project';
import { undeclared, predict } from './setting';

for (const version of [7, 6] as const) {
  describe(`predict with Prisma ${version}`, () => {
    before(buildCli);

    it(
      'shows on the model what would be lost, what safe-migrate would write instead, and writes nothing',
      inPrismaProject({ version, ...undeclared }, async (project) => {
        const line = version === 6 ? 6 : 5;
        const { exitCode, stdout, stderr } = await predict(project, [], {}, runCli);
        assert.equal(stderr, '');
        assert.equal(exitCode, 1);
        assert.equal(
          stdout,
          `prisma/schema.prisma
  ${line}:7  error  drop-protected-index
     ${line} │ model chats {
       │       ^^^^^
     The next migrate dev would drop chats_fast, a hash index on chats.title
     that schema.prisma does not declare.
     Made by hand in 20260102000000_search; not declared in schema.prisma.

What the next migrate dev would write (-), and safe-migrate instead (+):
  - -- DropIndex
  - DROP INDEX "chats_fast";
  + -- migration-guard: kept chats_fast, which Prisma will try to drop again until schema.prisma declares it

    -- AlterTable
    ALTER TABLE "chats" ADD COLUMN     "tag" TEXT;

The next migrate dev, with Prisma ${version === 6 ? '6.19.3' : '7.10.0'}, would harm chats_fast.
Instead: migration-guard safe-migrate --name <name> leaves that out.
`,
        );
        assert.equal(project.git('status', '--porcelain'), '');
      }),
    );
  });
}

describe('predict', () => {
  before(buildCli);

  it(
    'says that Prisma is not installed',
    inPrismaProject(undeclared, async (project) => {
      fs.rmSync(project.at('node_modules'), { recursive: true });
      const { exitCode, stderr } = await runCliHere(project.folder, ['predict']);
      assert.equal(exitCode, 2);
      // The project lies in the temporary folder, above which there is none either.
      assert.ok(project.folder.startsWith(fs.realpathSync(os.tmpdir())));
      assert.match(stderr, /^migration-guard: Prisma is not installed for .*\n$/);
    }),
  );
});
