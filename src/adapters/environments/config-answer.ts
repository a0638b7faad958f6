import * as z from 'zod/mini';

/** What the program that loads a Prisma config file answers, as JSON on descriptor 3. */
export const configAnswer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('settings'),
    url: z.optional(z.string()),
    directUrl: z.optional(z.string()),
    shadowDatabaseUrl: z.optional(z.string()),
    /** Of the variables that were asked for, those that are set once the config is loaded. */
    variables: z.record(z.string(), z.string()),
  }),
  /** `env()` of Prisma's config found no such variable. */
  z.object({ kind: z.literal('unset'), variable: z.string() }),
  /** There is no `@prisma/config` to load it with. */
  z.object({ kind: z.literal('no-prisma') }),
  /** The file cannot be loaded; the message shows no secret that could be recognised as one. */
  z.object({ kind: z.literal('failed'), message: z.string() }),
]);

export type ConfigAnswer = z.output<typeof configAnswer>;
