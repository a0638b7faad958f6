import fc from 'fast-check';
import type { Migration } from './history';
import { concurrently, createIndex, otherIndexStatement } from './index-statements';
import { sequenceStatement } from './sequence-statements';
import {
  alterTable,
  attachPartition,
  createMaterializedView,
  createPartition,
  createPartitioned,
  createTable,
  drop,
  otherTable,
  schemaStatement,
  searchPath,
} from './table-statements';

type Sql = fc.Arbitrary<string>;

const change: Sql = fc.oneof(
  { weight: 14, arbitrary: createIndex },
  { weight: 5, arbitrary: otherIndexStatement },
  { weight: 2, arbitrary: createTable },
  { weight: 3, arbitrary: createPartition },
  { weight: 3, arbitrary: otherTable },
  { weight: 10, arbitrary: alterTable },
  { weight: 2, arbitrary: attachPartition },
  { weight: 2, arbitrary: drop },
  { weight: 1, arbitrary: schemaStatement },
  { weight: 6, arbitrary: sequenceStatement },
);

/** A DO block around a statement, which stands in it as such or in a constant. */
const block: Sql = fc.oneof(
  change.map((statement) => `DO $$ BEGIN ${statement}; END $$`),
  change.map((statement) => `DO $do$ BEGIN IF true THEN ${statement}; END IF; END $do$ LANGUAGE plpgsql`),
  change.map((statement) => `DO $$ BEGIN EXECUTE '${statement.replaceAll("'", "''")}'; END $$`),
  change.map((statement) => `DO $$ BEGIN EXECUTE $sql$${statement}$sql$; END $$`),
);

const statement: Sql = fc.oneof({ weight: 10, arbitrary: change }, { weight: 1, arbitrary: block });

const migration: fc.Arbitrary<Migration> = fc.oneof(
  { weight: 8, arbitrary: fc.array(statement, { minLength: 2, maxLength: 8 }) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(searchPath, fc.array(statement, { minLength: 2, maxLength: 6 }))
      .map(([path, statements]) => [path, ...statements]),
  },
  { weight: 1, arbitrary: concurrently.map((only) => [only]) },
);

/** A history that begins with some tables. Not all of its statements are valid. */
export const histories: fc.Arbitrary<Migration[]> = fc
  .tuple(
    fc.array(createTable, { minLength: 2, maxLength: 3 }),
    createPartitioned,
    fc.array(createPartition, { maxLength: 2 }),
    fc.array(createMaterializedView, { maxLength: 1 }),
    fc.array(migration, { minLength: 2, maxLength: 5 }),
  )
  .map(([tables, partitioned, partitions, views, migrations]) => [
    ['CREATE SCHEMA app', 'CREATE SCHEMA "Other"', ...tables, partitioned, ...partitions, ...views],
    ...migrations,
  ]);
