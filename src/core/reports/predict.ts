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

/** What `predict --json` prints. */
export const predictReport = named(
  'PredictReport',
  z.object({
    version,
    root: projectKeys.root,
    prisma: text("The version of the project's Prisma."),
    command: z.enum(['migrate dev', 'db push']),
    from: z.enum(['history', 'database']),
    note: z.nullable(z.string()),
    needsAttention: z.boolean(),
    eachTime: z.boolean(),
    sql: z.string(),
    safeSql: z.string(),
    keptBack: z.array(z.object({ statement: z.string(), index: z.nullable(z.string()) })),
    broughtBack: z.array(z.object({ rule: z.string(), objects: z.array(lostObject) })),
    findings: z.array(finding),
  }),
);

export type PredictJson = Plain<typeof predictReport>;
export type PredictedFindingJson = Plain<typeof finding>;
