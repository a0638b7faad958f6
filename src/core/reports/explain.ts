import * as z from 'zod/mini';
import { objectKinds } from '../ledger/object-record';
import { file, named, type Plain, position, projectKeys, text, unreadFile, version } from './report';

const vector = named(
  'ExplainedVector',
  z.object({
    method: z.enum(['ivfflat', 'hnsw']),
    opclass: z.string(),
    operator: z.nullable(text('The only one that it serves; null for an operator class of somebody else.')),
    distance: z.nullable(text('What the operator gives, such as cosine distance.')),
    orderBy: z.nullable(text('The query that it serves, such as ORDER BY embedding <=> $1 LIMIT 10.')),
    likeness: z.nullable(z.object({ name: z.string(), expression: z.string() })),
  }),
);

const explained = named(
  'Explained',
  z.object({
    kind: z.enum(['index', ...objectKinds]),
    schema: z.nullable(z.string()),
    table: z.nullable(text('Null for what is on no table.')),
    name: z.string(),
    columns: z.array(z.string()),
    protected: z.boolean().check(z.describe('False for an index of which Prisma knows all.')),
    what: z.string(),
    provenance: z.string(),
    origin: z.nullable(
      z.object({
        migration: z.string(),
        file,
        start: z.nullable(position),
        byHand: z.boolean(),
        broughtIn: z.nullable(
          z
            .object({ commit: z.string(), author: z.string(), date: z.string() })
            .check(z.describe('The commit that brought the migration in.')),
        ),
      }),
    ),
    declared: z.nullable(z.boolean().check(z.describe('Whether schema.prisma declares it.'))),
    listed: z.boolean().check(z.describe('Whether drift-ignore.json lists it.')),
    reason: z.nullable(
      text('The description in drift-ignore.json; null where it is the one that init wrote.'),
    ),
    unseen: z.array(text('What of it this Prisma cannot write down.')),
    howLost: z.string(),
    threatened: z.nullable(
      z
        .boolean()
        .check(z.describe('Whether the next migration that Prisma writes drops it, or makes another of it.')),
    ),
    takenBy: z.nullable(
      text('The migration that takes it away, where it is not there at the end of the history.'),
    ),
    cost: z.nullable(text('What goes wrong without it.')),
    keep: z.array(
      z.object({
        way: z.enum(['lint', 'safe-migrate', 'declare', 'list', 'restore', 'predict']),
        command: z.string(),
        does: z.string(),
      }),
    ),
    statements: z.nullable(z.array(z.string())),
    vector: z.nullable(vector),
  }),
);

/** What `explain --json` prints. */
export const explainReport = named(
  'ExplainReport',
  z.object({
    version,
    ...projectKeys,
    prisma: text("The version of the project's Prisma."),
    explained: z.array(explained),
    unread: z.array(unreadFile),
    broken: z.array(z.object({ file, start: z.nullable(position), message: z.string() })),
    notices: z.array(z.string()),
  }),
);

export type ExplainJson = Plain<typeof explainReport>;
export type ExplainedJson = Plain<typeof explained>;
