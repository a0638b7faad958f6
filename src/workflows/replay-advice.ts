import type { ReplayFailure } from './replay-embedded';

/**
 * Whether a history stopped for want of something that the embedded database cannot have. Then nothing is known of the
 * migration; everything else is a fault of the history, or something that a prelude can provide.
 */
export function isOurLimit({ extension }: Pick<ReplayFailure, 'extension'>): boolean {
  return extension !== undefined;
}

/** What to do about a history that cannot go on for want of what platforms provide, a sentence; undefined for others. */
export function adviceFor({
  extension,
  message,
}: Pick<ReplayFailure, 'extension' | 'message'>): string | undefined {
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
