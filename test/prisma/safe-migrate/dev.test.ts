import assert from 'node:assert/strict';
import { buildCli } from '../../helpers/cli';
import { runSql } from '../../helpers/sql';
import { addColumn, history, inSetting, kept, memories } from './setting';

const project = { models: memories('note String?'), migrations: history };
const columns = `SELECT column_name AS name FROM information_schema.columns WHERE column_name IN ('note', 'more') ORDER BY 1`;

describe('dev', () => {
  before(buildCli);

  it(
    'writes a harmless migration and applies it, and then has nothing to do',
    inSetting(project, async ({ run, runBuilt, addedSql, url, indexes, added }) => {
      const ran = await runBuilt(['dev', '--no-verify', '--', '--name', 'add_note', '--skip-generate']);
      assert.equal(ran.exitCode, 0, ran.stderr);
      assert.equal(addedSql('add_note'), `${kept('memories_tags')}\n${addColumn('note', 'TEXT')}`);
      assert.match(ran.stdout, /3 migrations: 3 applied; 1 protected index in place\./);
      assert.deepEqual(await runSql(url, columns), [{ name: 'note' }]);
      assert.ok((await indexes()).includes('public.memories_tags'));
      const again = await run(['dev', '--no-verify']);
      assert.equal(again.exitCode, 0, again.stderr);
      assert.match(again.stdout, /No schema change: Prisma only wanted to drop memories_tags\./);
      assert.match(again.stdout, /Nothing is pending for local at /);
      assert.equal(added().length, 1);
    }),
  );
});
