import * as z from 'zod/mini';
import { vectorOperators } from '../vectors/operators';
import {
  file,
  lostObject,
  loss,
  named,
  type Plain,
  projectKeys,
  range,
  severity,
  text,
  unreadFile,
  version,
} from './report';

const placed = z.nullable(range).check(z.describe("Null where the file's text is not available."));

const edits = z.object({ file, edits: z.array(z.object({ range: placed, newText: z.string() })) });

const fix = named(
  'Fix',
  z.object({
    kind: z.enum(['keep', 'recreate', 'declare', 'list', 'deliberate', 'revert', 'move', 'rewrite']),
    title: z.string(),
    preferred: z.boolean().check(z.describe('Whether it is the one to apply if only one is applied.')),
    automatic: z.boolean().check(z.describe('Whether --fix applies it.')),
    edits: z
      .array(edits)
      .check(z.describe('By file; ranges refer to the text before any edit and do not overlap.')),
  }),
);

const lost = named(
  'LostIndex',
  z
    .object({
      migration: text('The migration that made the index.'),
      author: z.enum(['prisma', 'hand']),
      statement: z.nullable(
        text('Makes it again; null where it cannot be given, or could not run any more.'),
      ),
      cost: z.nullable(
        text('What goes wrong without it, as a sentence; null where its definition is not known.'),
      ),
    })
    .check(z.describe('Of a loss: the index as it was before.')),
);

const suppressed = z.object({
  kind: z
    .enum(['source', 'config'])
    .check(z.describe('By a comment in the file, or by migration-guard.json.')),
  reason: z.string(),
});

const finding = named(
  'Finding',
  z.object({
    rule: text('The id of the rule, such as drop-protected-index.'),
    severity,
    file,
    range: placed,
    index: z.nullable(text("The index's name without its schema.")),
    objects: z.optional(
      z.array(lostObject).check(z.describe('What it is about, where that is no index: as it was before.')),
    ),
    loss: z.nullable(loss),
    intent: z.nullable(z.enum(['generated', 'deliberate'])),
    state: z
      .enum(['settled', 'local', 'draft'])
      .check(z.describe('Settled: already merged; it never counts for the exit code.')),
    message: text('What will happen.'),
    why: text('Where the index comes from and why it matters; may be empty.'),
    related: z.array(z.object({ file, range: placed, message: z.string() })),
    fixes: z.array(fix),
    restore: z.optional(text('Of a loss that is already merged: the statement that makes the index again.')),
    lost: z.optional(lost),
    suppressed: z.optional(suppressed),
  }),
);

const unreadStatements = named(
  'UnreadStatements',
  z
    .object({ drafts: z.int(), settled: z.int() })
    .check(z.describe('How many statements PostgreSQL cannot read.')),
);

const search = named(
  'VectorSearch',
  z.object({
    file,
    range: placed,
    operator: z.enum(vectorOperators),
    schema: z.string(),
    table: z.string(),
    column: z.string(),
    index: z.nullable(
      text(
        'The vector index that serves it, or would if the query were written otherwise; null without one.',
      ),
    ),
    served: z
      .enum(['yes', 'maybe', 'no'])
      .check(z.describe('Whether the index can serve it; maybe: PostgreSQL chooses by the costs.')),
  }),
);

const places = (what: string) => z.array(z.object({ file, range: placed })).check(z.describe(what));

const queries = z
  .object({
    looked: z.int().check(z.describe('How many files of code were looked at.')),
    searches: z.array(search),
    unread: places('SQL with a vector operator that could not be read.'),
    unknown: places('Distances of columns that neither a migration nor the schema has.'),
    notRead: z
      .array(z.object({ extension: text('Such as .vue.'), files: z.int() }))
      .check(z.describe('Kinds of files that are not read, and how many of them may have queries.')),
  })
  .check(z.describe('The vector queries in code, with --queries or the setting of that name.'));

const project = named(
  'LintedProject',
  z.object({
    ...projectKeys,
    prisma: z.optional(
      z.object({ version: z.string(), source: z.enum(['installed', 'locked', 'required', 'assumed']) }),
    ),
    skipped: z.nullable(text('The database, where it is not PostgreSQL: then nothing was linted.')),
    untouched: z
      .optional(z.literal(true))
      .check(z.describe('It is as it was at the base, and only what has changed was asked for.')),
    migrations: z.int().check(z.describe('How many the history has.')),
    linted: z.int(),
    rulesOff: z.array(text('The id of a rule that is off.')),
    skippedMigrations: z.int(),
    unread: z.array(unreadFile),
    unreadStatements,
    notices: z.array(text('What the result does not cover.')),
    broken: z.optional(
      z
        .array(z.object({ file, range: placed, message: z.string() }))
        .check(z.describe('Mistakes in the configuration: then nothing was linted.')),
    ),
    queries: z.optional(queries),
    findings: z
      .array(finding)
      .check(z.describe('In the order of the history; settled and suppressed ones are among them.')),
  }),
);

/** What `lint --format json` prints. */
export const lintReport = named(
  'LintReport',
  z.object({
    version,
    projects: z.array(project),
    summary: z.object({
      migrations: z.int(),
      linted: z.int(),
      findings: z
        .object({ error: z.int(), warning: z.int(), info: z.int(), hint: z.int() })
        .check(z.describe('How many count for the exit code, by severity.')),
      settled: z.int(),
      suppressed: z.int(),
      unreadStatements,
      rulesOff: z.int(),
      skippedMigrations: z.int(),
    }),
  }),
);

export type LintJson = Plain<typeof lintReport>;
export type FindingJson = Plain<typeof finding>;
export type FixJson = Plain<typeof fix>;
export type LintedProjectJson = Plain<typeof project>;
