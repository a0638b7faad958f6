import assert from 'node:assert/strict';
import fs from 'node:fs';
import { findEnvironment } from '../../../../src/adapters/environments/find-environment';
import { findPrismaCli } from '../../../../src/adapters/prisma/prisma-cli';
import { isHumanError } from '../../../../src/core/human-error';
import { projectFiles, projectIn } from '../../../helpers/environments';
import { inWorkspace, type Workspace } from '../../../helpers/workspace';

/** Set in migration-guard.json and in the variable; who asks; and what comes of it. */
const table = [
  { asking: 'person', outcome: 'ran' },
  { asking: 'nobody', outcome: 'config-not-run' },
  { file: 'onCommand', asking: 'person', outcome: 'ran' },
  { file: 'never', asking: 'person', outcome: 'code-not-allowed' },
  { file: 'never', asking: 'nobody', outcome: 'code-not-allowed' },
  { file: 'never', variable: 'automatic', asking: 'person', outcome: 'code-not-allowed' },
  { file: 'onCommand', variable: 'automatic', asking: 'nobody', outcome: 'config-not-run' },
  { variable: 'automatic', asking: 'nobody', outcome: 'ran' },
  { variable: 'onCommand', asking: 'nobody', outcome: 'config-not-run' },
  { variable: 'never', asking: 'person', outcome: 'code-not-allowed' },
  { file: 'onCommand', variable: 'never', asking: 'person', outcome: 'code-not-allowed' },
  { variable: 'Never', asking: 'person', outcome: 'code-not-allowed' },
] as const satisfies readonly {
  file?: string;
  variable?: string;
  asking: 'person' | 'nobody';
  outcome: string;
}[];

/** Leaves a trace where it runs. */
const trap = (workspace: Workspace): string =>
  `require('node:fs').writeFileSync(${JSON.stringify(workspace.at('ran'))}, '')`;

const code: readonly {
  readonly what: string;
  readonly files: (workspace: Workspace) => Record<string, string>;
  readonly guard?: (workspace: Workspace) => object;
  readonly run: (
    workspace: Workspace,
    env: Record<string, string>,
    mayRunConfig: boolean,
  ) => Promise<unknown>;
}[] = [
  {
    what: 'the Prisma config',
    files: (workspace) => ({
      ...projectFiles(),
      // What loads it runs it; the rest is not of interest here.
      'node_modules/@prisma/config/package.json': '{ "name": "@prisma/config", "main": "index.js" }',
      'node_modules/@prisma/config/index.js': `${trap(workspace)};\nexports.loadConfigFromFile = () => ({ config: { datasource: { url: 'postgresql://h/app' } } });\n`,
      'prisma.config.ts': 'const x = 1;\nexport default { datasource: read(x) };\n',
    }),
    run: async (workspace, env, mayRunConfig) =>
      findEnvironment('local', await projectIn(workspace), {
        env: { PATH: process.env['PATH'], ...env },
        mayRunConfig,
      }),
  },
  {
    what: 'a program of migration-guard.json',
    files: () => projectFiles(),
    guard: (workspace) => ({
      environments: {
        staging: {
          command: [process.execPath, '-e', `${trap(workspace)}; console.log('postgresql://h/app')`],
        },
      },
    }),
    run: async (workspace, env, mayRunConfig) =>
      findEnvironment('staging', await projectIn(workspace), {
        env: { PATH: process.env['PATH'], ...env },
        mayRunConfig,
      }),
  },
  {
    what: 'its Prisma',
    files: () => projectFiles(),
    guard: () => ({ prismaCommand: ['prisma'] }),
    run: async (workspace, env, mayRunConfig) => {
      findPrismaCli(await projectIn(workspace), env, mayRunConfig ? 'person' : 'nobody');
      workspace.write({ ran: '' });
    },
  },
];

for (const { what, files, guard, run } of code) {
  describe(`code of the project: ${what}`, () => {
    for (const row of table) {
      const { file, variable, asking, outcome } = { file: undefined, variable: undefined, ...row };
      it(
        `with ${file ?? 'nothing'} in the project and ${variable ?? 'nothing'} in the variable, asked for by ${asking}: ${outcome}`,
        inWorkspace(async (workspace) => {
          workspace.write({
            ...files(workspace),
            'migration-guard.json': JSON.stringify({ projectCode: file, ...guard?.(workspace) }),
          });
          const env = variable === undefined ? {} : { MIGRATION_GUARD_PROJECT_CODE: variable };
          assert.equal(await outcomeOf(() => run(workspace, env, asking === 'person')), outcome);
          assert.equal(fs.existsSync(workspace.at('ran')), outcome === 'ran');
        }),
      );
    }
  });
}

async function outcomeOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
    return 'ran';
  } catch (error) {
    if (!isHumanError(error)) throw error;
    return 'kind' in error ? error.kind : error.message;
  }
}
