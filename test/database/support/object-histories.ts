import fc from 'fast-check';
import type { Migration } from './history';
import { searchPath } from './table-statements';
import { createTables, objectStatement, schemaStatement } from './object-statements';

const functions = ['touch', '"Guard"'].map(
  (name) => `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$`,
);

const statement = fc.oneof(
  { weight: 30, arbitrary: objectStatement },
  { weight: 1, arbitrary: schemaStatement },
);

const migration: fc.Arbitrary<Migration> = fc.oneof(
  { weight: 6, arbitrary: fc.array(statement, { minLength: 5, maxLength: 12 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(searchPath, fc.array(statement, { minLength: 2, maxLength: 6 }))
      .map(([path, statements]) => [path, ...statements]),
  },
);

/**
 * Histories of what stands on tables. They have no partitions and no INHERITS: what a partition has of its partitioned
 * table comes and goes with that, and the ledger does not follow it. Not all of the statements are valid.
 */
export const objectHistories: fc.Arbitrary<Migration[]> = fc
  .tuple(fc.tuple(...createTables), fc.array(migration, { minLength: 2, maxLength: 4 }))
  .map(([tables, migrations]) => [
    ['CREATE SCHEMA app', 'CREATE SCHEMA "Other"', 'CREATE TABLE tags (tag int)', ...functions, ...tables],
    ...migrations,
  ]);
