import assert from 'node:assert/strict';
import { openEmbedded } from '../../../src/adapters/embedded/open-embedded';
import type { Embedded } from '../../../src/workflows/embedded';

const tablesOf = async (database: Embedded): Promise<string[]> => {
  const { objects } = await database.readSnapshot('public');
  return objects.flatMap(({ type, name }) => (type === 'table' ? name : []));
};

/** PostgreSQL's list of relations, as `template1` and `postgres` have it on disk. */
const onDisk = (folder: number): string => `md5(pg_read_binary_file('base/${folder}/1259'))`;

describe('the embedded databases of one process', () => {
  it('share no byte, whichever was opened first', async () => {
    const first = await openEmbedded([]);
    const second = await openEmbedded([]);
    try {
      await first.run('CREATE TABLE of_first (id int); CHECKPOINT');
      await second.run('CREATE TABLE of_second (id int); CHECKPOINT');
      const third = await openEmbedded([]);
      try {
        assert.deepEqual(await tablesOf(first), ['of_first']);
        assert.deepEqual(await tablesOf(second), ['of_second']);
        assert.deepEqual(await tablesOf(third), []);
      } finally {
        await third.close();
      }
    } finally {
      await first.close();
      await second.close();
    }
  });

  it('leave template1 as it was, though it is packed together with postgres', async () => {
    const database = await openEmbedded([]);
    try {
      await database.run(`CREATE TABLE as_it_was AS SELECT ${onDisk(1)} AS template, ${onDisk(5)} AS own`);
      await database.run('CREATE TABLE another (id int); CHECKPOINT');
      await database.run(
        `DO $$ BEGIN
           ASSERT (SELECT template = ${onDisk(1)} FROM as_it_was), 'template1 was written to';
           ASSERT (SELECT own <> ${onDisk(5)} FROM as_it_was), 'postgres was not written to';
         END $$`,
      );
      await database.run('CREATE DATABASE another TEMPLATE template1');
    } finally {
      await database.close();
    }
  });

  it('tell collations by name, by key', async () => {
    const database = await openEmbedded([]);
    try {
      await database.run(
        `CREATE TABLE a (id int, name text);
         CREATE INDEX a_both ON a (id, name COLLATE "C", (name || '"x"') COLLATE "POSIX")`,
      );
      const [index] = await database.readIndexes();
      assert.deepEqual(index?.collations, ['', 'C', 'POSIX']);
    } finally {
      await database.close();
    }
  });
});
