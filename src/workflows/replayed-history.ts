import type { IndexEvent } from '../core/ledger/events';
import { isMissed } from '../core/ledger/covering';
import { Ledger } from '../core/ledger/ledger';
import { isObjectMissed } from '../core/ledger/object-losses';
import { isTableObject } from '../core/ledger/object-record';
import { relationKey, type IndexRecord } from '../core/ledger/records';
import { replayMigration } from '../core/ledger/replay';
import { objectKey } from '../core/linter/change/lost-objects';
import type { MigrationContext, Replayed } from '../core/linter/lint';
import { type Grammar, GrammarNeeded, grammarNotLoaded } from '../core/sql/grammar';
import { beginsWithNoCommand } from '../core/sql/refusals';
import type { Script } from '../core/sql/statements';
import { actionsOf, readSteps, readWholeScript, type Step } from '../core/sql/steps';
import type { MigrationFile } from './lint-source';
import type { Progress } from './progress';
import { append } from '../core/append';

/** The name by which an index is looked up, in whatever schema. */
interface IndexName {
  readonly schema: string;
  readonly name: string;
}

/** The ledger of the migrations before a position. */
interface Before {
  readonly position: number;
  readonly ledger: Ledger;
}

/** What a migration is judged by of the end of its history. */
export type HistoryEnd = Pick<MigrationContext, 'existsAtEnd' | 'isMissedAtEnd' | 'isObjectMissed'>;

/** @param ledger asked for at the first question */
function endOf(ledger: () => Ledger): HistoryEnd {
  return {
    existsAtEnd: ({ schema, name }) => ledger().index(schema, name) !== undefined,
    isMissedAtEnd: (index, grammar) => isMissed(index, ledger(), grammar),
    isObjectMissed: (loss) => isObjectMissed(loss, ledger()),
  };
}

/** What only makes something takes nothing away. */
const makes: ReadonlySet<IndexEvent['kind']> = new Set(['created', 'object-made']);

/** So many ledgers are kept of a long history, so that no question is answered by replaying all of it. */
const mostLandmarks = 32;

/** Between two ledgers that are kept lie at least so many migrations. */
const leastStride = 32;

/** A history after one replay: what each migration does to indexes, and what is there before it and at the end. */
export class ReplayedHistory {
  /** Those that were asked for: tokens take much more room than texts, and most are never looked at again. */
  readonly #scripts = new Map<number, Script>();
  /** By position: events other than the making of a new index. */
  readonly #events: IndexEvent[][] = [];
  /** By position: statements that begin with no command of SQL. */
  readonly #stray: number[] = [];
  readonly #migrations: readonly MigrationFile[];
  readonly #stride: number;
  #grammar: Grammar;
  readonly #progress: Progress | undefined;
  readonly #lastMade = new Map<string, { readonly position: number; readonly index: IndexRecord }>();
  #end: Ledger;
  readonly #landmarks: Before[] = [];
  #lastAsked: Before | undefined;
  #lastDoes: { readonly position: number; readonly does: string } | undefined;
  /** What was there after the rest of the history when a migration did something else. Most keystrokes change nothing of it. */
  #lastEnd: { readonly does: string; readonly end: Ledger } | undefined;

  /** @param from the history of the first of them, which is not replayed again */
  private constructor(
    migrations: readonly MigrationFile[],
    grammar: Grammar,
    progress?: Progress,
    from?: ReplayedHistory,
  ) {
    this.#migrations = migrations;
    this.#stride = Math.max(leastStride, Math.ceil(migrations.length / mostLandmarks));
    this.#grammar = grammar;
    this.#progress = progress;
    this.#end = from ? from.#end.fork() : new Ledger();
    if (from) {
      append(this.#events, from.#events);
      append(this.#stray, from.#stray);
      append(this.#landmarks, from.#landmarks);
      for (const [name, made] of from.#lastMade) this.#lastMade.set(name, made);
    }
  }

  /** Replays what has not been replayed yet. */
  #replay(): void {
    for (let position = this.#events.length; position < this.#migrations.length; position++) {
      this.#progress?.tick();
      this.#add(position);
    }
  }

  /** Goes on with the grammar where a migration needed it: from the last ledger that was kept. */
  #replayWith(grammar: Grammar): void {
    const last = this.#landmarks.at(-1);
    this.#grammar = grammar;
    this.#end = last ? last.ledger.fork() : new Ledger();
    this.#events.length = this.#stray.length = last?.position ?? 0;
    this.#landmarks.pop();
    this.#replay();
  }

  /** Replays a history. Few need the grammar for that, and it is loaded at the first that does. */
  static async of(
    migrations: readonly MigrationFile[],
    loadGrammar: () => Promise<Grammar>,
    progress?: Progress,
  ): Promise<ReplayedHistory> {
    const history = new ReplayedHistory(migrations, grammarNotLoaded, progress);
    try {
      history.#replay();
    } catch (error) {
      if (!(error instanceof GrammarNeeded)) throw error;
      history.#replayWith(await loadGrammar());
    }
    return history;
  }

  /** The history with more migrations behind it; only these are replayed. */
  followedBy(added: readonly MigrationFile[], grammar: Grammar): ReplayedHistory {
    const history = new ReplayedHistory([...this.#migrations, ...added], grammar, undefined, this);
    history.#replay();
    return history;
  }

  #add(position: number): void {
    const migration = this.#migrations[position];
    if (!migration) return;
    // The last one is that at which somebody works.
    if (position % this.#stride === 0 || position === this.#migrations.length - 1) {
      this.#landmarks.push({ position, ledger: this.#end.fork() });
    }
    const script = readWholeScript(migration.text);
    this.#stray.push(script.statements.filter((one) => beginsWithNoCommand(migration.text, one)).length);
    const events = replayMigration(this.#end, migration, this.#grammar, script);
    this.#events.push(events.filter(({ kind }) => !makes.has(kind)));
    for (const event of events) {
      if (event.kind !== 'created') continue;
      const { index } = event;
      this.#lastMade.set(relationKey(index.schema, index.name), { position, index });
    }
  }

  scriptAt(position: number): Script {
    const script = this.#scripts.get(position) ?? readWholeScript(this.#migrations[position]?.text ?? '');
    this.#scripts.set(position, script);
    return script;
  }

  /** How many statements begin with no command of SQL. */
  strayStatementsAt(position: number): number {
    return this.#stray[position] ?? 0;
  }

  /** Events that may give rise to a finding. */
  eventsAt(position: number): readonly IndexEvent[] {
    return this.#events[position] ?? [];
  }

  /** Whether a loss by the migration at `position` still lasts at the end of the history. */
  lasts(event: IndexEvent, position: number): boolean {
    if (event.kind === 'unknown-drop') return this.#end.findIndex(event.name) === undefined;
    if (event.kind === 'object-gone') {
      const { object } = event;
      const atEnd = this.#end.object(object.table, object);
      // A foreign key that cannot wait any more has the name, and no row level security is one that secures nothing.
      return isTableObject(object) && (atEnd === undefined || atEnd.mode === 'not enabled');
    }
    if (event.kind === 'object-changed')
      return this.#end.objectById(event.before.id)?.mode === event.after.mode;
    if (event.kind !== 'dropped' && event.kind !== 'cascaded') return false;
    // Nobody misses an index of a table that is gone.
    const wentWithTable = event.kind === 'cascaded' && event.cause === 'table';
    if (wentWithTable && !this.#end.relation(event.index.table)) return false;
    return !this.existsAtEnd(event.index) && this.madeAfter(event.index, position) === undefined;
  }

  /** Names of the indexes that a statement takes away, whether they are made again or not. */
  namesTakenAway(): Set<string> {
    const names = new Set<string>();
    for (const event of this.#events.flat()) {
      if (event.kind === 'dropped' || event.kind === 'cascaded') names.add(event.index.name);
      if (event.kind === 'renamed') names.add(event.before.name);
      // After a squash a new migration may drop by its name what no migration makes any more.
      if (event.kind === 'unknown-drop') names.add(event.name.name);
    }
    return names;
  }

  /** The keys of the objects that a statement takes away; see `objectKey`. */
  objectsTakenAway(): Set<string> {
    const gone = this.#events.flatMap((events) =>
      events.flatMap((event) => {
        if (event.kind === 'object-gone') return [objectKey(event.object)];
        if (event.kind !== 'column-dropped') return [];
        return [objectKey({ kind: 'generated column', table: event.table, name: event.column })];
      }),
    );
    return new Set(gone);
  }

  /** The ledger of the whole history; the caller may change it. */
  endLedger(): Ledger {
    return this.#end.fork();
  }

  existsAtEnd({ schema, name }: IndexName): boolean {
    return this.#end.index(schema, name) !== undefined;
  }

  /** The index of that name as a migration behind `position` makes it, the last one if several do. */
  madeAfter({ schema, name }: IndexName, position: number): IndexRecord | undefined {
    const made = this.#lastMade.get(relationKey(schema, name));
    return made && made.position > position ? made.index : undefined;
  }

  /** The ledger of the migrations before `position`. Not to be changed. */
  ledgerBefore(position: number): Ledger {
    const start = this.#nearestBefore(position);
    if (start?.position === position) return start.ledger;
    const ledger = start ? start.ledger.fork() : new Ledger();
    for (let from = start?.position ?? 0; from < position; from++)
      this.#replayAt(from, ledger, this.#grammar);
    // An editor asks for the same one again and again.
    this.#lastAsked = { position, ledger };
    return ledger;
  }

  #nearestBefore(position: number): Before | undefined {
    const landmark = this.#landmarks.findLast((known) => known.position <= position);
    const lastAsked = this.#lastAsked;
    if (!lastAsked || lastAsked.position > position) return landmark;
    return landmark && landmark.position > lastAsked.position ? landmark : lastAsked;
  }

  /** What is there at the end of the history. */
  get end(): HistoryEnd {
    return endOf(() => this.#end);
  }

  /**
   * What would be there at the end if the migration at `position` did this.
   *
   * @param grammar the later migrations may need it behind this one, also where the history as it is needs none
   */
  endWith(position: number, { effective, after }: Replayed, grammar: Grammar): HistoryEnd {
    return endOf(() => this.#endLedgerWith(position, { effective, after }, grammar));
  }

  /** The ledger of that; whoever gets it may change it. */
  endLedgerWith(position: number, replayed: Replayed, grammar: Grammar): Ledger {
    return this.#endLedgerWith(position, replayed, grammar).fork();
  }

  #endLedgerWith(
    position: number,
    { effective, after }: Pick<Replayed, 'effective' | 'after'>,
    grammar: Grammar,
  ): Ledger {
    const does = `${position} ${actionsOf(effective)}`;
    if (does === this.#whatItDoes(position)) return this.#end;
    if (this.#lastEnd?.does !== does) {
      const end = after.fork();
      for (let next = position + 1; next < this.#migrations.length; next++)
        this.#replayAt(next, end, grammar);
      this.#lastEnd = { does, end };
    }
    return this.#lastEnd.end;
  }

  /** What the migration at `position` does to the ledger as it was read. */
  #whatItDoes(position: number): string {
    if (this.#lastDoes?.position === position) return this.#lastDoes.does;
    const effective: Step[] = [];
    this.#replayAt(position, this.ledgerBefore(position).fork(), this.#grammar, (step) =>
      effective.push(step),
    );
    this.#lastDoes = { position, does: `${position} ${actionsOf(effective)}` };
    return this.#lastDoes.does;
  }

  #replayAt(position: number, ledger: Ledger, grammar: Grammar, changed?: (step: Step) => void): void {
    const migration = this.#migrations[position];
    if (!migration) return;
    const script = this.scriptAt(position);
    replayMigration(ledger, migration, grammar, script, readSteps(migration.text, script), changed);
  }
}
