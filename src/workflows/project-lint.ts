import type { Finding, MigrationState } from '../core/finding';
import type { IndexEvent } from '../core/ledger/events';
import { replayMigration } from '../core/ledger/replay';
import { judgeMigration, type MigrationContext } from '../core/lint';
import { lintEdit, lintHistory } from '../core/lint-history';
import { inPrismaOrder } from '../core/status/order';
import { readDriftIgnore, type DriftIgnore } from '../core/protection/drift-ignore';
import type { Declarations, SchemaFile } from '../core/schema/declarations';
import { findDeclared } from '../core/schema/find-declared';
import { readDeclarations } from '../core/schema/read-declarations';
import { loadDropIndexReader } from '../core/sql/drop-index';
import type { Grammar } from '../core/sql/grammar';
import { readScript, type Script } from '../core/sql/statements';
import { stateOf, type MigrationFacts } from '../core/status/state';
import type { LintSource, MigrationFile, SchemaChange } from './lint-source';
import type { Progress } from './progress';
import { Survey } from './survey';

/** Words without which a migration that takes nothing away has no findings. */
const OF_INTEREST = /concurrently|migration-guard-ignore/i;

type ReadDeclarations = (files: readonly SchemaFile[]) => Declarations;

/** What is known of the base. */
interface BaseFacts extends MigrationFacts {
  readonly declared: Declarations | undefined;
  readonly driftIgnore: DriftIgnore | undefined;
}

/** Reads each version of the schema once. */
function rememberingReader(): ReadDeclarations {
  const known = new WeakMap<readonly SchemaFile[], Declarations>();
  return (files) => {
    const declared = known.get(files) ?? readDeclarations(files);
    known.set(files, declared);
    return declared;
  };
}

async function readBase({ history }: LintSource, declarationsOf: ReadDeclarations): Promise<BaseFacts> {
  const [atBase, schema, ignore] = await Promise.all([
    history?.settled(),
    history?.schemaAtBase(),
    history?.driftIgnoreAtBase(),
  ]);
  return {
    atBase,
    declared: schema && declarationsOf(schema),
    driftIgnore: ignore === undefined ? undefined : readDriftIgnore('', ignore),
  };
}

/** One project, replayed once; then any of its migrations can be judged, also with a text that is not saved yet. */
export class ProjectLint {
  private textsAtBase: Promise<readonly MigrationFile[]> | undefined;

  private constructor(
    private readonly source: LintSource,
    private readonly grammar: Grammar,
    private readonly survey: Survey,
    private readonly base: BaseFacts,
    private readonly declarationsOf: ReadDeclarations,
    private readonly driftIgnore: DriftIgnore | undefined,
  ) {}

  /** @throws what the source throws (a base that is gone, an unreadable repository) */
  static async open(source: LintSource, grammar: Grammar, progress?: Progress): Promise<ProjectLint> {
    const declarationsOf = rememberingReader();
    const { driftIgnore } = source;
    return new ProjectLint(
      source,
      grammar,
      new Survey(source.migrations, grammar, progress),
      await readBase(source, declarationsOf),
      declarationsOf,
      driftIgnore && readDriftIgnore(driftIgnore.file, driftIgnore.text),
    );
  }

  stateOf(migration: string): MigrationState {
    return stateOf(migration, this.base);
  }

  /** Judges the named migrations, or all, as they were read; findings come in the order of the history. */
  async lint(only?: ReadonlySet<string>): Promise<Finding[]> {
    const { migrations } = this.source;
    const candidates = [...migrations.keys()].filter((position) => {
      const { name, text } = migrations[position] ?? { name: '', text: '' };
      if (only && !only.has(name)) return false;
      const events = this.survey.eventsAt(position);
      if (this.stateOf(name) !== 'settled') return events.length > 0 || OF_INTEREST.test(text);
      return events.some((event) => this.survey.lasts(event, position));
    });
    const changes = await this.schemaChanges(
      candidates.map((position) => [migrations[position]?.name ?? '', this.survey.eventsAt(position)]),
    );
    const dropIndexReader = candidates.length > 0 ? await loadDropIndexReader() : undefined;
    const judged = candidates.flatMap((position) => {
      const migration = migrations[position];
      if (!migration) return [];
      const context: MigrationContext = {
        ...this.contextOf(migration, position, changes),
        existsAtEnd: (index) => this.survey.existsAtEnd(index),
        isMadeAgainLater: (index) => this.survey.isMadeAfter(index, position),
        dropIndexReader,
      };
      return judgeMigration(migration, context, this.survey.scriptAt(position)).findings;
    });
    return [...(await this.lintBase(only)), ...judged];
  }

  /** What became of the base's migrations; with `only`, of those that are named, and of the history as a whole. */
  private async lintBase(only?: ReadonlySet<string>): Promise<Finding[]> {
    const { migrations, history, prisma } = this.source;
    const { atBase } = this.base;
    const changed = (await history?.changedSinceBase(migrations)) ?? [];
    if (!history || !atBase || changed.length === 0) return [];
    const inOrder = (names: readonly string[]) => inPrismaOrder(names, prisma.version);
    const findings = lintHistory(
      { base: shortBase(history.base), root: this.source.root, changed, now: migrations, atBase, inOrder },
      this.grammar,
    );
    if (!only) return findings;
    const named = new Set(migrations.filter(({ name }) => only.has(name)).map(({ file }) => file));
    return findings.filter(({ file }) => named.has(file));
  }

  /** Judges one migration with another text than the one that was read, or one that was not there then. */
  async lintText(edited: MigrationFile): Promise<readonly Finding[]> {
    const { migrations } = this.source;
    const known = migrations.findIndex((migration) => migration.name === edited.name);
    // A folder that is newer than what was read has a newer name.
    const position = known < 0 ? migrations.length : known;
    const script = readScript(edited.text);
    const events = this.replay(edited, position, script);
    const changes = await this.schemaChanges([[edited.name, events]]);
    const end = once(() => this.survey.endAfter(position, this.ledgerAfter(edited, position, script)));
    const context: MigrationContext = {
      ...this.contextOf(edited, position, changes),
      existsAtEnd: ({ schema, name }) => end().index(schema, name) !== undefined,
      isMadeAgainLater: (index) => this.survey.isMadeAfter(index, position),
      dropIndexReader: events.length > 0 ? await loadDropIndexReader() : undefined,
    };
    return [...(await this.lintEdit(edited)), ...judgeMigration(edited, context, script).findings];
  }

  /** Whether a settled migration is no longer what it was at the base. */
  private async lintEdit(edited: MigrationFile): Promise<Finding[]> {
    const { history } = this.source;
    if (!history || this.stateOf(edited.name) !== 'settled') return [];
    // Reading all of them takes one question, and typing asks again and again.
    this.textsAtBase ??= history.changedSinceBase([]);
    const before = (await this.textsAtBase).find(({ name }) => name === edited.name);
    return before ? lintEdit({ base: shortBase(history.base), root: this.source.root }, before, edited) : [];
  }

  private replay(migration: MigrationFile, position: number, script: Script): IndexEvent[] {
    return replayMigration(this.survey.ledgerBefore(position).fork(), migration, this.grammar, script);
  }

  private ledgerAfter(migration: MigrationFile, position: number, script: Script) {
    const ledger = this.survey.ledgerBefore(position).fork();
    replayMigration(ledger, migration, this.grammar, script);
    return ledger;
  }

  private contextOf(
    migration: MigrationFile,
    position: number,
    changes: ReadonlyMap<string, SchemaChange>,
  ): Omit<MigrationContext, 'existsAtEnd' | 'isMadeAgainLater'> {
    const { source, base, declarationsOf } = this;
    const now = declarationsOf(source.schema);
    const state = this.stateOf(migration.name);
    const change = state === 'settled' ? changes.get(migration.name) : undefined;
    return {
      state,
      before: this.survey.ledgerBefore(position),
      declared: change ? declarationsOf(change.after) : now,
      declaredBefore: state === 'settled' ? change && declarationsOf(change.before) : base.declared,
      driftIgnore: this.driftIgnore,
      driftIgnoreBefore: state === 'settled' ? undefined : base.driftIgnore,
      prisma: { version: source.prisma.version, previewFeatures: now.previewFeatures },
      grammar: this.grammar,
      wasDeclared: (index) => {
        const schema = changes.get(index.named.migration)?.after;
        return (
          schema !== undefined && findDeclared(declarationsOf(schema), index.name, index.schema) !== undefined
        );
      },
    };
  }

  /** The schemas that settled migrations came with, and those that came with indexes made by hand that go. */
  private async schemaChanges(
    candidates: readonly (readonly [name: string, events: readonly IndexEvent[]])[],
  ): Promise<ReadonlyMap<string, SchemaChange>> {
    const names = new Set<string>();
    for (const [name, events] of candidates) {
      if (this.stateOf(name) === 'settled') names.add(name);
      for (const event of events) {
        if (event.kind === 'created' || !('index' in event)) continue;
        if (event.index.named.hand === 'hand') names.add(event.index.named.migration);
      }
    }
    const changes = names.size > 0 ? await this.source.history?.schemaWhenAdded([...names]) : undefined;
    return changes ?? new Map<string, SchemaChange>();
  }
}

function shortBase(commit: string): string {
  return commit.slice(0, 12);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
