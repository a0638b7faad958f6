import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { LintArgs } from '../../../src/cli/commands/lint/choices';
import { lint as runLint } from '../../../src/cli/commands/lint/run';
import { captureContext } from '../../helpers/cli-here';
import { inWorkspace, schemaWith, type Workspace } from '../../helpers/workspace';

interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `migration-guard lint` in the workspace, with its real parts. */
async function lint({ folder: cwd }: Workspace, args: Partial<LintArgs> = {}): Promise<Ran> {
  const { context, written } = captureContext(cwd);
  const exitCode = await runLint({ paths: [], format: 'pretty', failOn: 'warning', ...args }, context);
  return { exitCode, ...written };
}

const made = 'CREATE TABLE notes (id text, body text);\nCREATE INDEX by_body ON notes (lower(body));\n';
const drop = '-- DropIndex\nDROP INDEX "by_body";\n';

/** A project in a folder whose second migration drops an index made by hand. */
function projectIn(folder: string): Record<string, string> {
  return {
    [`${folder}/package.json`]: '{}',
    [`${folder}/prisma/schema.prisma`]: schemaWith('other'),
    [`${folder}/prisma/migrations/1_a/migration.sql`]: made,
    [`${folder}/prisma/migrations/2_b/migration.sql`]: drop,
  };
}

describe('a broken configuration', () => {
  const broken = '{\n  "protectedIndexes": [\n    { "name": "a" },\n    { "name": 1 }\n  ]\n}\n';

  it(
    'exits 2 and says where, while other projects are linted',
    inWorkspace(async (workspace) => {
      workspace.write({
        ...projectIn('apps/a'),
        ...projectIn('apps/b'),
        'apps/a/prisma/drift-ignore.json': broken,
        'apps/a/migration-guard.json': '{ "rule": {} }',
      });
      const { exitCode, stdout, stderr } = await lint(workspace);
      assert.equal(exitCode, 2);
      assert.equal(
        stderr,
        'migration-guard: apps/a/prisma/drift-ignore.json:4:15: protectedIndexes[1].name must be a string; it is a number\n' +
          'migration-guard: apps/a/migration-guard.json:1:3: rule is not known. Did you mean rules?\n',
      );
      assert.match(stdout, /apps\/a: not linted, its configuration cannot be read\n/);
      assert.match(stdout, /^apps\/b\/prisma\/migrations\/2_b\/migration\.sql$/m);
      assert.match(stdout, /^1 error in 1 of 2 migrations; 2 projects; .*1 project not linted$/m);
    }),
  );

  it(
    'is part of the JSON, and makes SARIF say that the run failed',
    inWorkspace(async (workspace) => {
      workspace.write({ ...projectIn('.'), 'prisma/drift-ignore.json': broken });
      const json = JSON.parse((await lint(workspace, { format: 'json' })).stdout) as {
        projects: { linted: number; broken: unknown }[];
      };
      assert.equal(json.projects[0]?.linted, 0);
      assert.deepEqual(json.projects[0].broken, [
        {
          file: 'prisma/drift-ignore.json',
          range: { start: { offset: 61, line: 4, column: 15 }, end: { offset: 62, line: 4, column: 16 } },
          message: 'protectedIndexes[1].name must be a string; it is a number',
        },
      ]);
      const sarif = JSON.parse((await lint(workspace, { format: 'sarif' })).stdout) as {
        runs: {
          invocations: { executionSuccessful: boolean; toolExecutionNotifications: { level: string }[] }[];
        }[];
      };
      const [invocation] = sarif.runs[0]?.invocations ?? [];
      assert.equal(invocation?.executionSuccessful, false);
      assert.ok(invocation.toolExecutionNotifications.some(({ level }) => level === 'error'));
    }),
  );

  it(
    'keeps --fix from mending anything in that project',
    inWorkspace(async (workspace) => {
      workspace.write({ ...projectIn('.'), 'migration-guard.json': '{' });
      const { exitCode } = await lint(workspace, { fix: true, paths: ['prisma/migrations/2_b'] });
      assert.equal(exitCode, 2);
      assert.equal(fs.readFileSync(workspace.at('prisma/migrations/2_b/migration.sql'), 'utf8'), drop);
    }),
  );
});

describe('a configuration on disk', () => {
  it(
    'is heeded: severities, paths, entries, patterns',
    inWorkspace(async (workspace) => {
      workspace.write(projectIn('.'));
      assert.equal((await lint(workspace)).exitCode, 1);
      const config = async (value: object): Promise<number> => {
        workspace.write({ 'migration-guard.json': JSON.stringify(value) });
        return (await lint(workspace)).exitCode;
      };
      assert.equal(await config({ rules: { 'drop-protected-index': 'info' } }), 0);
      assert.equal(await config({ paths: ['prisma/migrations/2_*'] }), 0);
      assert.equal(
        await config({ ignore: [{ migration: '2_b', rule: 'drop-protected-index', reason: 'r' }] }),
        0,
      );
    }),
  );

  it(
    'has --fix leave statements out that it does not want',
    inWorkspace(async (workspace) => {
      workspace.write({
        ...projectIn('.'),
        'prisma/drift-ignore.json':
          '{ "ignorePatterns": [{ "pattern": "drop index .by_body", "reason": "it is ours", "action": "remove" }], }',
      });
      assert.equal((await lint(workspace, { fix: true, paths: ['prisma/migrations/2_b'] })).exitCode, 0);
      assert.equal(
        fs.readFileSync(workspace.at('prisma/migrations/2_b/migration.sql'), 'utf8'),
        '-- migration-guard: left out a DROP, as drift-ignore.json says: it is ours\n',
      );
    }),
  );

  it(
    'suppresses what is settled, which the report says how to do',
    inWorkspace(async (workspace) => {
      workspace.git('init', '--quiet');
      workspace.write(projectIn('.'));
      workspace.git('add', '--all');
      workspace.git('rm', '--quiet', '--cached', '-r', 'prisma/migrations/2_b');
      workspace.git('commit', '--quiet', '--message', 'start');
      workspace.commit('2_b');
      const { exitCode, stdout } = await lint(workspace, { settled: true });
      assert.equal(exitCode, 0);
      assert.match(stdout, /It is deliberate: an entry under "ignore" in migration-guard\.json/);
      workspace.write({
        'migration-guard.json':
          '{ "ignore": [{ "migration": "2_b", "rule": "drop-protected-index", "index": "by_body", "reason": "r" }] }',
      });
      assert.match((await lint(workspace)).stdout, /^1 info in 1 file \(2 migrations\); 1 suppressed$/m);
    }),
  );

  it(
    'suppresses the edit and the deletion of settled migrations',
    inWorkspace(async (workspace) => {
      workspace.write(projectIn('.'));
      workspace.git('init', '--quiet');
      workspace.commit('start');
      const ignore = ['1_a', '2_b'].map((migration) => ({
        migration,
        rule: 'edited-settled-migration',
        reason: 'r',
      }));
      workspace.write({
        'prisma/migrations/1_a/migration.sql': `-- why\n${made}`,
        'prisma/migrations/2_b': undefined,
        'migration-guard.json': JSON.stringify({ ignore }),
      });
      const { exitCode, stdout } = await lint(workspace);
      assert.match(stdout, /^2 infos in 1 file \(1 migration\); 2 suppressed$/m);
      assert.equal(exitCode, 0);
    }),
  );
});
