import * as z from 'zod/mini';
import { lostObject, file, named, type Plain, projectKeys, shortFinding, version } from './report';

const keptBack = z.object({
  statement: z.string(),
  rule: z.string(),
  index: z.nullable(z.string()),
  message: z.string(),
  why: z.string(),
});

const made = z.object({
  version,
  root: projectKeys.root,
  prisma: z.string(),
  outcome: z.enum(['written', 'not-ready', 'no-change']),
  message: z.string(),
  next: z.nullable(z.string()),
  migration: z.nullable(z.object({ name: z.string(), file, sql: z.string() })),
  keptBack: z.array(keptBack),
  broughtBack: z.array(
    z.object({ rule: z.string(), objects: z.array(lostObject), message: z.string(), why: z.string() }),
  ),
  trial: z.nullable(
    z.object({ result: z.enum(['kept', 'lost', 'refused', 'untried']), message: z.string() }),
  ),
  findings: z.array(shortFinding),
});

const refused = z.object({ version, outcome: z.literal('refused'), reasons: z.array(z.string()) });

/** What `safe-migrate --json` prints. */
export const safeMigrateReport = named('SafeMigrateReport', z.union([made, refused]));

export type SafeMigrateJson = Plain<typeof safeMigrateReport>;
