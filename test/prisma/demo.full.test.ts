import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { buildCli } from '../helpers/cli';

describe('the demo', function () {
  // It starts Prisma's CLI several times.
  this.timeout(420_000);
  before(buildCli);

  it('keeps the index, corrects the checksum and ends with a summary', async () => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['test/tools/demo.mjs'], {
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined, COLUMNS: '80' },
      timeout: 400_000,
    });
    assert.match(
      stdout,
      /Kept back 1 statement that Prisma wrote:\n {2}DROP INDEX "idx_memories_embedding";/,
    );
    assert.match(stdout, /cosmetic {3}20251127020000_restore_vector_index/);
    assert.match(stdout, /\n6\. That was it, in \d+ seconds\n\n {2}kept {6}idx_memories_embedding/);
    assert.doesNotMatch(stderr, /did not go as it should/);
  });
});
