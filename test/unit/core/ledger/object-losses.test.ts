import assert from 'node:assert/strict';
import { Ledger } from '../../../../src/core/ledger/ledger';
import { findObjectLosses, type ObjectLoss } from '../../../../src/core/ledger/object-losses';
import { replayMigration } from '../../../../src/core/ledger/replay';
import { loadGrammar } from '../../../../src/core/sql/grammar';

const history = `
  CREATE TABLE users (id int PRIMARY KEY, tenant int, age int, name text);
  CREATE TABLE posts (id int PRIMARY KEY, author int, title text);
  ALTER TABLE users ADD CONSTRAINT adult CHECK (age > 17), ADD CONSTRAINT known CHECK (age > 0 OR name <> '');
  ALTER TABLE posts ADD CONSTRAINT fk FOREIGN KEY (author) REFERENCES users (id) DEFERRABLE INITIALLY DEFERRED;
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
  CREATE TRIGGER audit BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch();
  CREATE POLICY own ON users USING (tenant = 1);
  ALTER TABLE users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
`;

function told({ object, lacks, comeback }: ObjectLoss): string {
  const back = comeback && [comeback.kind, 'to' in comeback ? comeback.to : ''].join(' ').trim();
  return [object.kind, object.name, lacks && `lacks ${lacks}`, back && `(${back})`].filter(Boolean).join(' ');
}

const onUsers = ['check adult', 'check known', 'policy own', 'row level security users', 'trigger audit'];
const users = 'CREATE TABLE users (id int PRIMARY KEY, tenant int, age int, name text);';

describe('what a migration does to objects that stood before it', () => {
  const cases: readonly (readonly [migration: string, losses: readonly string[]])[] = [
    [
      'ALTER TABLE users DROP COLUMN age, ADD COLUMN age bigint',
      ['check adult (column)', 'check known (column)'],
    ],
    ['ALTER TABLE users DROP COLUMN age', ['check known (other-columns)']],
    ['ALTER TABLE users DROP COLUMN age, DROP COLUMN name', []],
    [
      'ALTER TABLE users DROP COLUMN age; ALTER TABLE users ADD COLUMN years int',
      ['check adult (renamed-column years)', 'check known (renamed-column years)'],
    ],
    ['ALTER TABLE users RENAME COLUMN age TO years', []],
    ['ALTER TABLE users RENAME TO people', []],
    ['DROP TABLE posts', []],
    ['ALTER TABLE posts DROP CONSTRAINT fk; DROP TABLE users', []],
    [`DROP TABLE users CASCADE; ${users}`, onUsers.map((name) => `${name} (table)`)],
    [
      `${users.replace('users', 'people')} DROP TABLE users CASCADE;`,
      onUsers.map((name) => `${name} (renamed-table people)`),
    ],
    ['DROP TRIGGER audit ON users', ['trigger audit']],
    ['DROP TRIGGER audit ON users; CREATE TRIGGER audit AFTER INSERT ON users EXECUTE FUNCTION touch()', []],
    ['CREATE OR REPLACE TRIGGER audit AFTER INSERT ON users EXECUTE FUNCTION touch()', []],
    ['ALTER TABLE users DISABLE TRIGGER audit', ['trigger audit lacks ENABLE']],
    [
      'ALTER TABLE users DISABLE TRIGGER ALL; UPDATE users SET age = 1; ALTER TABLE users ENABLE TRIGGER ALL',
      [],
    ],
    ['ALTER TABLE users NO FORCE ROW LEVEL SECURITY', ['row level security users lacks FORCE']],
    ['ALTER TABLE users DISABLE ROW LEVEL SECURITY', ['row level security users']],
    [
      'ALTER TABLE users DISABLE ROW LEVEL SECURITY; ALTER TABLE users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY',
      [],
    ],
    [
      'ALTER TABLE users DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY; ALTER TABLE users ENABLE ROW LEVEL SECURITY',
      ['row level security users lacks FORCE'],
    ],
    [
      'ALTER TABLE posts DROP CONSTRAINT fk; ALTER TABLE posts ADD CONSTRAINT fk2 FOREIGN KEY (author) REFERENCES users (id)',
      ['deferrable fk lacks DEFERRABLE'],
    ],
    [
      'ALTER TABLE posts DROP CONSTRAINT fk; ALTER TABLE posts ADD CONSTRAINT fk2 FOREIGN KEY (author) REFERENCES users (id) DEFERRABLE',
      [],
    ],
    ['ALTER TABLE posts ALTER CONSTRAINT fk NOT DEFERRABLE', ['deferrable fk lacks DEFERRABLE']],
    [
      'ALTER TABLE posts ALTER CONSTRAINT fk NOT DEFERRABLE; ALTER TABLE posts ALTER CONSTRAINT fk DEFERRABLE',
      [],
    ],
    ['ALTER TABLE posts ALTER CONSTRAINT fk DEFERRABLE INITIALLY IMMEDIATE', []],
    ['DROP FUNCTION touch() CASCADE', ['trigger audit']],
    ['DROP POLICY own ON users; CREATE POLICY own ON users USING (tenant = 2)', []],
    ['DROP POLICY own ON users', ['policy own']],
    ['ALTER TABLE users DROP COLUMN tenant CASCADE', []],
    ['ALTER TABLE users DROP CONSTRAINT adult, ADD CONSTRAINT grown CHECK (age > 17)', []],
    ['ALTER TABLE users RENAME TO people; ALTER TABLE people DROP CONSTRAINT adult', ['check adult']],
  ];
  for (const [migration, losses] of cases) {
    it(`is ${losses.join(', ') || 'nothing'}: ${migration}`, async () => {
      const grammar = await loadGrammar();
      const before = new Ledger();
      replayMigration(before, { name: 'h', file: 'h', text: history }, grammar);
      const after = before.fork();
      const events = replayMigration(after, { name: 'm', file: 'm', text: `${migration};` }, grammar);
      assert.deepEqual(findObjectLosses(before, after, events).map(told).sort(), [...losses].sort());
    });
  }
});
