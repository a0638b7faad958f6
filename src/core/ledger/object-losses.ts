import type { IndexEvent } from './events';
import type { Ledger } from './ledger';
import {
  isConstraint,
  isPlainForeignKey,
  isTableObject,
  type ObjectMode,
  type ObjectRecord,
} from './object-record';
import { quoteName } from '../sql/names';
import { isSameType } from '../sql/column-type';
import { withRename } from './definition';
import { successorsOf } from './successors';
import { alterTable, objectStatements, objectText } from './object-statement';
import { relationKey, type IndexRecord, type Relation, type RelationKey } from './records';

type GoneEvent = Extract<IndexEvent, { kind: 'object-gone' }>;
type ChangedEvent = Extract<IndexEvent, { kind: 'object-changed' }>;

/** What became of the table or column that took an object along. */
type Comeback =
  | { readonly kind: 'table' | 'column' }
  /** It seems to have got another name. */
  | { readonly kind: 'renamed-table' | 'renamed-column'; readonly to: string }
  /** The other columns that the object spoke of are still there. */
  | { readonly kind: 'other-columns'; readonly columns: readonly string[] };

/** What a migration does to an object that stood before it: it is gone at its end, or is in force no longer as it was. */
export interface ObjectLoss {
  /** As it was before the migration. */
  readonly object: ObjectRecord;
  readonly event: GoneEvent | ChangedEvent;
  /** As it would be afterwards if it had been kept. */
  readonly atEnd: ObjectRecord;
  /** The statements, without semicolons, that bring it back afterwards; undefined where none can be given. */
  readonly statements: readonly string[] | undefined;
  /** What stands in its place, weaker than it was. */
  readonly replacement: ObjectRecord | undefined;
  /** What that lacks, as SQL says it; undefined where the object is gone. */
  readonly lacks: 'DEFERRABLE' | 'ENABLE' | 'FORCE' | undefined;
  /** Undefined where a statement drops it by its name, or with a function or the like. */
  readonly comeback: Comeback | undefined;
}

/** Compares the objects before a migration with those after it. What leaves with its table or columns is no loss. */
export function findObjectLosses(
  before: Ledger,
  after: Ledger,
  events: readonly IndexEvent[],
): readonly ObjectLoss[] {
  if (!events.some(({ kind }) => kind === 'object-gone' || kind === 'object-changed')) return [];
  const search = new LossSearch(before, after, events);
  const reported = new Set<number>();
  return events.flatMap((event, position) => {
    if (event.kind !== 'object-gone' && event.kind !== 'object-changed') return [];
    const { id } = event.kind === 'object-gone' ? event.object : event.before;
    const object = before.objectById(id);
    if (!object || reported.has(id) || !isTableObject(object) || object.mode === 'not enabled') return [];
    const loss =
      event.kind === 'object-gone' ? search.ofGone(object, event, position) : search.ofChanged(object, event);
    if (loss) reported.add(id);
    return loss ?? [];
  });
}

class LossSearch {
  readonly #before: Ledger;
  readonly #after: Ledger;
  readonly #events: readonly IndexEvent[];
  /** Objects that this migration made and that are there at its end. */
  readonly #made: readonly ObjectRecord[];
  #successors: ReadonlyMap<RelationKey, Relation> | undefined;

  constructor(before: Ledger, after: Ledger, events: readonly IndexEvent[]) {
    this.#before = before;
    this.#after = after;
    this.#events = events;
    this.#made = events.flatMap((event) => {
      const made = event.kind === 'object-made' ? after.objectById(event.object.id) : undefined;
      // Row level security that is forced and not enabled secures nothing.
      return made && made.mode !== 'not enabled' ? made : [];
    });
  }

  /** A trigger that is switched off, or row level security that is not forced any more, to the end. */
  ofChanged(object: ObjectRecord, event: ChangedEvent): ObjectLoss | undefined {
    const now = this.#after.objectById(object.id);
    const lacks = now && lackIn(object.mode, now.mode);
    if (!lacks) return undefined;
    const atEnd = { ...now, mode: object.mode };
    return {
      ...{ object, event, atEnd, replacement: now, lacks, comeback: undefined },
      statements: switchOn(atEnd, lacks),
    };
  }

  ofGone(object: ObjectRecord, event: GoneEvent, position: number): ObjectLoss | undefined {
    if (this.#after.objectById(object.id)) return undefined;
    const place = this.#placeOf(event, position);
    if (!place) return undefined;
    const { relation, comeback: ofTable } = place;
    const table = relationKey(relation.schema, relation.name);
    const named = event.object.kind === 'row level security' ? relation.name : event.object.name;
    const moved: ObjectRecord = { ...event.object, name: named, schema: relation.schema, table };
    const loss: ObjectLoss = {
      ...{ object, event, atEnd: moved, replacement: undefined, lacks: undefined, comeback: ofTable },
      statements: this.#statementsOf(moved),
    };
    if (object.kind === 'deferrable') return this.#ofDeferrable(loss, moved);
    const replacement = this.#replacementOf(moved);
    if (replacement) {
      const lacks = lackIn(object.mode, replacement.mode);
      return lacks && { ...loss, replacement, lacks, statements: switchOn(moved, lacks) };
    }
    if (event.cause !== 'column') return loss;
    const comeback = this.#columnsOf(moved, relation, event);
    if (comeback?.kind !== 'renamed-column') {
      const statements = comeback?.kind === 'column' ? loss.statements : undefined;
      return comeback && { ...loss, comeback, statements };
    }
    const atEnd = withColumnRenamed(moved, event.by, comeback.to);
    return { ...loss, comeback, atEnd, statements: this.#statementsOf(atEnd) };
  }

  /** Undefined also for a trigger whose function is gone. */
  #statementsOf(object: ObjectRecord): readonly string[] | undefined {
    const { calls } = object;
    const isFunction = ({ name, argumentTypes }: ObjectRecord): boolean =>
      argumentTypes !== undefined && name === calls?.name;
    const isGone =
      calls !== undefined &&
      this.#before.allObjects().some(isFunction) &&
      !this.#after.allObjects().some(isFunction);
    return isGone ? undefined : objectStatements(object);
  }

  /** The table that the object would stand on at the end; undefined where it has left with its table. */
  #placeOf(
    event: GoneEvent,
    position: number,
  ): { readonly relation: Relation; readonly comeback: Comeback | undefined } | undefined {
    const goesWithTable = event.cause === 'table' || event.cause === 'view' || event.cause === 'schema';
    let table = event.object.table;
    if (!goesWithTable) {
      for (const later of this.#events.slice(position)) {
        if (later.kind === 'table-moved' && later.from === table) table = later.to;
      }
    }
    const relation = this.#after.relation(table);
    if (relation) return { relation, comeback: goesWithTable ? { kind: 'table' } : undefined };
    this.#successors ??= successorsOf(this.#before, this.#after);
    const renamed = this.#successors.get(event.object.table);
    return renamed && { relation: renamed, comeback: { kind: 'renamed-table', to: renamed.name } };
  }

  /** What of its kind has its name now, or says the same under another name. */
  #replacementOf(object: ObjectRecord): ObjectRecord | undefined {
    const named = this.#after.object(object.table, object);
    if (named && named.mode !== 'not enabled') return named;
    const text = objectText(object);
    return this.#made.find(
      (made) => made.kind === object.kind && made.table === object.table && objectText(made) === text,
    );
  }

  /** Prisma sees the constraint; what it does not see is that it can wait. */
  #ofDeferrable(loss: ObjectLoss, object: ObjectRecord): ObjectLoss | undefined {
    const { table, columns } = object;
    const isSame = (other: readonly string[]): boolean =>
      [...other].sort().join() === [...columns].sort().join();
    const own = this.#after.objectsOn(table).filter(({ kind }) => kind === 'deferrable');
    const isThere = own.some(
      (other) => !isPlainForeignKey(other) && (other.name === object.name || this.#isMade(other, isSame)),
    );
    if (isThere) return undefined;
    const wasAltered = isAltered(loss.event);
    const foreignKey = own.find((other) => isPlainForeignKey(other) && isSame(other.columns));
    const unique = this.#after.indexesOn(table).some((index) => isUnique(index) && isSame(index.columns));
    if (!wasAltered && !foreignKey && !unique) return this.#isLeftBehind(loss) ? loss : undefined;
    const name = foreignKey?.name ?? (wasAltered ? object.name : undefined);
    const statements = name === undefined ? undefined : letWait({ ...object, name });
    return { ...loss, lacks: 'DEFERRABLE', statements };
  }

  #isMade({ id, columns }: ObjectRecord, isSame: (columns: readonly string[]) => boolean): boolean {
    return isSame(columns) && this.#made.some((made) => made.id === id);
  }

  /** It is dropped by its name, and its columns and the other table stay: Prisma does so where the schema knows nothing of it. */
  #isLeftBehind({ event, atEnd: { table, columns, texts, needs } }: ObjectLoss): boolean {
    const relation = this.#after.relation(table);
    const isNamed = event.kind === 'object-gone' && event.cause === 'named';
    const isWhole = /^\s*FOREIGN\b/i.test(texts.at(-1) ?? '');
    const isWanted = isNamed && isWhole && needs.every((need) => this.#after.relation(need) !== undefined);
    return isWanted && columns.every((column) => relation?.columns.has(column) === true);
  }

  /** What became of the columns of a constraint that went with one; undefined where it has left with them. */
  #columnsOf(object: ObjectRecord, relation: Relation, { by }: GoneEvent): Comeback | undefined {
    const missing = object.columns.filter((column) => !relation.columns.has(column));
    if (missing.length === 0) return { kind: 'column' };
    const renamed = missing.length === 1 ? this.#newNameOf(by, relation) : undefined;
    if (renamed !== undefined) return { kind: 'renamed-column', to: renamed };
    const columns = object.columns.filter((column) => relation.columns.has(column));
    return columns.length > 0 && isConstraint(object) ? { kind: 'other-columns', columns } : undefined;
  }

  /** The only column that came to the table, where it has the type of the only one that went. */
  #newNameOf(column: string, relation: Relation): string | undefined {
    const was = this.#before.relation(relationKey(relation.schema, relation.name));
    if (!was) return undefined;
    const gone = [...was.columns].filter(([name]) => !relation.columns.has(name));
    const come = [...relation.columns].filter(([name]) => !was.columns.has(name));
    const [went, came] = [gone[0], come[0]];
    if (!went || !came || gone.length > 1 || come.length > 1) return undefined;
    return went[0] === column && isSameType(went[1], came[1]) ? came[0] : undefined;
  }
}

/** Prisma makes an index of its own where a person made a constraint. */
function isUnique({ constraint, source }: IndexRecord): boolean {
  return (
    constraint !== undefined || (source.kind === 'statement' && /^\s*create\s+unique\b/i.test(source.sql))
  );
}

function isAltered({
  step,
  by,
}: Extract<IndexEvent, { kind: 'object-gone' | 'object-changed' }> & { by?: string }): boolean {
  const { operation } = step;
  return (
    operation.kind === 'alter-table' &&
    operation.actions.some((action) => action.kind === 'alter-constraint' && action.name === by)
  );
}

/** What an object that is there lacks against what was there. */
function lackIn(before: ObjectMode, after: ObjectMode): 'ENABLE' | 'FORCE' | undefined {
  if (after === before || before === 'disabled') return undefined;
  if (after === 'disabled' || after === 'replica') return 'ENABLE';
  return before === 'forced' && after === 'usual' ? 'FORCE' : undefined;
}

/** What puts an object in force again as it was. */
export function switchOn(object: ObjectRecord, lacks: 'ENABLE' | 'FORCE'): string[] {
  if (lacks === 'FORCE') return [alterTable(object, 'FORCE ROW LEVEL SECURITY')];
  const special =
    object.mode === 'always' || object.mode === 'replica' ? `${object.mode.toUpperCase()} ` : '';
  return [alterTable(object, `ENABLE ${special}TRIGGER ${quoteName(object.name)}`)];
}

/** What makes a foreign key wait again; PostgreSQL changes no other constraint so. */
export function letWait(object: ObjectRecord): string[] | undefined {
  const text = object.texts.at(-1) ?? '';
  const how = /^\s*(?:FOREIGN|DEFERRABLE|INITIALLY)\b/i.test(text)
    ? /\bDEFERRABLE\b[^)]*$|\bINITIALLY\s+DEFERRED\s*$/i.exec(text)?.[0]
    : undefined;
  return how === undefined
    ? undefined
    : [alterTable(object, `ALTER CONSTRAINT ${quoteName(object.name)} ${how.trim()}`)];
}

function withColumnRenamed(object: ObjectRecord, from: string, to: string): ObjectRecord {
  return {
    ...object,
    columns: object.columns.map((column) => (column === from ? to : column)),
    renames: withRename(object.renames, { from, to }),
  };
}

/** Whether an object that a migration took is still missing in a ledger of later on; not where its table is gone, too. */
export function isObjectMissed({ atEnd, lacks }: ObjectLoss, end: Ledger): boolean {
  if (!end.relation(atEnd.table)) return false;
  const there = end.object(atEnd.table, atEnd);
  const now = there?.mode === 'not enabled' ? undefined : there;
  return lacks === 'ENABLE' || lacks === 'FORCE'
    ? now !== undefined && lackIn(atEnd.mode, now.mode) !== undefined
    : now === undefined;
}
