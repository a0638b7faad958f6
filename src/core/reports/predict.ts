import * as z from 'zod/mini';
import {
  lostObject,
  file,
  loss,
  named,
  type Plain,
  projectKeys,
  range,
  severity,
  text,
  version,
} from './report';

const finding = named(
  'PredictedFinding',
  z.object({
    rule: z.string(),
    severity,
    index: z.nullable(z.string()),
    loss: z.nullable(loss),
    message: z.string(),
    why: z.string(),
    sqlRange: range.check(z.describe('In `sql`.')),
    model: z
      .nullable(z.object({ name: z.string(), file, range }))
      .check(z.describe('The model that it is about.')),
  }),
);

const drop = named(
  'PredictedDrop',
  z.object({
    kind: text('Such as index, constraint, policy, row level security, column, default, table.'),
    schema: z.nullable(z.string()),
    table: z.nullable(text('Of what stands on a table.')),
    name: text("Of row level security the table's name, of a default the column's."),
    definition: z.nullable(text('As the database has it.')),
    madeIn: z.nullable(text('The migration that makes it; null where none here does.')),
    sqlRange: range.check(z.describe('In `sql`.')),
  }),
);

/** What `predict --json` prints. */
export const predictReport = named(
  'PredictReport',
  z.object({
    version,
    root: projectKeys.root,
    prisma: text("The version of the project's Prisma."),
    command: z.enum(['migrate dev', 'db push', 'db update']),
    from: z.enum(['history', 'database']),
    note: z.nullable(z.string()),
    needsAttention: z.boolean(),
    eachTime: z.boolean(),
    sql: z.string(),
    safeSql: z.string(),
    keptBack: z.array(z.object({ statement: z.string(), index: z.nullable(z.string()) })),
    broughtBack: z.array(z.object({ rule: z.string(), objects: z.array(lostObject) })),
    findings: z.array(finding),
    drops: z
      .optional(z.array(drop))
      .check(z.describe('With Prisma 8: what would be dropped that the contract never declared.')),
  }),
);

export type PredictJson = Plain<typeof predictReport>;
export type PredictedFindingJson = Plain<typeof finding>;
