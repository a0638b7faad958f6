import assert from 'node:assert/strict';
import { formats } from '../../../../../src/cli/commands/lint/choices';
import { buildCli, runCli } from '../../../../helpers/cli';
import { runCliHere } from '../../../../helpers/cli-here';
import { inWorkspace, migrations, schemaWith } from '../../../../helpers/workspace';

const sentence =
  /^migration-guard: The branch main, to which this pull request goes, is not in this clone.*Run git fetch --depth=1 origin main:refs\/remotes\/origin\/main first/;

describe('lint on a build server whose clone lacks the base', () => {
  before(buildCli);

  it(
    'exits 2 with the command that gets it in every format, and looks at everything with --base none',
    inWorkspace(async (workspace) => {
      const { git, write, commit, at, folder } = workspace;
      git('init', '--quiet');
      write({
        'package.json': '{}',
        'prisma/schema.prisma': schemaWith('a'),
        ...migrations('prisma/migrations', '1_a'),
        'prisma/migrations/2_b/migration.sql':
          'CREATE TABLE "t" ("v" vector(3));\nCREATE INDEX "v_idx" ON "t" USING ivfflat ("v" vector_l2_ops);\n',
      });
      commit('start');
      git('checkout', '--quiet', '-b', 'topic');
      write({ 'prisma/migrations/3_c/migration.sql': '-- DropIndex\nDROP INDEX "v_idx";\n' });
      commit('drop');
      git('clone', '--quiet', '--depth=1', '--branch=topic', `file://${folder}`, at('clone'));
      const env = { CI: 'true', GITHUB_BASE_REF: 'main' };
      for (const format of formats) {
        const { exitCode, stdout, stderr } = await runCliHere(at('clone'), ['lint', '--format', format], env);
        assert.equal(exitCode, 2, format);
        assert.match(stderr, sentence, format);
        assert.match(
          stdout,
          format === 'github' ? /^::error title=Migration Guard::The branch main, / : /^$/,
        );
      }
      // In a process of its own the output is guarded: what is meant as a command must get through.
      const onGitHub = { ...env, GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: undefined };
      const ran = await runCli(at('clone'), ['lint', '--format', 'github'], onGitHub);
      assert.match(ran.stdout, /^::error title=Migration Guard::The branch main, /);
      const args = ['lint', '--fix', '--base', 'none'];
      const { exitCode, stdout, stderr } = await runCliHere(at('clone'), args, env);
      assert.equal(exitCode, 1);
      assert.match(stdout, /drop-protected-index/);
      assert.match(stderr, /Fixed nothing/, 'they may be applied somewhere');
    }),
  );
});
