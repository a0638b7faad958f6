import assert from 'node:assert/strict';
import { declareFixDrift } from '../../../../../src/cli/commands/fix-drift';
import { requestOf } from '../../../../../src/cli/commands/fix-drift/request';
import type { FixDriftRequest } from '../../../../../src/workflows/fix-drift';
import { parsedCommand } from '../../../../helpers/parsed-command';

async function request(...words: string[]): Promise<FixDriftRequest> {
  const { args, options } = await parsedCommand(declareFixDrift, words);
  const [names] = args as [string[]];
  return requestOf({ env: 'local', ...options, names });
}

const nothing: FixDriftRequest = {
  ...{ environment: 'local', names: [], accepted: [], restore: [] },
  ...{ keepIndexes: undefined, allCosmetic: false },
};

describe('the command line of fix-drift', () => {
  it('takes names, also as paths of folders and files', async () => {
    const paths = ['1_a', 'prisma/migrations/2_b/', 'prisma\\migrations\\3_c\\migration.sql'];
    assert.deepEqual(await request(...paths), { ...nothing, names: ['1_a', '2_b', '3_c'] });
    assert.deepEqual(await request('--keep-indexes', 'prisma/migrations/2_b'), {
      ...nothing,
      keepIndexes: '2_b',
    });
  });

  // Mutation: --accept that takes several names.
  it('takes one name with each --accept, so that a name behind it is only named', async () => {
    const words = ['--accept', '1_a', '2_b', '--accept', '3_c', '--env', 'test'];
    assert.deepEqual(await request(...words), {
      ...{ ...nothing, environment: 'test' },
      ...{ names: ['2_b'], accepted: ['1_a', '3_c'] },
    });
  });

  // Mutation: requestOf without one of its three refusals.
  it('does one kind of thing at once, and wants something to do', async () => {
    assert.deepEqual(await request('--restore-file', '1_a', '--restore-file', '2_b'), {
      ...nothing,
      restore: ['1_a', '2_b'],
    });
    for (const [words, message] of [
      [['--all-cosmetic', '--restore-file', '1_a'], /^Restore files first/],
      [['--keep-indexes', '1_a', '2_b'], /^Give --keep-indexes alone/],
      [[], /^Name the migrations to fix, or use --all-cosmetic\./],
    ] as const) {
      await assert.rejects(request(...words), { name: 'HumanError', message });
    }
  });
});
