import * as z from 'zod/mini';
import { severities } from '../linter/findings/finding';
import { limitingCodes } from './project-code';
import { environmentEntry, localHost } from './environment-schema';
import { reasonPattern, reasonPlaceholder } from '../linter/findings/suppression-form';
import { rules, suppressibleRules } from '../linter/rules/registry';

/** A value of `rules`. */
export const ruleSeverity = z.enum(['off', ...severities]);

/** An entry of `ignore`. */
export const ignoreEntry = z.strictObject({
  migration: z.string().check(z.minLength(1), z.describe("The migration's folder name.")),
  rule: z.enum(suppressibleRules).check(z.describe('The rule whose finding is wanted.')),
  index: z.optional(
    z.string().check(z.minLength(1), z.describe('The index that the finding is about. Without it: any.')),
  ),
  reason: z.string().check(
    // Not as a pattern of the JSON Schema: many validators know no classes of characters beyond ASCII.
    z.refine(
      (text: string) => reasonPattern.test(text) && text !== reasonPlaceholder,
      'must say why in words, for the next reader',
    ),
    z.describe('Why the finding is wanted.'),
  ),
});

const ruleSeverities = z.strictObject(
  Object.fromEntries(
    rules.map(({ id, summary }) => [
      id,
      z.optional(ruleSeverity).register(z.globalRegistry, { description: summary }),
    ]),
  ),
);

/** One element of `paths`. */
export const skippedPath = z.string().check(z.minLength(1));

/** `prelude` and `config`: the path of a file. */
export const prelude = z.string().check(z.minLength(1));

/** `extends`. */
const extended = z.union([z.string().check(z.minLength(1)), z.array(z.string().check(z.minLength(1)))], {
  error: 'must be the path of a file, or a list of paths',
});

/** `projectCode`. */
export const limitingCode = z.enum(limitingCodes);

/** The whole of migration-guard.json. */
export const guardConfigFile = z
  .strictObject({
    $schema: z.optional(z.string()),
    extends: z.optional(
      extended.check(
        z.describe(
          "Files of settings that hold here too, such as ../../migration-guard.json, relative to this file's folder, or packages. What this file says goes first.",
        ),
      ),
    ),
    rules: z.optional(
      ruleSeverities.check(z.describe('The severity of each rule that should not have its usual one.')),
    ),
    paths: z.optional(
      z
        .array(skippedPath)
        .check(
          z.describe(
            "Migrations that are not linted, as in .gitignore: paths below this file's folder, with * and **.",
          ),
        ),
    ),
    queries: z.optional(
      z
        .array(skippedPath)
        .check(
          z.minLength(1),
          z.describe(
            "Files of code in which lint looks for vector queries, without --queries too: patterns as in .gitignore, relative to this file's folder, such as src/ or !**/*.test.ts.",
          ),
        ),
    ),
    ignore: z.optional(
      z
        .array(ignoreEntry)
        .check(z.describe('Findings that are wanted, in migrations whose text must not change.')),
    ),
    environments: z.optional(
      z.record(z.string(), environmentEntry).check(z.describe('Databases by the name for --env.')),
    ),
    prismaCommand: z.optional(
      z
        .array(z.string())
        .check(
          z.minLength(1),
          z.describe(
            "What calls the project's Prisma, as a program and its arguments, if it is not the one in node_modules.",
          ),
        ),
    ),
    config: z.optional(
      prelude.check(
        z.describe(
          "The project's Prisma config, where Prisma does not find it by its name, seen from this file's folder.",
        ),
      ),
    ),
    prelude: z.optional(
      prelude.check(
        z.describe(
          "A SQL file with what the platform provides before the first migration, such as roles, relative to this file's folder.",
        ),
      ),
    ),
    projectCode: z.optional(
      limitingCode.check(
        z.describe(
          "When the project's Prisma config, its Prisma and the programs named here may run: never, or only for a command (the default). More than that only a person can allow, in VS Code.",
        ),
      ),
    ),
    localHosts: z.optional(
      z
        .array(localHost)
        .check(
          z.describe('Hosts besides this machine that count as local, such as a service of Docker Compose.'),
        ),
    ),
  })
  .check(z.describe('How Migration Guard judges the migrations of this project.'));
