import * as z from 'zod/mini';
import { lostObjectKinds } from '../linter/findings/lost-object';
import { severities } from '../linter/findings/finding';

/** The plain data that a schema describes, as a type. Nobody changes a report. */
export type Plain<Schema extends z.core.$ZodType> = Frozen<z.core.output<Schema>>;

type Frozen<Value> = Value extends readonly (infer Element)[]
  ? readonly Frozen<Element>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Frozen<Value[Key]> }
    : Value;

/** Gives a part of a report a name, by which JSON Schemas and types for TypeScript call it. */
export function named<Schema extends z.core.$ZodType>(id: string, schema: Schema): Schema {
  z.globalRegistry.add(schema, { id, ...z.globalRegistry.get(schema) });
  return schema;
}

/** A text with what it means. */
export function text(description: string) {
  return z.string().check(z.describe(description));
}

/** A key of every report: as long as it is 1, keys may be added, but none is renamed, removed or given another meaning. */
export const version = z.literal(1);

export const file = text('A path from the working directory, with `/` between names.');

export const severity = z.enum(severities);

export const loss = z.enum(['drop', 'weaken', 'rebuild', 'rename', 'cascade', 'duplicate']);

export const position = named(
  'Position',
  z.object({
    offset: z.int().check(z.describe('UTF-16 code units from 0.')),
    line: z.int().check(z.describe('From 1.')),
    column: z.int().check(z.describe('UTF-16 code units from 1.')),
  }),
);

export const range = named('Range', z.object({ start: position, end: position }));

/** What every report of several projects says of each. */
export const projectKeys = {
  root: text("The project's folder, from the working directory."),
  migrationsFolder: z.optional(text('Where its migrations are, from the working directory.')),
};

export const unreadFile = named('UnreadFile', z.object({ file, reason: z.string() }));

export const writtenBy = named(
  'WrittenBy',
  z
    .union([
      z.object({
        kind: z.literal('commit'),
        commit: z.string(),
        author: z.string(),
        date: z.nullable(z.string()),
        summary: z.string(),
      }),
      z.object({ kind: z.literal('failed'), reason: z.string() }),
      z.object({ kind: z.enum(['uncommitted', 'beyond', 'no-git']) }),
    ])
    .check(z.describe('Who wrote it, as git tells.')),
);

export type WrittenByJson = Plain<typeof writtenBy>;

/** A finding without its place. */
export const shortFinding = named(
  'ShortFinding',
  z.object({ rule: z.string(), severity, message: z.string() }),
);

export const lostObject = named(
  'LostObject',
  z.object({
    kind: z.enum(lostObjectKinds),
    schema: text('Empty for an extension.'),
    table: z.nullable(text('Null for what is on no table.')),
    name: text("For row level security the table's name; a function's has the types of its arguments."),
    migration: text('The migration that made it.'),
  }),
);
