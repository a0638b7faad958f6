import type { Finding, MigrationState } from '../core/finding';
import type { IndexEvent } from '../core/ledger/events';
import { judgeMigration, replayForJudging, type MigrationContext } from '../core/lint';
import { lintEdit, lintHistory } from '../core/lint-history';
import { readDriftIgnore, type DriftIgnore } from '../core/protection/drift-ignore';
import type { PrismaFacts } from '../core/protection/expressible';
import { mayBeProtected } from '../core/protection/protection';
import { isGenerated } from '../core/rules/intent';
import type { SchemaFile } from '../core/schema/declarations';
import { findDeclared } from '../core/schema/find-declared';
import { readSettings } from '../core/schema/read-declarations';
import { loadDropIndexReader, wantsDropIndexReader } from '../core/sql/drop-index';
import type { Grammar } from '../core/sql/grammar';
import { readScript, type Script } from '../core/sql/statements';
import { readSteps } from '../core/sql/steps';
import { inPrismaOrder } from '../core/status/order';
import { stateOf, type MigrationFacts } from '../core/status/state';
import type { LintSource, MigrationFile, SchemaChange } from './lint-source';
import { rememberingReader } from './schema-versions';
import { type IndexName, Survey } from './survey';

/** Words without which a migration that takes nothing away has no findings. */
const OF_INTEREST = /concurrently|migration-guard-ignore/i;

type LoadGrammar = () => Promise<Grammar>;

/** What is known of the base. */
interface BaseFacts extends MigrationFacts {
  readonly schema: readonly SchemaFile[] | undefined;
  readonly driftIgnore: DriftIgnore | undefined;
}

async function readBase({ history }: LintSource): Promise<BaseFacts> {
  const [atBase, schema, ignore] = await Promise.all([
    history?.settled(),
    history?.schemaAtBase(),
    history?.driftIgnoreAtBase(),
  ]);
  return { atBase, schema, driftIgnore: ignore === undefined ? undefined : readDriftIgnore('', ignore) };
}

/** One project, replayed once; then any of its migrations can be judged, also with a text that is not saved yet. */
export class ProjectLint {
  private textsAtBase: Promise<readonly MigrationFile[]> | undefined;
  private readonly declarationsOf = rememberingReader();
  private readonly driftIgnore: DriftIgnore | undefined;
  private readonly prisma: PrismaFacts;

  private constructor(
    private readonly source: LintSource,
    private readonly loadGrammar: LoadGrammar,
    private readonly base: BaseFacts,
    private readonly survey: Survey,
  ) {
    const { driftIgnore, prisma, schema } = source;
    this.driftIgnore = driftIgnore && readDriftIgnore(driftIgnore.file, driftIgnore.text);
    this.prisma = { version: prisma.version, previewFeatures: readSettings(schema).previewFeatures };
  }

  /**
   * @param loadGrammar is called when the grammar is first needed: loading it takes as long as linting a small project
   * @throws what the source throws (a base that is gone, an unreadable repository)
   */
  static async open(source: LintSource, loadGrammar: LoadGrammar): Promise<ProjectLint> {
    const base = await readBase(source);
    const firstOpen = source.migrations.findIndex(({ name }) => stateOf(name, base) !== 'settled');
    const survey = await Survey.of(source.migrations, loadGrammar, firstOpen);
    return new ProjectLint(source, loadGrammar, base, survey);
  }

  stateOf(migration: string): MigrationState {
    return stateOf(migration, this.base);
  }

  /** Judges the named migrations, or all, as they were read; findings come in the order of the history. */
  async lint(only?: ReadonlySet<string>): Promise<Finding[]> {
    const candidates = this.candidates(only);
    const ofBase = this.lintBase(only);
    if (candidates.length === 0) return await ofBase;
    const [parsers, changes] = await Promise.all([
      this.parsersFor(candidates.map(({ position, text }) => [text, this.survey.scriptAt(position)])),
      this.schemaChanges(candidates.map(({ name, position }) => [name, this.survey.eventsAt(position)])),
    ]);
    const judged = candidates.flatMap(({ position, ...migration }) => {
      const context = {
        ...parsers,
        existsAtEnd: (index: IndexName) => this.survey.existsAtEnd(index),
      };
      const script = this.survey.scriptAt(position);
      return judgeMigration(migration, this.contextOf(migration, position, changes, context), script)
        .findings;
    });
    return [...(await ofBase), ...judged];
  }

  /** The migrations that may have findings, with their positions; most of a history cannot. */
  private candidates(only?: ReadonlySet<string>): (MigrationFile & { readonly position: number })[] {
    return this.source.migrations.flatMap((migration, position) => {
      if (only && !only.has(migration.name)) return [];
      const events = this.survey.eventsAt(position);
      const mayHaveFindings =
        this.stateOf(migration.name) === 'settled'
          ? events.some((event) => this.survey.lasts(event, position) && this.mayBeTold(event, position))
          : events.length > 0 || OF_INTEREST.test(migration.text);
      return mayHaveFindings ? [{ ...migration, position }] : [];
    });
  }

  /**
   * Whether what a settled migration did may be more than Prisma doing its job. Prisma drops what the schema has ceased
   * to declare, so for most drops nobody needs to ask git for the schema of their time.
   */
  private mayBeTold(event: IndexEvent, position: number): boolean {
    const { driftIgnore, prisma } = this;
    if (!('index' in event) || mayBeProtected(event.index, { driftIgnore, prisma })) return true;
    const text = this.source.migrations[position]?.text ?? '';
    return event.kind === 'dropped' && !isGenerated(text, this.survey.scriptAt(position), event);
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
      await this.loadGrammar(),
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
    const parsers = await this.parsersFor([[edited.text, script]]);
    const before = this.survey.ledgerBefore(position);
    const replayed = replayForJudging(edited, { ...parsers, before }, script);
    const changes = await this.schemaChanges([[edited.name, replayed.events]]);
    const end = once(() => this.survey.endAfter(position, replayed.after));
    const context = this.contextOf(edited, position, changes, {
      ...parsers,
      existsAtEnd: ({ schema, name }) => end().index(schema, name) !== undefined,
    });
    return [...(await this.lintEdit(edited)), ...judgeMigration(edited, context, script, replayed).findings];
  }

  /** What judging these texts needs; each parser is loaded at its first use. */
  private async parsersFor(
    texts: readonly (readonly [text: string, script: Script])[],
  ): Promise<Pick<MigrationContext, 'grammar' | 'dropIndexReader'>> {
    const wantsReader = texts.some(([text, script]) => wantsDropIndexReader(text, readSteps(text, script)));
    const [grammar, dropIndexReader] = await Promise.all([
      this.loadGrammar(),
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

  /** The declarations are read when a rule asks: that takes long, and most migrations are judged without them. */
  private contextOf(
    { name }: MigrationFile,
    position: number,
    changes: ReadonlyMap<string, SchemaChange>,
    rest: Pick<MigrationContext, 'grammar' | 'dropIndexReader' | 'existsAtEnd'>,
  ): MigrationContext {
    const { source, base, survey, declarationsOf } = this;
    const state = this.stateOf(name);
    const change = state === 'settled' ? changes.get(name) : undefined;
    return {
      state,
      schema: state === 'settled' ? [] : source.schema,
      before: survey.ledgerBefore(position),
      get declared() {
        return declarationsOf(change ? change.after : source.schema);
      },
      get declaredBefore() {
        const schema = state === 'settled' ? change?.before : base.schema;
        return schema && declarationsOf(schema);
      },
      driftIgnore: this.driftIgnore,
      driftIgnoreBefore: state === 'settled' ? undefined : base.driftIgnore,
      prisma: this.prisma,
      wasDeclared: (index) => {
        const schema = changes.get(index.named.migration)?.after;
        return (
          schema !== undefined && findDeclared(declarationsOf(schema), index.name, index.schema) !== undefined
        );
      },
      isMadeAgainLater: (index) => survey.isMadeAfter(index, position),
      ...rest,
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
