import * as z from 'zod/mini';

/** More is no path and no name: what is longer is refused before anything is looked at. */
const longestPath = 1024;
const longestName = 200;

const project = z.optional(
  z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(longestPath),
      z.describe(
        'Folder of the Prisma project, from the workspace folder. Needed only where there are several.',
      ),
    ),
);

/** The keys of every tool's input. */
export const projectKey = { project };

export const environmentKey = {
  environment: z.optional(
    z
      .string()
      .check(
        z.regex(/^[A-Za-z][\w.-]{0,63}$/),
        z.describe(
          'Whose database to ask: local (default), dev, or a name of migration-guard.json. Never production.',
        ),
      ),
  ),
};

/** @param description what the name is of */
export function nameInput(description: string) {
  return z.string().check(z.minLength(1), z.maxLength(longestName), z.describe(description));
}

/** @param description what they are names of */
export function namesInput(description: string) {
  return z.optional(
    z
      .array(z.string().check(z.minLength(1), z.maxLength(longestName)))
      .check(z.minLength(1), z.maxLength(100), z.describe(description)),
  );
}

/** The name of a new migration, as Prisma makes a folder of it. */
export function migrationName(example: string) {
  return z
    .string()
    .check(
      z.regex(/^[A-Za-z0-9][A-Za-z0-9_]{0,99}$/),
      z.describe(`Name of the new migration: letters, digits and _, such as ${example}.`),
    );
}
