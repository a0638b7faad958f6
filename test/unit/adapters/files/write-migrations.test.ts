import assert from 'node:assert/strict';
import fs from 'node:fs';
import { writeMigrations } from '../../../../src/adapters/files/write-migrations';
import { inWorkspace } from '../../../helpers/workspace';

describe('new migrations', () => {
  it(
    'are written all or none, and never over what is there',
    inWorkspace(({ at, write }) => {
      write({ 'migrations/2_b/migration.sql': 'SELECT 2;' });
      const migrations = ['1_a', '2_b'].map((name) => ({
        ...{ name, file: at(`migrations/${name}/migration.sql`), text: 'SELECT 1;\n' },
      }));
      assert.throws(() => writeMigrations(migrations), {
        name: 'HumanError',
        message: /^No migration was written: /,
      });
      assert.deepEqual(fs.readdirSync(at('migrations')), ['2_b']);
      assert.equal(fs.readFileSync(at('migrations/2_b/migration.sql'), 'utf8'), 'SELECT 2;');
    }),
  );

  it(
    'may be the first',
    inWorkspace(({ at }) => {
      const file = at('prisma/migrations/1_a/migration.sql');
      writeMigrations([{ name: '1_a', file, text: 'SELECT 1;\n' }]);
      assert.equal(fs.readFileSync(file, 'utf8'), 'SELECT 1;\n');
    }),
  );
});
