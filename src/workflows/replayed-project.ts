import { withText, type GuardFile } from '../core/config/guard-file';
import type { MigrationState } from '../core/linter/findings/finding';
import type { PrismaFacts } from '../core/protection/expressible';
import type { Declarations, SchemaFile } from '../core/prisma-schema/declarations';
import { readSettings } from '../core/prisma-schema/read-declarations';
import type { Grammar } from '../core/sql/grammar';
import { stateOf, type MigrationFacts } from '../core/status/state';
import { readConfiguration, type Configuration } from './configuration';
import { HistoryCuts } from './history-cuts';
import type { LintSource, MigrationFile, TextFile } from './lint-source';
import { OtherRunner } from './other-runner';
import type { Progress } from './progress';
import { ReplayedHistory } from './replayed-history';
import { rememberingReader } from './schema-versions';

type LoadGrammar = () => Promise<Grammar>;

/** What is known of the base. */
export interface BaseFacts extends MigrationFacts {
  readonly schema: readonly SchemaFile[] | undefined;
  readonly driftIgnore: string | undefined;
  /** migration-guard.json, named as it would be in the working tree. */
  readonly guard: GuardFile | undefined;
}

async function readBase({ history }: LintSource): Promise<BaseFacts> {
  const [atBase, schema, driftIgnore, guard] = await Promise.all([
    history?.settled(),
    history?.schemaAtBase(),
    history?.driftIgnoreAtBase(),
    history?.guardConfigAtBase(),
  ]);
  return { atBase, schema, driftIgnore, guard };
}

/** What is there of a project. */
interface Facts {
  readonly source: LintSource;
  readonly base: BaseFacts;
  readonly replayed: ReplayedHistory;
  readonly configuration: Configuration;
}

/** One project after one replay of its history: all that a command asks of it is asked here. */
export class ReplayedProject {
  readonly source: LintSource;
  readonly base: BaseFacts;
  readonly replayed: ReplayedHistory;
  /** drift-ignore.json and migration-guard.json, with what is wrong with them. */
  readonly configuration: Configuration;
  readonly prisma: PrismaFacts;
  /** What was not known of the history when something hung on it, in this project and those made of it. */
  readonly cuts: HistoryCuts;
  readonly otherRunner: OtherRunner;
  /** Reads each version of the schema once. */
  readonly declarationsOf: (files: readonly SchemaFile[]) => Declarations;

  private constructor(
    facts: Facts,
    /** PostgreSQL's grammar. Loading it takes as long as linting a small project, so it is loaded at the first call. */
    readonly loadGrammar: LoadGrammar,
    declarationsOf = rememberingReader(),
    cuts = new HistoryCuts(facts.source.prisma8 !== undefined),
  ) {
    const { source, base, replayed, configuration } = facts;
    this.source = source;
    this.base = base;
    this.replayed = replayed;
    this.configuration = configuration;
    this.declarationsOf = declarationsOf;
    this.cuts = cuts;
    this.otherRunner = new OtherRunner(() =>
      source.migrations.filter(({ name }) => this.stateOf(name) === 'settled'),
    );
    const { previewFeatures } = readSettings(source.schema);
    this.prisma = { version: source.prisma.version, previewFeatures };
  }

  /**
   * Replays a project's history.
   *
   * @throws what the source throws (a base that is gone, an unreadable repository)
   */
  static async open(
    source: LintSource,
    loadGrammar: LoadGrammar,
    progress?: Progress,
  ): Promise<ReplayedProject> {
    // Git answers while the migrations are replayed.
    const [base, replayed] = await Promise.all([
      readBase(source),
      ReplayedHistory.of(source.migrations, loadGrammar, progress),
    ]);
    const configuration = await readConfiguration(source, base);
    return new ReplayedProject({ source, base, replayed, configuration }, loadGrammar);
  }

  /** What the schema in the working tree declares. */
  get declarations(): Declarations {
    return this.declarationsOf(this.source.schema);
  }

  /** Whether the person wants every migration to count as new, though git has them. */
  get isAllNew(): boolean {
    const { history } = this.source;
    return history !== undefined && history.base === undefined;
  }

  stateOf(migration: string): MigrationState {
    return stateOf(migration, this.base);
  }

  /** Whether migration-guard.json has the migration left alone. */
  skips({ file }: MigrationFile): boolean {
    return this.configuration.guard?.skips(file) ?? false;
  }

  /**
   * The project with another text of its drift-ignore.json, its migration-guard.json or what that extends; undefined for
   * any other file. The history is not replayed again.
   */
  async withConfigurationText(edited: TextFile): Promise<ReplayedProject | undefined> {
    const { source } = this;
    const isDriftIgnore = edited.file === source.driftIgnoreFile;
    const config = source.config && withText(source.config, edited);
    if (!isDriftIgnore && !config) return undefined;
    const changed = isDriftIgnore ? { ...source, driftIgnore: edited } : { ...source, config };
    const configuration = await readConfiguration(changed, this.base);
    return this.#with({ source: changed, configuration });
  }

  /** The project judged by another configuration. */
  withConfiguration(configuration: Configuration): ReplayedProject {
    return this.#with({ configuration });
  }

  /** The project with new migrations behind the others, which are not replayed again. */
  async followedBy(added: readonly MigrationFile[]): Promise<ReplayedProject> {
    const source = { ...this.source, migrations: [...this.source.migrations, ...added] };
    return this.#with({ source, replayed: this.replayed.followedBy(added, await this.loadGrammar()) });
  }

  #with(changed: Partial<Facts>): ReplayedProject {
    const { base, source, replayed, configuration, loadGrammar, declarationsOf, cuts } = this;
    return new ReplayedProject(
      { base, source, replayed, configuration, ...changed },
      loadGrammar,
      declarationsOf,
      cuts,
    );
  }
}

/**
 * Opens each project when it is first asked for, and gives the same one to whoever asks later. Meant for commands that ask
 * a database, which all need the grammar: while it is loaded, the database gets its questions, and answers during the
 * replay.
 */
export function openEachOnce(loadGrammar: LoadGrammar): (source: LintSource) => Promise<ReplayedProject> {
  const opened = new WeakMap<LintSource, Promise<ReplayedProject>>();
  return (source) => {
    const known = opened.get(source);
    if (known) return known;
    const opening = loadGrammar().then(() => ReplayedProject.open(source, loadGrammar));
    opened.set(source, opening);
    return opening;
  };
}
