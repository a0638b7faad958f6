import * as z from 'zod/mini';
import { file, named, type Plain, projectKeys, text, version } from './report';
import { schemaDrift } from './schema-drift';
import { whereabouts } from './whereabouts';

const edits = z.enum([
  ...(['byte order mark', 'line ends', 'trailing white space'] as const),
  ...(['line breaks at the end', 'indexes kept'] as const),
]);

const appliedText = z.union([
  z.object({ from: z.literal('undoing'), edits: z.array(edits) }),
  z.object({
    from: z.enum(['commit', 'stash', 'index']),
    path: z.string(),
    commit: z.nullable(z.string()),
    ref: z.nullable(z.string()),
  }),
]);

const side = z.nullable(z.object({ text: z.string(), line: z.int() }));

const change = z.object({ kind: z.enum(['removed', 'added', 'changed']), before: side, now: side });

const drifted = named(
  'DriftedMigration',
  z.object({
    name: z.string(),
    file,
    verdict: z.enum(['cosmetic', 'changed', 'unproved']),
    rowId: z.string(),
    appliedChecksum: z.string(),
    fileChecksum: z.string(),
    appliedText: z.nullable(appliedText),
    changes: z.array(change),
  }),
);

const missingKeys = { name: z.string(), checksum: z.string(), where: z.nullable(whereabouts) };

const project = named(
  'DriftOfProject',
  z.object({
    ...projectKeys,
    environment: z.string(),
    place: z.string(),
    hasMigrationsTable: z.boolean(),
    unchanged: z.array(text('The name of a migration.')),
    drifted: z.array(drifted),
    missing: z.array(z.object(missingKeys)),
    squashed: z.array(z.object({ ...missingKeys, unmarked: z.array(z.string()) })),
    schema: z.optional(schemaDrift),
  }),
);

/** What `check-drift --json` prints. */
export const checkDriftReport = named('CheckDriftReport', z.object({ version, projects: z.array(project) }));

export type CheckDriftJson = Plain<typeof checkDriftReport>;
export type DriftedJson = Plain<typeof drifted>;
