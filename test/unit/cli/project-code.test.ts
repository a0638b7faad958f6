import assert from 'node:assert/strict';
import fs from 'node:fs';
import { runCliHere } from '../../helpers/cli-here';
import { projectFiles } from '../../helpers/environments';
import { inWorkspace, migrations, type Workspace } from '../../helpers/workspace';

const variable = { MIGRATION_GUARD_PROJECT_CODE: 'never' };

/** A project whose config and Prisma leave a trace where they run. */
function write({ write: put, at }: Workspace, more: Record<string, string> = {}): void {
  const trap = `require('node:fs').writeFileSync(${JSON.stringify(at('ran'))}, '');\n`;
  put({
    ...projectFiles(),
    ...migrations('prisma/migrations', '1_a'),
    'prisma.config.ts': 'const x = 1;\nexport default { datasource: read(x) };\n',
    'node_modules/prisma/package.json':
      '{ "name": "prisma", "version": "7.10.0", "bin": { "prisma": "index.js" } }',
    'node_modules/prisma/index.js': trap,
    'node_modules/@prisma/config/package.json': '{ "name": "@prisma/config", "main": "index.js" }',
    'node_modules/@prisma/config/index.js': trap,
    ...more,
  });
}

const refused = [
  ['status'],
  ['check-drift'],
  ['fix-drift', '--all-cosmetic'],
  ['inspect'],
  ['restore', 'x'],
  ['migrate'],
  ['safe-migrate', '--name', 'x'],
  ['safe-migrate', '--name', 'x', '--offline'],
  ['dev', '--name', 'x'],
  ['predict'],
  ['predict', '--push'],
  ['run', '--', 'node', '--version'],
];

describe('projectCode never', () => {
  for (const args of refused) {
    it(
      `${args.join(' ')} refuses in a sentence that says what would run, and where that is forbidden`,
      inWorkspace(async (workspace) => {
        write(workspace);
        const { exitCode, stdout, stderr } = await runCliHere(workspace.folder, args, variable);
        assert.match(
          stderr,
          /^migration-guard: (?:prisma\.config\.ts|The project's own Prisma) has to be run .*, and MIGRATION_GUARD_PROJECT_CODE .* forbids it\. .+\.\n$/,
        );
        assert.deepEqual([exitCode, stdout], [2, '']);
        assert.equal(fs.existsSync(workspace.at('ran')), false);
      }),
    );
  }

  it(
    'is not needed to stop a prediction that nobody asked for',
    inWorkspace(async (workspace) => {
      write(workspace);
      const { exitCode, stderr } = await runCliHere(workspace.folder, ['predict', '--unasked']);
      assert.equal(
        stderr,
        "migration-guard: The project's own Prisma has to be run for this, which happens only when you ask for it.\n",
      );
      assert.deepEqual([exitCode, fs.existsSync(workspace.at('ran'))], [2, false]);
    }),
  );

  it(
    'leaves alone what runs nothing of the project',
    inWorkspace(async (workspace) => {
      write(workspace, { 'migration-guard.json': '{ "projectCode": "never" }' });
      for (const args of [['lint'], ['explain'], ['audit'], ['verify']]) {
        const { exitCode, stderr } = await runCliHere(workspace.folder, args, variable);
        assert.equal(exitCode, 0, `${args.join()}: ${stderr}`);
      }
      assert.equal(fs.existsSync(workspace.at('ran')), false);
    }),
  );

  it(
    'is got round as the sentence says: an environment whose URL is in a variable',
    inWorkspace(async (workspace) => {
      write(workspace, {
        'migration-guard.json':
          '{ "projectCode": "never", "environments": { "local": { "variable": "DATABASE_URL" } } }',
      });
      const args = ['run', '--', process.execPath, '--version'];
      const refusal = await runCliHere(workspace.folder, args);
      assert.match(refusal.stderr, /DATABASE_URL, which migration-guard\.json names, is not set/);
      const { exitCode, stderr } = await runCliHere(workspace.folder, args, {
        DATABASE_URL: 'postgresql://localhost/app',
      });
      assert.deepEqual([exitCode, stderr], [0, '']);
    }),
  );
});
