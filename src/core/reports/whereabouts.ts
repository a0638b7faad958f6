import * as z from 'zod/mini';
import { named } from './report';

/** Where git has a migration that the project's folder lacks; core/status/whereabouts says what each kind means. */
export const whereabouts = named(
  'Whereabouts',
  z.union([
    z.object({ kind: z.literal('head'), path: z.string() }),
    z.object({ kind: z.literal('removed'), commit: z.string() }),
    z.object({ kind: z.literal('renamed'), commit: z.string(), to: z.string() }),
    z.object({ kind: z.literal('renamed-here'), to: z.string() }),
    z.object({ kind: z.literal('squashed'), commit: z.string(), into: z.array(z.string()) }),
    z.object({ kind: z.literal('branch'), branch: z.string(), path: z.string() }),
    z.object({ kind: z.literal('commit'), commit: z.string(), path: z.string() }),
  ]),
);
