import type { IndexEvent } from '../core/ledger/events';
import { Ledger } from '../core/ledger/ledger';
import { relationKey } from '../core/ledger/records';
import { replayMigration } from '../core/ledger/replay';
import type { Grammar } from '../core/sql/grammar';
import { readScript, type Script } from '../core/sql/statements';
import type { MigrationFile } from './lint-source';
import type { Progress } from './progress';

/** The name by which an index is looked up, in whatever schema. */
interface IndexName {
  readonly schema: string;
  readonly name: string;
}

/** One walk over a whole history: what each migration does to indexes, and what is there at the end. */
export class Survey {
  private readonly scripts: Script[] = [];
  /** By position: events other than the making of a new index. */
  private readonly events: IndexEvent[][] = [];
  private readonly lastMade = new Map<string, number>();
  private readonly end = new Ledger();
  /** The ledger before one position, kept because an editor asks for the same one again and again. */
  private before: { readonly position: number; readonly ledger: Ledger } | undefined;

  constructor(
    private readonly migrations: readonly MigrationFile[],
    private readonly grammar: Grammar,
    progress?: Progress,
  ) {
    migrations.forEach((migration, position) => {
      progress?.tick();
      const script = readScript(migration.text);
      const events = replayMigration(this.end, migration, grammar, script);
      this.scripts.push(script);
      this.events.push(events.filter((event) => event.kind !== 'created'));
      for (const event of events) {
        if (event.kind !== 'created') continue;
        this.lastMade.set(relationKey(event.index.schema, event.index.name), position);
      }
    });
  }

  scriptAt(position: number): Script | undefined {
    return this.scripts[position];
  }

  /** Events that may give rise to a finding. */
  eventsAt(position: number): readonly IndexEvent[] {
    return this.events[position] ?? [];
  }

  /** Whether a loss by the migration at `position` still lasts at the end of the history. */
  lasts(event: IndexEvent, position: number): boolean {
    if (event.kind === 'unknown-drop') return this.end.findIndex(event.name) === undefined;
    if (event.kind !== 'dropped' && event.kind !== 'cascaded') return false;
    return !this.existsAtEnd(event.index) && !this.isMadeAfter(event.index, position);
  }

  existsAtEnd({ schema, name }: IndexName): boolean {
    return this.end.index(schema, name) !== undefined;
  }

  isMadeAfter({ schema, name }: IndexName, position: number): boolean {
    return (this.lastMade.get(relationKey(schema, name)) ?? -1) > position;
  }

  /** The ledger of the migrations before `position`. Not to be changed. */
  ledgerBefore(position: number): Ledger {
    let { position: from, ledger } = this.before ?? { position: 0, ledger: new Ledger() };
    if (from > position) [from, ledger] = [0, new Ledger()];
    if (from < position) {
      ledger = ledger.fork();
      for (; from < position; from++) {
        const migration = this.migrations[from];
        if (migration) replayMigration(ledger, migration, this.grammar, this.scripts[from]);
      }
    }
    this.before = { position, ledger };
    return ledger;
  }

  /** What would be there at the end if the migration at `position` left this ledger behind. */
  endAfter(position: number, left: Ledger): Ledger {
    const end = left.fork();
    for (let next = position + 1; next < this.migrations.length; next++) {
      const migration = this.migrations[next];
      if (migration) replayMigration(end, migration, this.grammar, this.scripts[next]);
    }
    return end;
  }
}
