import assert from 'node:assert/strict';
import { buildCli } from '../../helpers/cli';
import { migrationFile } from '../../helpers/prisma-project';
import { runSql } from '../../helpers/sql';
import { testOfRows } from './cases';
import { inSetting } from './setting';

describe('status', () => {
  before(buildCli);

  testOfRows(6);
});

describe('the project beside the database', () => {
  it(
    'may have 5,000 rows',
    inSetting(async ({ write, commit }, { url, status }) => {
      const names = Array.from({ length: 5000 }, (_, number) => `${10_000 + number}_step`);
      write(Object.fromEntries(names.map((name) => [migrationFile(name), `-- ${name}\n`])));
      commit('All of them');
      await runSql(
        url,
        `CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL,
           finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
           started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`,
      );
      await runSql(
        url,
        `INSERT INTO _prisma_migrations (id, migration_name, checksum, finished_at, applied_steps_count)
         SELECT gen_random_uuid(), name, encode(sha256(convert_to('-- ' || name || E'\\n', 'UTF8')), 'hex'), now(), 1
         FROM unnest($1::text[]) AS name`,
        [names],
      );
      const ran = await status();
      assert.equal(ran.exitCode, 0, 'the two of the project are pending');
      assert.match(ran.stdout, /5002 migrations: 2 pending, 5000 applied; /);
    }),
  );
});
