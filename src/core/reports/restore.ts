import * as z from 'zod/mini';
import { objectKinds } from '../ledger/object-record';
import { file, named, type Plain, projectKeys, shortFinding, text, version } from './report';

const restored = z.object({
  kind: z.enum(['create', 'reindex', 'swap']),
  name: z.string(),
  schema: z.string(),
  table: z.string(),
  estimatedRows: z.nullable(z.number()),
  bytes: z.number(),
  statements: z.array(
    z.object({
      sql: z.string(),
      alone: z.boolean().check(z.describe('It must stand alone in its migration.')),
    }),
  ),
  locks: z.array(z.string()),
  notes: z.array(z.string()),
});

const restoredObject = z.object({
  kind: z.enum(objectKinds),
  name: z.string(),
  schema: z.nullable(z.string()),
  table: z.nullable(z.string()),
  was: text('Completes "it is", such as missing.'),
  statements: restored.shape.statements,
  locks: z.array(z.string()),
  notes: z.array(z.string()),
});

/** What `restore --json` prints. */
export const restoreReport = named(
  'RestoreReport',
  z.object({
    version,
    root: projectKeys.root,
    environment: z.string(),
    place: z.string(),
    present: z.array(z.string()),
    pending: z.array(z.string()),
    restored: z.array(restored),
    objects: z
      .array(restoredObject)
      .check(z.describe('Constraints, triggers, policies, row level security.')),
    refused: z.array(
      z.object({
        name: z.string(),
        state: z.enum(['missing', 'invalid', 'different', 'pending']),
        reason: z.string(),
      }),
    ),
    migrations: z.array(z.object({ name: z.string(), file, text: z.string(), written: z.boolean() })),
    findings: z.array(shortFinding),
  }),
);

export type RestoreJson = Plain<typeof restoreReport>;
