import assert from 'node:assert/strict';
import type { CheckDriftArgs } from '../../../src/cli/commands/check-drift';
import type { FixDriftArgs } from '../../../src/cli/commands/fix-drift-args';
import { runProgram } from '../../../src/cli/program';

type Ran = [exitCode: number, stderr: string, args: (FixDriftArgs | CheckDriftArgs)[]];

async function run(...argv: string[]): Promise<Ran> {
  const args: (FixDriftArgs | CheckDriftArgs)[] = [];
  const err: string[] = [];
  const take = (given: FixDriftArgs | CheckDriftArgs): Promise<number> => {
    args.push(given);
    return Promise.resolve(0);
  };
  const other = () => assert.fail('it is another command');
  const exitCode = await runProgram(
    argv,
    {
      ...{ lint: other, run: other, status: other, inspect: other, restore: other, migrate: other },
      ...{ verify: other, pgliteSchema: other },
      ...{ safeMigrate: other, dev: other, predict: other, init: other },
      checkDrift: take,
      fixDrift: take,
    },
    { version: '1.2.3', stdout: { write: () => true }, stderr: { write: (text) => err.push(text) } },
  );
  return [exitCode, err.join(''), args];
}

const defaults: FixDriftArgs = {
  ...{
    names: [],
    accepted: [],
    restore: [],
    keepIndexes: undefined,
    allCosmetic: false,
    env: 'local',
    yes: false,
  },
  ...{ project: undefined, color: undefined },
};

describe('the command line of fix-drift', () => {
  it('takes names, also as paths of folders and files', async () => {
    const paths = ['1_a', 'prisma/migrations/2_b/', 'prisma\\migrations\\3_c\\migration.sql'];
    assert.deepEqual(await run('fix-drift', ...paths), [
      0,
      '',
      [{ ...defaults, names: ['1_a', '2_b', '3_c'] }],
    ]);
  });

  it('takes one name with each --accept, so that a name behind it is only named', async () => {
    const [, , args] = await run(
      'db:fix-drift',
      '--accept',
      '1_a',
      '2_b',
      '--accept',
      '3_c',
      '--yes',
      '--env',
      'test',
      '--project',
      'api',
    );
    assert.deepEqual(args, [
      { ...defaults, names: ['2_b'], accepted: ['1_a', '3_c'], yes: true, env: 'test', project: 'api' },
    ]);
  });

  it('does not fix and restore at once, and wants something to do', async () => {
    const [restored, , args] = await run('fix-drift', '--restore-file', '1_a', '--restore-file', '2_b');
    assert.deepEqual([restored, args], [0, [{ ...defaults, restore: ['1_a', '2_b'] }]]);
    const both = await run('fix-drift', '--all-cosmetic', '--restore-file', '1_a');
    assert.deepEqual([both[0], both[2]], [2, []]);
    const [code, message] = await run('fix-drift');
    assert.equal(code, 2);
    assert.match(message, /Name the migrations to fix, or say --all-cosmetic/);
  });
});

describe('the command line of check-drift', () => {
  it('takes paths and an environment', async () => {
    assert.deepEqual(await run('check-drift', 'apps/api', '--env', 'prod', '--json'), [
      0,
      '',
      [{ paths: ['apps/api'], env: 'prod', json: true, all: false, schema: false, color: undefined }],
    ]);
  });
});
