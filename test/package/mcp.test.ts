import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inExample } from '../helpers/example';
import { assertRefused, attacks } from '../helpers/mcp-attacks';
import { withMcp } from '../helpers/mcp-client';
import { inProject } from './installed';

const cli = (): string => inProject('node_modules/migration-guard/dist/cli.js');

describe('the installed package, started by a coding agent', () => {
  it(
    'serves its tools',
    inExample(async ({ folder }) => {
      await withMcp({ cwd: folder, cli: cli(), env: { NODE_PATH: undefined } }, async ({ client, call }) => {
        assert.equal((await client.listTools()).tools.length, 6);
        assert.match((await call('lint')).text, /Drops idx_memories_embedding/);
        assert.match((await call('explain_index')).text, /idx_memories_embedding: an ivfflat index/);
      });
    }),
  );

  it(
    'does nothing of what hostile arguments ask for',
    inExample(async ({ folder, git, at }) => {
      const outside = fs.mkdtempSync(path.join(os.tmpdir(), 'outside-'));
      const all = attacks(folder, outside);
      await withMcp({ cwd: folder, cli: cli(), answer: () => 'yes' }, async ({ client }) => {
        await assertRefused(client, all);
      });
      assert.equal(git('status', '--porcelain', '--', 'prisma/schema.prisma'), '');
      assert.deepEqual(fs.readdirSync(outside), []);
      assert.equal(fs.existsSync(at('pwned')), false);
      fs.rmdirSync(outside);
    }),
  );
});
