import * as z from 'zod/mini';
import { objectKinds } from '../ledger/object-record';
import {
  file,
  named,
  type Plain,
  position,
  projectKeys,
  severity,
  text,
  unreadFile,
  version,
  writtenBy,
} from './report';

const entryKeys = {
  reason: z.nullable(z.string()),
  file,
  line: z.nullable(z.int()),
  origin: writtenBy,
};

const setting = z.enum([...severity.options, 'off']);

const entry = named(
  'AuditEntry',
  z.union([
    z.object({
      kind: z.literal('suppression'),
      form: z.enum(['comment', 'file-comment', 'config']),
      rule: z.string(),
      migration: z.string(),
      index: z.nullable(z.string()),
      use: z.enum(['used', 'unused', 'unknown']),
      ...entryKeys,
    }),
    z.object({ kind: z.literal('rule'), rule: z.string(), setting, usual: setting, ...entryKeys }),
    z.object({ kind: z.literal('path'), pattern: z.string(), migrations: z.int(), ...entryKeys }),
    z.object({
      kind: z.literal('protected-index'),
      index: z.string(),
      table: z.nullable(z.string()),
      ...entryKeys,
    }),
    z.object({
      kind: z.literal('protected-object'),
      objectKind: z.enum(objectKinds),
      name: z.string(),
      table: z.nullable(z.string()),
      ...entryKeys,
    }),
    z.object({
      kind: z.literal('ignore-pattern'),
      pattern: z.string(),
      action: z.enum(['remove', 'comment']),
      ...entryKeys,
    }),
  ]),
);

const project = named(
  'AuditedProject',
  z.object({
    ...projectKeys,
    skipped: z.nullable(text('The database, where it is not PostgreSQL.')),
    entries: z.array(entry),
    unread: z.array(unreadFile),
    broken: z.array(z.object({ file, start: z.nullable(position), message: z.string() })),
    notices: z.array(z.string()),
  }),
);

/** What `audit --json` prints. */
export const auditReport = named('AuditReport', z.object({ version, projects: z.array(project) }));

export type AuditJson = Plain<typeof auditReport>;
export type AuditEntryJson = Plain<typeof entry>;
