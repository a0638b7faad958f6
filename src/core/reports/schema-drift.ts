import * as z from 'zod/mini';
import { objectTypes } from '../database/schema-snapshot';
import { named, type Plain, text } from './report';

const type = z.enum(objectTypes);
const ofMigration = z.object({
  kind: z.enum(['edited', 'failed', 'marked', 'ahead', 'missing-file']),
  migration: z.string(),
});
const ofExtension = z.object({
  kind: z.literal('extension'),
  name: z.string(),
  versions: z.tuple([z.string(), z.string()]).check(z.describe('The expected and the actual one.')),
});

const difference = named(
  'SchemaDifference',
  z.object({
    kind: z.enum(['missing', 'unexpected', 'different']),
    type,
    schema: z.string(),
    table: z.nullable(z.string()),
    name: z.string(),
    facts: z.array(
      z.object({
        fact: z.string(),
        expected: z.nullable(z.string()),
        actual: z.nullable(z.string()),
      }),
    ),
    parts: z
      .array(z.object({ type, name: z.string() }))
      .check(z.describe('What goes with a whole table or view.')),
    cause: z.union([z.object({ kind: z.enum(['invalid', 'pushed', 'hand']) }), ofMigration, ofExtension]),
  }),
);

/** What `--schema` finds. */
export const schemaDrift = named(
  'SchemaDrift',
  z.object({
    replayed: z.int().check(z.describe('How many migrations were replayed.')),
    tablesInPlace: z.int().check(z.describe('How many of the tables that they make the database has.')),
    failure: z.nullable(
      z.object({
        migration: z.string(),
        message: z.string(),
        missingExtension: z.nullable(z.string()),
        advice: z.nullable(z.string()),
      }),
    ),
    differences: z.array(difference),
    adopting: z.array(text('A statement of a migration that adopts what was made outside the migrations.')),
    completing: z.array(text('A statement that makes again, in this database, what it lacks.')),
  }),
);

export type SchemaDriftJson = Plain<typeof schemaDrift>;
