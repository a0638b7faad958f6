import * as z from 'zod/mini';
import { objectKinds } from '../ledger/object-record';

/** A text that JavaScript takes as a regular expression. Whether it runs for ever shows only when it is tried. */
function pattern(description: string) {
  return z
    .string()
    .check(
      z.minLength(1),
      z.check<string>((context) => {
        try {
          new RegExp(context.value, 'i');
        } catch (error) {
          const reason = error instanceof Error ? error.message.replace(/^.*: /s, '') : String(error);
          const message = `is not a regular expression: ${reason}`;
          context.issues.push({ code: 'custom', input: context.value, message });
        }
      }),
    )
    .register(z.globalRegistry, { description, format: 'regex' });
}

function textField(description: string) {
  return z.optional(z.string().check(z.describe(description)));
}

/** An entry of `protectedIndexes`. */
export const protectedIndex = z.looseObject({
  name: z
    .string()
    .check(
      z.minLength(1),
      z.describe("The index's name in the database; may carry a schema (audit.events_at_idx)."),
    ),
  table: textField('The table that it is on; may carry a schema.'),
  type: textField('What kind of index it is, for readers: partial, expression, ivfflat …'),
  description: textField('Why it is there, for readers; messages repeat it.'),
  recreateSQL: textField('The statement that makes it.'),
  dropPattern: z.optional(
    pattern(
      'A regular expression. A DROP INDEX that it matches counts as naming this index, whatever name it says.',
    ),
  ),
  createPattern: z.optional(
    pattern(
      'A regular expression. A CREATE INDEX that it matches counts as making this index, whatever name it says.',
    ),
  ),
});

/** An entry of `protectedObjects`. */
export const protectedObject = z.looseObject({
  kind: z.enum(objectKinds).check(z.describe('What it is: check, trigger, policy …')),
  name: z
    .string()
    .check(
      z.minLength(1),
      z.describe(
        "Its name in the database. For row level security the table's name; a function's may carry a schema.",
      ),
    ),
  table: textField('The table that it is on; may carry a schema.'),
  description: textField('Why it is there, for readers; messages repeat it.'),
  recreateSQL: textField('The statements that make it, separated by semicolons.'),
});

/** An entry of `ignorePatterns`. */
export const ignorePattern = z.looseObject({
  pattern: pattern(
    'A regular expression, matched case-insensitively against each whole CREATE, ALTER or DROP statement, with each run of white space as one space.',
  ),
  reason: textField('Why such statements are not wanted; messages repeat it.'),
  action: z.optional(
    z
      .enum(['remove', 'comment'])
      .check(
        z.describe(
          'What the fix does with the statement: remove leaves it out, comment turns its lines into comments. Without it: comment.',
        ),
      ),
  ),
});

/** The whole of drift-ignore.json. Keys that are not ours are left alone. */
export const driftIgnoreFile = z
  .looseObject({
    protectedIndexes: z.optional(
      z.array(protectedIndex).check(z.describe('Indexes that no migration may lose unnoticed.')),
    ),
    protectedObjects: z.optional(
      z
        .array(protectedObject)
        .check(
          z.describe('Constraints, triggers, policies and the like that no migration may lose unnoticed.'),
        ),
    ),
    ignorePatterns: z.optional(
      z.array(ignorePattern).check(z.describe('Statements that are not wanted in any migration.')),
    ),
  })
  .check(z.describe('What Migration Guard protects although schema.prisma does not show it.'));
