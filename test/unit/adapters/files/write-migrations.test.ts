import assert from 'node:assert/strict';
import fs from 'node:fs';
import { writeLock, writeMigrations } from '../../../../src/adapters/files/write-migrations';
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
    'are not written where a link leads out of the repository, nor is the lock through a link',
    inWorkspace(({ at, write }) => {
      write({ 'repo/.git/x': '', 'outside/x': '' });
      fs.symlinkSync(at('outside'), at('repo/migrations'));
      const file = at('repo/migrations/1_a/migration.sql');
      assert.throws(() => writeMigrations([{ name: '1_a', file, text: '' }]), {
        name: 'HumanError',
        message: /where a symbolic link leads, so nothing was written/,
      });
      fs.rmSync(at('repo/migrations'));
      write({ 'repo/migrations/x': '' });
      fs.symlinkSync(at('outside/lock'), at('repo/migrations/migration_lock.toml'));
      assert.throws(() => writeLock(at('repo/migrations')), {
        name: 'HumanError',
        message: /is a symbolic link/,
      });
      assert.deepEqual(fs.readdirSync(at('outside')), ['x']);
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
