import type { SchemaObject, SchemaSnapshot } from '../database/schema-snapshot';
import type { SchemaDifference } from './schema-diff';

/** What most likely led to a difference between a database and its history. The migrations are given by name. */
export type LikelyCause =
  /** A CREATE INDEX CONCURRENTLY was interrupted. */
  | { readonly kind: 'invalid' }
  /** A migration that speaks of it was changed after it was applied. */
  | { readonly kind: 'edited'; readonly migration: string }
  /** One that speaks of it broke off. */
  | { readonly kind: 'failed'; readonly migration: string }
  /** One that speaks of it was only marked as applied, so that its SQL may never have run. */
  | { readonly kind: 'marked'; readonly migration: string }
  /** One that speaks of it is still to be applied, and somebody has done its work already. */
  | { readonly kind: 'ahead'; readonly migration: string }
  /** The database has another version of an extension than the embedded one. */
  | {
      readonly kind: 'extension';
      readonly name: string;
      readonly versions: readonly [expected: string, actual: string];
    }
  /** The schema declares what no migration makes, or no longer declares what one makes: `prisma db push`. */
  | { readonly kind: 'pushed' }
  /** Migrations were applied whose files are not here, so that nobody can tell what they did. */
  | { readonly kind: 'missing-file'; readonly migration: string }
  | { readonly kind: 'hand' };

/** What is known of the migrations of a history, each with the texts that it has or had. */
export interface CauseFacts {
  readonly edited: readonly NamedTexts[];
  readonly failed: readonly NamedTexts[];
  readonly marked: readonly NamedTexts[];
  readonly pending: readonly NamedTexts[];
  /** Names of those that were applied and have no file. */
  readonly missing: readonly string[];
  /** Whether schema.prisma declares it; undefined where such a thing cannot be declared, or it is not known. */
  readonly isDeclared: (object: SchemaObject) => boolean | undefined;
  readonly expected: SchemaSnapshot;
  readonly actual: SchemaSnapshot;
}

export interface NamedTexts {
  readonly name: string;
  readonly texts: readonly string[];
}

export function likelyCause(difference: SchemaDifference, facts: CauseFacts): LikelyCause {
  const { kind, object } = difference;
  if (
    kind === 'different' &&
    difference.facts.some(({ fact, actual }) => fact === 'invalid' && actual !== undefined)
  ) {
    return { kind: 'invalid' };
  }
  const speaker = (migrations: readonly NamedTexts[]): string | undefined =>
    migrations.find(({ texts }) => texts.some((text) => speaksOf(text, object)))?.name;
  for (const reason of ['edited', 'failed'] as const) {
    const migration = speaker(facts[reason]);
    if (migration !== undefined) return { kind: reason, migration };
  }
  const marked = kind === 'unexpected' ? undefined : speaker(facts.marked);
  if (marked !== undefined) return { kind: 'marked', migration: marked };
  const ahead = speaker(facts.pending);
  if (ahead !== undefined) return { kind: 'ahead', migration: ahead };
  const extension = kind === 'different' ? otherExtension(difference, facts) : undefined;
  if (extension) return extension;
  const declared = facts.isDeclared(object);
  if ((kind === 'unexpected' && declared === true) || (kind === 'missing' && declared === false)) {
    return { kind: 'pushed' };
  }
  const [missing] = facts.missing;
  return missing === undefined ? { kind: 'hand' } : { kind: 'missing-file', migration: missing };
}

/** Whether a script names the thing, and the table with which it goes. */
function speaksOf(sql: string, { type, name, table }: SchemaObject): boolean {
  const own = type === 'function' ? name.slice(0, name.indexOf('(')) : name;
  return names(sql, own) && (type !== 'column' || table === null || names(sql, table));
}

function names(sql: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\w$])${escaped}(?![\\w$])`, 'i').test(sql);
}

/**
 * An extension of two versions, of which the texts of the difference speak. An index is no matter of that: its method,
 * keys and operator classes are what its own CREATE INDEX says, whatever the version.
 */
function otherExtension(
  { object, facts: changed }: SchemaDifference & { kind: 'different' },
  { expected, actual }: CauseFacts,
): LikelyCause | undefined {
  if (object.type === 'index') return undefined;
  const texts = changed.flatMap((fact) => [fact.expected ?? '', fact.actual ?? '']).join('\n');
  const versions = (snapshot: SchemaSnapshot): Map<string, string> =>
    new Map(
      snapshot.objects.flatMap(({ type, name, facts }) =>
        type === 'extension' ? [[name, facts['version'] ?? ''] as const] : [],
      ),
    );
  const here = versions(actual);
  for (const [name, version] of versions(expected)) {
    const other = here.get(name);
    // Operator classes are called after what comes behind `pg_`: gin_trgm_ops.
    if (other === undefined || other === version || !texts.includes(name.replace(/^pg_/, ''))) continue;
    return { kind: 'extension', name, versions: [version, other] };
  }
  return undefined;
}

/** Whether it is to be made again here: what was edited, failed or is still to come has another way. */
export function isToComplete(cause: LikelyCause): boolean {
  return isToAdopt(cause) || cause.kind === 'marked';
}

/** Whether somebody made it outside the migrations, so that a migration should adopt it. */
export function isToAdopt({ kind }: LikelyCause): boolean {
  return kind === 'hand' || kind === 'pushed' || kind === 'missing-file';
}
