import type { Grammar } from '../sql/grammar';
import { sameDefinition, type IndexDefinition, type IndexKey } from './definition';
import { definitionOf } from './definition-of';
import type { IndexEvent } from './events';
import { followerOf } from './follow';
import type { Ledger } from './ledger';
import type { IndexRecord, RelationKey } from './records';
import { append } from '../append';

/** What a migration does to a protected index. */
export type LossKind = 'drop' | 'weaken' | 'rebuild' | 'rename' | 'cascade' | 'duplicate';

/** What a migration does to an index that stood before it, whether or not the index is protected. */
export interface Loss {
  readonly kind: LossKind;
  /** As it was before the migration. */
  readonly index: IndexRecord;
  readonly event: IndexEvent;
  /** As it would be after the migration if the event had not taken it away: tables and columns may be renamed behind it. */
  readonly atEnd: IndexRecord;
  /** What stands in its place afterwards, if anything does. */
  readonly replacement: IndexRecord | undefined;
  /** For `weaken`: what the replacement lacks, in plain words. */
  readonly lacks: readonly string[];
  /** The table or a column of the index goes in the same migration, so that the index could not stay. */
  readonly baseGone: 'table' | 'column' | undefined;
}

function keyOfSame(keys: readonly IndexKey[], key: IndexKey): IndexKey | undefined {
  return keys.find((other) => other.column === key.column && other.expression === key.expression);
}

function lacksInKey(before: IndexKey, after: IndexKey | undefined): string[] {
  if (!after) return [];
  const lacks: string[] = [];
  const of = before.column === undefined ? '' : ` on ${before.column}`;
  if (before.opclass !== undefined && after.opclass !== before.opclass) lacks.push(`${before.opclass}${of}`);
  const options = before.opclassOptions.filter((option) => !after.opclassOptions.includes(option));
  if (options.length > 0) lacks.push(`its operator class options (${options.join(', ')})`);
  if (before.collation !== undefined && after.collation !== before.collation) {
    lacks.push(`COLLATE "${before.collation}"${of}`);
  }
  if (before.nulls !== undefined && after.nulls !== before.nulls) {
    lacks.push(`NULLS ${before.nulls.toUpperCase()}${of}`);
  }
  return lacks;
}

/** What `after` no longer has of the properties of `before`, in plain words; keys that differ are not counted. */
export function lackedProperties(before: IndexDefinition, after: IndexDefinition): string[] {
  const lacks: string[] = [];
  if (before.method !== after.method) lacks.push(`USING ${before.method}`);
  if (before.predicate !== undefined && after.predicate === undefined) lacks.push('its WHERE clause');
  const include = before.include.filter(
    (column) => !after.include.includes(column) && !after.keys.some((key) => key.column === column),
  );
  if (include.length > 0) lacks.push(`INCLUDE (${include.join(', ')})`);
  if (before.nullsNotDistinct && !after.nullsNotDistinct) lacks.push('NULLS NOT DISTINCT');
  const hadExpression = before.keys.some((key) => key.expression !== undefined);
  if (hadExpression && after.keys.every((key) => key.expression === undefined)) lacks.push('its expression');
  for (const key of before.keys) append(lacks, lacksInKey(key, keyOfSame(after.keys, key)));
  const names = (parameters: readonly string[]): string[] =>
    parameters.map((text) => text.split('=')[0] ?? '');
  const parameters = names(before.parameters).filter((name) => !names(after.parameters).includes(name));
  if (parameters.length > 0) lacks.push(`WITH (${parameters.join(', ')})`);
  return lacks;
}

/** Finds the index that stands in the place of a dropped one: of its name, or made now with the same definition. */
function replacements(
  after: Ledger,
  created: ReadonlySet<number>,
  grammar: Grammar,
): (index: IndexRecord) => IndexRecord | undefined {
  const madeOn = new Map<RelationKey, readonly IndexRecord[]>();
  return (index) => {
    const { schema, name, table } = index;
    const named = after.index(schema, name);
    if (named && named.table === table) return named;
    const made = madeOn.get(table) ?? after.indexesOn(table).filter(({ id }) => created.has(id));
    madeOn.set(table, made);
    const wanted = made.length > 0 ? definitionOf(index, grammar) : undefined;
    return made.find((other) => {
      const own = definitionOf(other, grammar);
      return own && wanted && sameDefinition(own, wanted);
    });
  };
}

function baseGone(index: IndexRecord, after: Ledger): 'table' | 'column' | undefined {
  const relation = after.relation(index.table);
  if (!relation) return 'table';
  return relation.complete && index.columns.some((column) => !relation.columns.has(column))
    ? 'column'
    : undefined;
}

/** The index that an event may have taken away. */
function subjectOf(event: IndexEvent): IndexRecord | undefined {
  if (event.kind === 'refused') return event.existing;
  if (event.kind === 'renamed') return event.before;
  return event.kind === 'created' || !('index' in event) ? undefined : event.index;
}

/**
 * Compares the ledger before a migration with the one after it, along the events between them. Indexes that the
 * migration itself made are left out. Each index is named once, at the first event that takes it away.
 */
export function findLosses(
  before: Ledger,
  after: Ledger,
  events: readonly IndexEvent[],
  grammar: Grammar,
): Loss[] {
  const followed = followerOf(events);
  const created = new Set(events.flatMap((event) => (event.kind === 'created' ? [event.index.id] : [])));
  const replacementOf = replacements(after, created, grammar);
  const reported = new Set<number>();
  const losses: Loss[] = [];

  const tell = (kind: LossKind, index: IndexRecord, event: IndexEvent, more: Partial<Loss> = {}): void => {
    reported.add(index.id);
    const original = before.indexById(index.id) ?? index;
    losses.push({
      kind,
      index: original,
      event,
      atEnd: after.indexById(index.id) ?? original,
      replacement: undefined,
      lacks: [],
      baseGone: undefined,
      ...more,
    });
  };

  for (const [position, event] of events.entries()) {
    // A large migration takes away most of what it makes, and to compare definitions takes long.
    const index = subjectOf(event);
    if (!index || created.has(index.id) || reported.has(index.id)) continue;
    if (event.kind === 'refused') {
      const was = definitionOf(event.existing, grammar);
      const wanted = definitionOf(event.attempt, grammar);
      if (was && wanted && !sameDefinition(was, wanted)) {
        tell('duplicate', event.existing, event, { replacement: event.attempt });
      }
    } else if (event.kind === 'renamed') {
      // One that is dropped later on is reported there.
      const now = after.indexById(event.after.id);
      if (now && event.before.name !== event.after.name)
        tell('rename', event.before, event, { replacement: event.after });
    } else if (event.kind === 'rebuilt') {
      if (after.indexById(event.index.id)) tell('cascade', event.index, event, { replacement: event.index });
    } else if (event.kind === 'dropped' || event.kind === 'cascaded') {
      const atEnd = followed(event.index, position);
      const replacement = replacementOf(atEnd);
      const gone = baseGone(atEnd, after);
      if (!replacement) {
        tell(event.kind === 'dropped' ? 'drop' : 'cascade', atEnd, event, { atEnd, baseGone: gone });
        continue;
      }
      const was = definitionOf(atEnd, grammar);
      const now = definitionOf(replacement, grammar);
      const lacks = was && now ? lackedProperties(was, now) : [];
      if (lacks.length > 0) tell('weaken', atEnd, event, { atEnd, replacement, lacks });
      else if (was && now && sameDefinition(was, now)) tell('rebuild', atEnd, event, { atEnd, replacement });
    }
  }
  return losses;
}
