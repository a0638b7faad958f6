import * as z from 'zod/mini';
import { objectKinds } from '../ledger/object-record';
import { file, named, type Plain, projectKeys, text, unreadFile, version } from './report';
import { schemaDrift } from './schema-drift';
import { whereabouts } from './whereabouts';

const time = z.nullable(text('In ISO 8601.'));

const migration = named(
  'MigrationStatus',
  z.object({
    name: z.string(),
    state: z.enum([
      ...(['applied', 'marked', 'pending', 'rolled-back', 'failed'] as const),
      ...(['drifted', 'missing', 'squashed', 'empty', 'not-needed'] as const),
    ]),
    needsAttention: z.boolean().check(z.describe('Whether somebody should do something about it.')),
    file: z
      .nullable(file)
      .check(z.describe('Its `migration.sql`, of Prisma 8 its `ops.json`; null where there is none.')),
    startedAt: time,
    finishedAt: time,
    rolledBackAt: time,
    checksum: z.nullable(
      text('That of the row that tells the state; of Prisma 8 the hash of the migration.'),
    ),
    logs: z.nullable(text('What the database said of a failure.')),
    attempts: z.int().check(z.describe('How many rows have its name.')),
    outOfOrder: z.boolean(),
    uncommitted: z.boolean(),
    where: z.nullable(whereabouts).check(z.describe('Where git has what is missing here.')),
    stray: z.boolean().check(z.describe('Applied to a database that others use, without being committed.')),
    remarks: z
      .optional(z.array(text('A sentence, without its full stop.')))
      .check(z.describe('What is to be known of it besides, and what to do; from the command line only.')),
    remedies: z
      .optional(
        z.array(
          z.object({
            command: text('As one would paste it.'),
            when: z.nullable(text('The state in which it is right; null where that is always so.')),
          }),
        ),
      )
      .check(z.describe('The commands among the remarks; from the command line only.')),
    lostIndexes: z.array(
      text('The name of a protected index that it took away, and that the database lacks.'),
    ),
  }),
);

const indexStateKeys = {
  schema: z.nullable(z.string()),
  name: z.string(),
  table: z.nullable(z.string()),
  state: z.enum(['present', 'missing', 'invalid', 'different', 'pending']),
  differences: z.array(text('Completes "it has".')),
  listed: z.boolean().check(z.describe('Whether drift-ignore.json lists it.')),
  madeIn: z.nullable(text('The migration that makes it.')),
  definition: z.nullable(text('As the database has it.')),
  createStatement: z.nullable(text('What makes it.')),
};

/** A protected index and its state in a database. */
export const indexState = named('IndexState', z.object(indexStateKeys));

const units = 'In UTF-16 code units of the file, from 0.';

const origin = z.object({
  migration: z.string(),
  file,
  start: z.int().check(z.describe(units)),
  end: z.int().check(z.describe(units)),
});

const drop = z.object({
  migration: z.string(),
  file,
  start: z.nullable(z.int()).check(z.describe('Null where the file no longer has the statement.')),
  end: z.nullable(z.int()),
  intent: z.enum(['generated', 'deliberate']),
  appliedAt: text('In ISO 8601.'),
});

const index = named(
  'ProtectedIndex',
  z.object({
    ...indexStateKeys,
    method: z.nullable(text('Such as ivfflat.')),
    declared: z.boolean().check(z.describe('Whether schema.prisma declares it.')),
    origin: z.nullable(origin).check(z.describe('The statement that makes it.')),
    droppedBy: z.nullable(drop).check(z.describe('Of a missing one, the statement that took it away.')),
  }),
);

/** A protected object that is no index, and its state in a database. */
export const objectState = named(
  'ProtectedObject',
  z.object({
    kind: z.enum(objectKinds),
    schema: z.nullable(z.string()),
    table: z.nullable(z.string()),
    name: text("Of row level security the table's name."),
    state: z.enum(['present', 'missing', 'different', 'pending']),
    differences: z.array(text('Completes "it is".')),
    listed: z.boolean().check(z.describe('Whether drift-ignore.json lists it.')),
    statements: z.nullable(z.array(z.string())).check(z.describe('What makes it, in order.')),
    origin: z.nullable(origin).check(z.describe('The statement that makes it.')),
  }),
);

const prisma8 = z.object({
  place: z
    .enum([
      ...(['empty', 'there', 'before', 'unplanned'] as const),
      ...(['elsewhere', 'apart', 'no-contract'] as const),
    ])
    .check(z.describe('Where the database is among the contracts.')),
  marker: z.nullable(text('The hash of the contract at which the database is.')),
  contract: z.nullable(text("The hash of the project's contract; null where it was not emitted.")),
  updates: z
    .int()
    .check(z.describe('How many changes were made without a migration, as db update makes them.')),
  hasOlder: z.boolean().check(z.describe('Whether it has the table of an earlier Prisma, too.')),
});

const project = named(
  'ProjectStatus',
  z.object({
    ...projectKeys,
    environment: text('Its name.'),
    place: text('Where the database is, such as localhost:5432/app.'),
    hasMigrationsTable: z.boolean().check(z.describe('False where nothing has ever been applied.')),
    migrations: z.array(migration),
    protectedIndexes: z.array(index),
    protectedObjects: z
      .array(objectState)
      .check(z.describe('Constraints, triggers, policies, row level security.')),
    prisma8: z.optional(prisma8).check(z.describe('There for a project of Prisma 8.')),
    schema: z.optional(schemaDrift),
    unread: z.array(unreadFile),
    notices: z.array(text('What could not be found out, and why.')),
  }),
);

/** What `status --json` prints. */
export const statusReport = named('StatusReport', z.object({ version, projects: z.array(project) }));

export type StatusJson = Plain<typeof statusReport>;
/** How one project stands in one database. */
export type Standing = Omit<Plain<typeof project>, 'migrationsFolder' | 'schema' | 'unread' | 'notices'>;
export type MigrationStanding = Plain<typeof migration>;
export type IndexStateJson = Plain<typeof indexState>;
export type IndexStanding = Plain<typeof index>;
export type ObjectStanding = Plain<typeof objectState>;
export type Origin = Plain<typeof origin>;
