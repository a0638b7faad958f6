import assert from 'node:assert/strict';
import { HumanError } from '../../../../src/core/human-error';
import { failureOf } from '../../../../src/editor/databases/failure-of';
import { findEnvironment } from '../../../../src/adapters/environments/find-environment';
import { projectFiles, projectIn } from '../../../helpers/environments';
import { inWorkspace, type Workspace } from '../../../helpers/workspace';

/** The kind of failure that comes of a question in a workspace, with the variable it names. */
async function kindIn(
  workspace: Workspace,
  { name = 'local', env = {}, mayRunConfig = true } = {},
): Promise<string> {
  try {
    await findEnvironment(name, await projectIn(workspace), {
      env: { PATH: process.env['PATH'], ...env },
      mayRunConfig,
    });
  } catch (error) {
    const { kind, variable } = failureOf(error);
    return variable === undefined ? kind : `${kind} ${variable}`;
  }
  return 'none';
}

const v6 = projectFiles('url = env("DB")');
const v7 = projectFiles();
const askingFor = (variable: string) =>
  `import { defineConfig, env } from 'prisma/config';\nexport default defineConfig({ datasource: { url: env('${variable}') } });\n`;
const environment = (entry: unknown) => JSON.stringify({ environments: { staging: entry } });

describe('the kind of failure with an environment', () => {
  it(
    'is a missing URL, with the variable that would hold it',
    inWorkspace(async (workspace) => {
      workspace.write(v6);
      assert.equal(await kindIn(workspace), 'no-url DB');
      workspace.write({ ...v7, 'prisma.config.ts': askingFor('THE_URL') });
      assert.equal(await kindIn(workspace), 'no-url THE_URL');
      workspace.write({ 'migration-guard.json': environment({ variable: 'STAGING_URL' }) });
      assert.equal(await kindIn(workspace, { name: 'staging' }), 'no-url STAGING_URL');
    }),
  );

  it(
    'is something that is no URL',
    inWorkspace(async (workspace) => {
      workspace.write(v6);
      assert.equal(await kindIn(workspace, { env: { DB: 'mysql://h/app' } }), 'bad-url');
    }),
  );

  it(
    'is a config that is not run, has no Prisma, or is broken',
    inWorkspace(async (workspace) => {
      workspace.write({
        ...v7,
        'prisma.config.ts': 'const x = 1;\nexport default { datasource: read(x) };\n',
      });
      assert.equal(await kindIn(workspace, { mayRunConfig: false }), 'config-not-run');
      assert.equal(await kindIn(workspace), 'no-prisma');
      workspace.write({ 'migration-guard.json': '{ "environments": 3 }' });
      assert.equal(await kindIn(workspace), 'bad-config');
    }),
  );

  it(
    'is an environment that nobody knows, or whose program gives nothing',
    inWorkspace(async (workspace) => {
      workspace.write({ ...v6, 'migration-guard.json': environment({ command: ['no-such-program'] }) });
      assert.equal(await kindIn(workspace, { name: 'moon' }), 'unknown-environment');
      assert.equal(await kindIn(workspace, { name: 'staging' }), 'command');
      assert.equal(await kindIn(workspace, { name: 'prod', env: { PATH: workspace.folder } }), 'railway');
    }),
  );

  it('is "other" for what nobody has named', () => {
    assert.equal(failureOf(new HumanError('x')).kind, 'other');
    assert.equal(failureOf(Object.assign(new HumanError('x'), { kind: 'mischief' })).kind, 'other');
    assert.equal(failureOf(Object.assign(new Error('x'), { kind: 'no-url' })).kind, 'other');
  });
});
