import * as z from 'zod/mini';

/** One element of `localHosts`. */
export const localHost = z.string().check(z.minLength(1));

const sources = ['variable', 'envFile', 'command', 'railway'] as const;
const choice = 'variable, envFile, command or railway';

const named = (what: string) => z.optional(z.string().check(z.minLength(1), z.describe(what)));

/** An entry of `environments`. */
export const environmentEntry = z
  .strictObject({
    variable: named(
      'The environment variable that holds the URL; with envFile, the variable in that file (usually DATABASE_URL).',
    ),
    envFile: named(
      "A file of variables in the repository, such as .env.staging, relative to this file's folder.",
    ),
    command: z.optional(
      z
        .array(z.string())
        .check(
          z.minLength(1),
          z.describe('A program that prints the URL, and its arguments; it runs without a shell.'),
        ),
    ),
    railway: z.optional(
      z
        .strictObject({
          environment: z.string().check(z.minLength(1), z.describe("The name of Railway's environment.")),
          service: named('The service whose variables hold the URL. Without it: the linked one.'),
        })
        .check(z.describe("The URL that Railway's command line reports.")),
    ),
    production: z.optional(z.boolean().check(z.describe('Whether it is production, which needs more care.'))),
    // Known only to be refused with a sentence of its own.
    url: z.optional(
      z.never({
        error: `must not be in this file, which is committed, because a URL holds a password; say where it is: ${choice}`,
      }),
    ),
  })
  .check((checked) => {
    // A misspelt key is said already.
    if (checked.issues.length > 0) return;
    const given = sources.filter((source) => checked.value[source] !== undefined);
    const isVariableOfFile = given.length === 2 && given[0] === 'variable' && given[1] === 'envFile';
    if (given.length === 1 || isVariableOfFile) return;
    checked.issues.push({
      code: 'custom',
      input: checked.value,
      message:
        given.length === 0
          ? `must say where its URL is: ${choice}`
          : `says in more than one way where its URL is: ${given.join(', ')}; keep one`,
    });
  });
