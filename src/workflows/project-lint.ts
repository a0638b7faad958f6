import type { FileProblem } from '../core/json/problem';
import { fixedInPlace, type Finding, type MigrationState } from '../core/linter/findings/finding';
import type { IndexEvent } from '../core/ledger/events';
import { readNewText, replayNewText, type EditedMigration } from '../core/linter/edited-migration';
import { judgeMigration, type MigrationContext } from '../core/linter/lint';
import { lintEdit } from '../core/linter/lint-history';
import type { PrismaFacts } from '../core/protection/expressible';
import { patternTexts } from '../core/protection/pattern-texts';
import { tryPatterns, type MatchPattern, type PatternTrial } from '../core/protection/patterns';
import { mayBeProtected, wantsFormerSchema } from '../core/protection/protection';
import { isGenerated } from '../core/linter/change/intent';
import type { SchemaFile } from '../core/prisma-schema/declarations';
import { findDeclared } from '../core/prisma-schema/find-declared';
import { readSettings } from '../core/prisma-schema/read-declarations';
import { loadDropIndexReader, refineDropIndexes, wantsDropIndexReader } from '../core/sql/drop-index';
import { grammarNotLoaded, type Grammar } from '../core/sql/grammar';
import { readSteps, type Step } from '../core/sql/steps';
import { stateOf, type MigrationFacts } from '../core/status/state';
import { lintBase, shortBase } from './base-findings';
import { asksForMore } from '../core/linter/severities';
import { readConfiguration, type Configuration } from './configuration';
import { lintConfiguration } from './configuration-findings';
import type { LintSource, MigrationFile, SchemaChange, TextFile } from './lint-source';
import type { Progress } from './progress';
import { rememberingReader } from './schema-versions';
import { Survey } from './survey';

/** Words without which a migration that takes nothing away has no findings. */
const OF_INTEREST = /concurrently|migration-guard|drop\s+(?:default|sequence)/i;

type LoadGrammar = () => Promise<Grammar>;

/** What is known of the base. */
interface BaseFacts extends MigrationFacts {
  readonly schema: readonly SchemaFile[] | undefined;
  readonly driftIgnore: string | undefined;
}

async function readBase({ history }: LintSource): Promise<BaseFacts> {
  const [atBase, schema, driftIgnore] = await Promise.all([
    history?.settled(),
    history?.schemaAtBase(),
    history?.driftIgnoreAtBase(),
  ]);
  return { atBase, schema, driftIgnore };
}

export interface ProjectLintOptions {
  /** Tries the patterns of drift-ignore.json; without it they match nothing. */
  readonly matchPattern?: MatchPattern | undefined;
  readonly progress?: Progress | undefined;
  /** Settled migrations that are still to be applied to a database: what they do is told as badly as that of drafts. */
  readonly pending?: ReadonlySet<string> | undefined;
}

/** One project, replayed once; then any of its migrations can be judged, also with a text that is not saved yet. */
export class ProjectLint {
  private textsAtBase: Promise<readonly MigrationFile[]> | undefined;
  /** Somebody types in one migration at a time. */
  private lastEdited: EditedMigration | undefined;

  private readonly declarationsOf = rememberingReader();
  private readonly prisma: PrismaFacts;
  private readonly patterns: PatternTrial;

  private constructor(
    private readonly source: LintSource,
    private readonly loadGrammar: LoadGrammar,
    private readonly base: BaseFacts,
    private readonly survey: Survey,
    private readonly configuration: Configuration,
    private readonly matchPattern: MatchPattern | undefined,
    private readonly pending: ReadonlySet<string>,
  ) {
    const { prisma, schema } = source;
    this.patterns = tryPatterns(matchPattern);
    this.prisma = { version: prisma.version, previewFeatures: readSettings(schema).previewFeatures };
  }

  /**
   * @param loadGrammar is called when the grammar is first needed: loading it takes as long as linting a small project
   * @throws what the source throws (a base that is gone, an unreadable repository)
   */
  static async open(
    source: LintSource,
    loadGrammar: LoadGrammar,
    { matchPattern, progress, pending = new Set() }: ProjectLintOptions = {},
  ): Promise<ProjectLint> {
    // Git answers while the migrations are replayed.
    const [base, survey] = await Promise.all([
      readBase(source),
      Survey.of(source.migrations, loadGrammar, progress),
    ]);
    return new ProjectLint(
      source,
      loadGrammar,
      base,
      survey,
      await readConfiguration(source, base.driftIgnore),
      matchPattern,
      pending,
    );
  }

  /** What is wrong with drift-ignore.json and migration-guard.json. */
  get problems(): readonly FileProblem[] {
    return this.configuration.problems;
  }

  /** The history as it was replayed. */
  get replayed(): Pick<Survey, 'endLedger' | 'eventsAt' | 'ledgerBefore'> {
    return this.survey;
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
    const base = await lintBase(this.source, this.base.atBase, this.loadGrammar, guard, only);
    const candidates = [...migrations.entries()].filter(
      ([position, migration]) =>
        (only?.has(migration.name) ?? true) &&
        !this.skips(migration) &&
        (base.byFile.has(migration.file) || this.isCandidate(migration, position)),
    );
    this.preparePatterns(candidates.map(([position]) => position));
    const parsers = await this.parsersFor(
      candidates.map(([position, { text }]) => [text, readSteps(text, this.survey.scriptAt(position))]),
    );
    const changes = await this.schemaChanges(
      candidates.map(([position, { name }]) => [name, this.survey.eventsAt(position)]),
      parsers.grammar,
    );
    const used = new Set(base.usedEntries);
    const judged = candidates.flatMap(([position, migration]) => {
      const context = this.contextOf(migration, position, changes, {
        ...parsers,
        state: this.stateOf(migration.name),
        ofHistory: { rules: base.rules, findings: base.byFile.get(migration.file) ?? [] },
        existsAtEnd: (index) => this.survey.existsAtEnd(index),
      });
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
    if (this.stateOf(name) === 'settled' && !this.pending.has(name)) {
      return events.some((event) => this.survey.lasts(event, position) && this.mayBeTold(event, position));
    }
    // A pattern may match any statement, and a suppression may match nothing.
    if (events.length > 0 || OF_INTEREST.test(text)) return true;
    return Boolean(driftIgnore?.ignorePatterns.length) || asksForMore(guard);
  }

  /**
   * Whether what a settled migration did may be more than Prisma doing its job. Prisma drops what the schema has ceased
   * to declare, so for most drops nobody needs to ask git for the schema of their time.
   */
  private mayBeTold(event: IndexEvent, position: number): boolean {
    const { driftIgnore } = this.configuration;
    if (!('index' in event) || mayBeProtected(event.index, { driftIgnore, prisma: this.prisma })) return true;
    const text = this.source.migrations[position]?.text ?? '';
    return event.kind === 'dropped' && !isGenerated(text, this.survey.scriptAt(position), event);
  }

  /** Tries each pattern on all statements in one go: one by one that takes longer than everything else. */
  private preparePatterns(positions: readonly number[]): void {
    const patterns = this.configuration.driftIgnore?.ignorePatterns ?? [];
    if (patterns.length === 0) return;
    const texts = positions.flatMap((position) => {
      const migration = this.source.migrations[position];
      const script = this.survey.scriptAt(position);
      const isDraft = migration && this.stateOf(migration.name) !== 'settled';
      return isDraft ? patternTexts(migration.text, script) : [];
    });
    for (const { pattern } of patterns) this.patterns.prepare(pattern, texts);
  }

  /**
   * Judges one migration with another text than the one that was read, or one that was not there then.
   *
   * @param isAppliedLocally whether a row of the local database says so
   */
  async lintText(edited: MigrationFile, isAppliedLocally = false): Promise<readonly Finding[]> {
    const { migrations } = this.source;
    if (this.skips(edited)) return [];
    const known = migrations.findIndex((migration) => migration.name === edited.name);
    // A folder that is newer than what was read has a newer name.
    const position = known < 0 ? migrations.length : known;
    const read = readNewText(edited, this.lastEdited);
    this.lastEdited = undefined;
    const parsers = await this.parsersFor([[edited.text, read.read.steps]]);
    const { dropIndexReader } = parsers;
    const steps = dropIndexReader
      ? refineDropIndexes(edited.text, read.read.steps, dropIndexReader)
      : read.read.steps;
    const before = this.survey.ledgerBefore(position);
    const now = replayNewText(read, { ...parsers, before }, steps);
    const {
      reading: { script },
      replayed,
    } = now;
    const changes = await this.schemaChanges([[edited.name, replayed.events]], parsers.grammar);
    const ofFiles = this.stateOf(edited.name);
    const context = this.contextOf(edited, position, changes, {
      ...parsers,
      state: ofFiles === 'draft' && isAppliedLocally ? 'local' : ofFiles,
      ofHistory: { rules: [], findings: await this.lintEdit(edited) },
      existsAtEnd: (index) => this.survey.wouldExistAtEnd(index, position, replayed),
    });
    const { findings } = judgeMigration(edited, context, script, replayed);
    this.lastEdited = now;
    // What was read moves with the next edit; what is said of it does not.
    return findings.map(fixedInPlace);
  }

  /** What linting would say of drift-ignore.json or migration-guard.json if it had this text. */
  async lintConfigurationText(edited: TextFile): Promise<readonly Finding[]> {
    const { source, loadGrammar, base, survey, matchPattern, pending } = this;
    const changed =
      edited.file === source.driftIgnoreFile
        ? { ...source, driftIgnore: edited }
        : edited.file === source.config?.file && { ...source, config: edited };
    if (!changed) return [];
    const configuration = await readConfiguration(changed, base.driftIgnore);
    const asEdited = new ProjectLint(
      changed,
      loadGrammar,
      base,
      survey,
      configuration,
      matchPattern,
      pending,
    );
    return (await asEdited.lint()).filter(({ file }) => file === edited.file);
  }

  /** What judging these texts needs; each parser is loaded at its first use. */
  private async parsersFor(
    texts: readonly (readonly [text: string, steps: readonly Step[]])[],
  ): Promise<Pick<MigrationContext, 'grammar' | 'dropIndexReader'>> {
    const wantsReader = texts.some(([text, steps]) => wantsDropIndexReader(text, steps));
    const [grammar, dropIndexReader] = await Promise.all([
      texts.length > 0 ? this.loadGrammar() : grammarNotLoaded,
      wantsReader ? loadDropIndexReader() : undefined,
    ]);
    return { grammar, dropIndexReader };
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

  private contextOf(
    migration: MigrationFile,
    position: number,
    changes: ReadonlyMap<string, SchemaChange>,
    rest: Pick<MigrationContext, 'state' | 'grammar' | 'dropIndexReader' | 'existsAtEnd' | 'ofHistory'>,
  ): MigrationContext {
    const { source, base, configuration, survey, declarationsOf } = this;
    const { state } = rest;
    const change = state === 'settled' ? changes.get(migration.name) : undefined;
    const before = state === 'settled' ? change?.before : base.schema;
    return {
      ...rest,
      isPending: this.pending.has(migration.name),
      schema: state === 'settled' ? [] : source.schema,
      before: survey.ledgerBefore(position),
      declared: declarationsOf(change ? change.after : source.schema),
      declaredBefore: before && declarationsOf(before),
      driftIgnore: configuration.driftIgnore,
      driftIgnoreBefore: state === 'settled' ? undefined : configuration.driftIgnoreAtBase,
      driftIgnoreFile: { file: source.driftIgnoreFile, text: source.driftIgnore?.text },
      patterns: this.patterns,
      config: configuration.guard,
      prisma: this.prisma,
      isMadeAgainLater: (index) => survey.isMadeAfter(index, position),
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
    grammar: Grammar,
  ): Promise<ReadonlyMap<string, SchemaChange>> {
    const facts = { driftIgnore: this.configuration.driftIgnore, prisma: this.prisma, grammar };
    const names = new Set<string>();
    for (const [name, events] of candidates) {
      if (this.stateOf(name) === 'settled') names.add(name);
      for (const event of events) {
        if (event.kind === 'created' || !('index' in event)) continue;
        if (wantsFormerSchema(event.index, facts)) names.add(event.index.named.migration);
      }
    }
    const changes = names.size > 0 ? await this.source.history?.schemaWhenAdded([...names]) : undefined;
    return changes ?? new Map<string, SchemaChange>();
  }
}
