import * as z from 'zod/mini';
import { file, named, type Plain, position, projectKeys, range, version } from './report';
import { indexState, objectState } from './status';

/** What `verify --json` prints. */
export const verifyReport = named(
  'VerifyReport',
  z.object({
    version,
    root: projectKeys.root,
    migrations: z.int(),
    applied: z.int(),
    failure: z.nullable(
      z.object({
        migration: z.string(),
        file,
        range: z.nullable(range),
        at: z.nullable(position),
        message: z.string(),
        missingExtension: z.nullable(z.string()),
        advice: z.nullable(z.string()),
      }),
    ),
    protectedIndexes: z.array(indexState),
    protectedObjects: z.array(objectState),
  }),
);

export type VerifyJson = Plain<typeof verifyReport>;
