import type { FileProblem } from '../core/config/problem';
import type { Finding, MigrationState } from '../core/finding';
import type { IndexEvent } from '../core/ledger/events';
import { replayMigration } from '../core/ledger/replay';
import { judgeMigration, type MigrationContext } from '../core/lint';
import { lintEdit } from '../core/lint-history';
import { patternTexts } from '../core/protection/ignored';
import { tryPatterns, type MatchPattern, type PatternTrial } from '../core/protection/patterns';
import type { Declarations, SchemaFile } from '../core/schema/declarations';
import { findDeclared } from '../core/schema/find-declared';
import { readDeclarations } from '../core/schema/read-declarations';
import { loadDropIndexReader } from '../core/sql/drop-index';
import type { Grammar } from '../core/sql/grammar';
import { readScript, type Script } from '../core/sql/statements';
import { stateOf, type MigrationFacts } from '../core/status/state';
import { lintBase, shortBase } from './base-findings';
import { readConfiguration, type Configuration } from './configuration';
import { lintConfiguration } from './configuration-findings';
import type { LintSource, MigrationFile, SchemaChange } from './lint-source';
import type { Progress } from './progress';
import { Survey } from './survey';

/** Words without which a migration that takes nothing away has no findings. */
const OF_INTEREST = /concurrently|migration-guard/i;

type ReadDeclarations = (files: readonly SchemaFile[]) => Declarations;

/** What is known of the base. */
interface BaseFacts extends MigrationFacts {
  readonly declared: Declarations | undefined;
  readonly driftIgnore: string | undefined;
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
  const [atBase, schema, driftIgnore] = await Promise.all([
    history?.settled(),
    history?.schemaAtBase(),
    history?.driftIgnoreAtBase(),
  ]);
  return {
    atBase,
    declared: schema && declarationsOf(schema),
    driftIgnore,
  };
}

export interface ProjectLintOptions {
  /** Tries the patterns of drift-ignore.json; without it they match nothing. */
  readonly matchPattern?: MatchPattern | undefined;
  readonly progress?: Progress | undefined;
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
    private readonly configuration: Configuration,
    private readonly patterns: PatternTrial,
  ) {}

  /** @throws what the source throws (a base that is gone, an unreadable repository) */
  static async open(
    source: LintSource,
    grammar: Grammar,
    { matchPattern, progress }: ProjectLintOptions = {},
  ): Promise<ProjectLint> {
    const declarationsOf = rememberingReader();
    const base = await readBase(source, declarationsOf);
    return new ProjectLint(
      source,
      grammar,
      new Survey(source.migrations, grammar, progress),
      base,
      declarationsOf,
      await readConfiguration(source, base.driftIgnore),
      tryPatterns(matchPattern),
    );
  }

  /** What is wrong with drift-ignore.json and migration-guard.json. */
  get problems(): readonly FileProblem[] {
    return this.configuration.problems;
  }

  /** Whether migration-guard.json has the migration left alone. */
  skips({ file }: MigrationFile): boolean {
    return this.configuration.guard?.skips(file) ?? false;
  }

  stateOf(migration: string): MigrationState {
    return stateOf(migration, this.base);
  }

  /**
   * Judges the named migrations, or all, as they were read; findings come in the order of the history, and behind them
   * those in drift-ignore.json and migration-guard.json.
   */
  async lint(only?: ReadonlySet<string>): Promise<Finding[]> {
    const { migrations } = this.source;
    const { guard } = this.configuration;
    const base = await lintBase(this.source, this.base.atBase, this.grammar, guard, only);
    const candidates = [...migrations.entries()].filter(
      ([position, migration]) =>
        (only?.has(migration.name) ?? true) &&
        !this.skips(migration) &&
        (base.byFile.has(migration.file) || this.isCandidate(migration, position)),
    );
    this.preparePatterns(candidates.map(([position]) => position));
    const changes = await this.schemaChanges(
      candidates.map(([position, { name }]) => [name, this.survey.eventsAt(position)]),
    );
    const dropIndexReader = candidates.length > 0 ? await loadDropIndexReader() : undefined;
    const used = new Set(base.usedEntries);
    const judged = candidates.flatMap(([position, migration]) => {
      const context: MigrationContext = {
        ...this.contextOf(migration, position, changes),
        ofHistory: { rules: base.rules, findings: base.byFile.get(migration.file) ?? [] },
        existsAtEnd: (index) => this.survey.existsAtEnd(index),
        isMadeAgainLater: (index) => this.survey.isMadeAfter(index, position),
        dropIndexReader,
      };
      const { findings, usedEntries } = judgeMigration(migration, context, this.survey.scriptAt(position));
      for (const entry of usedEntries) used.add(entry);
      return findings;
    });
    const skipped = new Set(migrations.filter((one) => this.skips(one)).map(({ name }) => name));
    const ofConfiguration = lintConfiguration(this.configuration, {
      migrations: migrations.map(({ name }) => name),
      wasJudged: (name) => (only?.has(name) ?? true) && !skipped.has(name),
      historyRules: base.rules,
      usedEntries: used,
      stopped: this.patterns.stopped,
    });
    return [...base.ofMissing, ...judged, ...ofConfiguration];
  }

  /** Whether there may be something to say about a migration. */
  private isCandidate({ name, text }: MigrationFile, position: number): boolean {
    const { guard, driftIgnore } = this.configuration;
    if (guard?.ignore.some(({ migration }) => migration === name)) return true;
    const events = this.survey.eventsAt(position);
    if (this.stateOf(name) === 'settled') return events.some((event) => this.survey.lasts(event, position));
    // A pattern may match any statement, and a suppression may match nothing.
    return events.length > 0 || Boolean(driftIgnore?.ignorePatterns.length) || OF_INTEREST.test(text);
  }

  /** Tries each pattern on all statements in one go: one by one that takes longer than everything else. */
  private preparePatterns(positions: readonly number[]): void {
    const patterns = this.configuration.driftIgnore?.ignorePatterns ?? [];
    if (patterns.length === 0) return;
    const texts = positions.flatMap((position) => {
      const migration = this.source.migrations[position];
      const script = this.survey.scriptAt(position);
      const isDraft = migration && script && this.stateOf(migration.name) !== 'settled';
      return isDraft ? patternTexts(migration.text, script) : [];
    });
    for (const { pattern } of patterns) this.patterns.prepare(pattern, texts);
  }

  /** Judges one migration with another text than the one that was read, or one that was not there then. */
  async lintText(edited: MigrationFile): Promise<readonly Finding[]> {
    const { migrations } = this.source;
    if (this.skips(edited)) return [];
    const known = migrations.findIndex((migration) => migration.name === edited.name);
    // A folder that is newer than what was read has a newer name.
    const position = known < 0 ? migrations.length : known;
    const script = readScript(edited.text);
    const events = this.replay(edited, position, script);
    const changes = await this.schemaChanges([[edited.name, events]]);
    const end = once(() => this.survey.endAfter(position, this.ledgerAfter(edited, position, script)));
    const context: MigrationContext = {
      ...this.contextOf(edited, position, changes),
      ofHistory: { rules: [], findings: await this.lintEdit(edited) },
      existsAtEnd: ({ schema, name }) => end().index(schema, name) !== undefined,
      isMadeAgainLater: (index) => this.survey.isMadeAfter(index, position),
      dropIndexReader: events.length > 0 ? await loadDropIndexReader() : undefined,
    };
    return judgeMigration(edited, context, script).findings;
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
  ): Omit<MigrationContext, 'existsAtEnd' | 'isMadeAgainLater' | 'ofHistory'> {
    const { source, base, configuration, declarationsOf } = this;
    const now = declarationsOf(source.schema);
    const state = this.stateOf(migration.name);
    const change = state === 'settled' ? changes.get(migration.name) : undefined;
    return {
      state,
      schema: state === 'settled' ? [] : source.schema,
      before: this.survey.ledgerBefore(position),
      declared: change ? declarationsOf(change.after) : now,
      declaredBefore: state === 'settled' ? change && declarationsOf(change.before) : base.declared,
      driftIgnore: configuration.driftIgnore,
      driftIgnoreBefore: state === 'settled' ? undefined : configuration.driftIgnoreAtBase,
      driftIgnoreFile: { file: source.driftIgnoreFile, text: source.driftIgnore?.text },
      patterns: this.patterns,
      config: configuration.guard,
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

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
