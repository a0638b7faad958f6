import { leftStateAdvice, leftStateSentence } from '../core/sql/session-state-words';
import type { ReplayFailure } from './replay-embedded';

/**
 * Whether a history stopped for want of something that the embedded database cannot have. Then nothing is known of the
 * migration; everything else is a fault of the history, or something that a prelude can provide.
 */
export function isOurLimit({ extension }: Pick<ReplayFailure, 'extension'>): boolean {
  return extension !== undefined;
}

/** Who refuses what, a sentence. */
export function refusalSentence({ message, row }: Pick<ReplayFailure, 'message' | 'row'>): string {
  if (!row) return `PostgreSQL: ${message}.`;
  const cause = row.left ? `${leftStateSentence(row.left)} ` : '';
  return `${cause}Prisma cannot keep its row of the migration: ${message}.`;
}

/** What to do about a history that cannot go on for want of what platforms provide, a sentence; undefined for others. */
export function adviceFor({
  extension,
  message,
  row,
}: Pick<ReplayFailure, 'extension' | 'message' | 'row'>): string | undefined {
  if (row) {
    return row.left
      ? leftStateAdvice(row.left)
      : 'Something in it changes the session or _prisma_migrations itself: put that back before its end.';
  }
  if (extension !== undefined) {
    return `The embedded PostgreSQL has no extension ${extension}, so this history can be replayed only on a server that has it.`;
  }
  const thing =
    /\b(role|schema) "([^"]+)" does not exist/.exec(message)?.slice(1, 3) ??
    /\b(function|type) "?([^\s"(]+)[^ ]* does not exist/.exec(message)?.slice(1, 3);
  const [kind, name] = thing ?? [];
  if (kind === undefined || name === undefined) return undefined;
  if (kind !== 'role' && kind !== 'schema' && !name.includes('.')) return undefined;
  const made =
    kind === 'role'
      ? `CREATE ROLE ${name}`
      : kind === 'schema'
        ? `CREATE SCHEMA ${name}`
        : `what makes ${name}`;
  return `If the platform provides that ${kind}, put ${made} into a SQL file and name it as "prelude" in migration-guard.json.`;
}
