import * as z from 'zod/mini';
import { file, named, type Plain, projectKeys, text, version } from './report';
import { objectState } from './status';

const column = z.object({
  name: z.string(),
  type: z.string(),
  isNullable: z.boolean(),
  default: z.nullable(z.string()),
  generated: z.nullable(z.enum(['identity', 'stored', 'virtual'])),
});

const constraint = z.object({ name: z.string(), definition: z.string(), isValidated: z.boolean() });

const table = named(
  'InspectedTable',
  z.object({
    schema: z.string(),
    name: z.string(),
    kind: z.enum(['table', 'partitioned table', 'materialized view']),
    estimatedRows: z.nullable(z.number()),
    bytes: z.number(),
    indexBytes: z.number(),
    columns: z.optional(z.array(column)).check(z.describe('Where one table was asked for.')),
    constraints: z.optional(z.array(constraint)),
  }),
);

const vector = z.object({
  method: z.enum(['ivfflat', 'hnsw']),
  opclass: z.string(),
  operator: z.nullable(z.string()),
  settings: z.array(z.object({ name: z.string(), value: z.number(), isDefault: z.boolean() })),
  advice: z.array(z.string()),
  searches: z
    .array(
      z.object({
        file,
        line: z.int().check(z.describe('From 1.')),
        served: z
          .enum(['yes', 'maybe', 'no'])
          .check(z.describe('Whether the index can serve it as it is written.')),
      }),
    )
    .check(z.describe("The searches in the project's code, functions and views that are meant for it.")),
});

const index = named(
  'InspectedIndex',
  z.object({
    schema: z.string(),
    table: z.string(),
    name: z.string(),
    method: z.nullable(z.string()),
    unique: z.nullable(z.boolean()),
    partial: z.nullable(z.boolean()),
    bytes: z.number(),
    scans: z.number(),
    valid: z.boolean(),
    ofConstraint: z.boolean(),
    definition: z.string(),
    protected: z.nullable(z.enum(['present', 'missing', 'invalid', 'different', 'pending'])),
    vector: z.nullable(vector),
  }),
);

const lastMigration = z.object({
  name: z.string(),
  outcome: z.enum(['applied', 'marked as applied', 'failed', 'rolled back']),
  startedAt: z.string(),
  finishedAt: z.nullable(z.string()),
});

const partKeys = {
  tables: z.array(table),
  extensions: z.array(z.object({ name: z.string(), version: z.string(), schema: z.string() })),
  hasMigrationsTable: z.boolean(),
  lastMigrations: z.array(lastMigration),
};

const project = named(
  'InspectedProject',
  z.object({
    ...projectKeys,
    environment: z.string(),
    place: text('Where the database is, such as localhost:5432/app.'),
    // With --indexes there is nothing of these.
    ...z.partial(z.object(partKeys)).shape,
    indexes: z.array(index),
    missing: z.array(
      z.object({ schema: z.nullable(z.string()), name: z.string(), table: z.nullable(z.string()) }),
    ),
    objects: z
      .optional(z.array(objectState))
      .check(z.describe('Protected constraints, triggers, policies …')),
  }),
);

/** What `inspect --json` prints. */
export const inspectReport = named('InspectReport', z.object({ version, projects: z.array(project) }));

export type InspectJson = Plain<typeof inspectReport>;
export type InspectedPartsJson = Plain<z.ZodMiniObject<typeof partKeys>>;
export type InspectedIndexJson = Plain<typeof index>;
