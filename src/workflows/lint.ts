import type { Finding, MigrationState } from '../core/linter/findings/finding';
import { rules } from '../core/linter/rules/registry';
import { postgresProviders } from '../core/prisma-schema/datasource';
import { settingFiles } from '../core/config/guard-file';
import { readDeclarations } from '../core/prisma-schema/read-declarations';
import { loadGrammar } from '../core/sql/grammar';
import { skipNotice, unplannedNotice, type LintReport } from './lint-report';
import type { LintSource, UnreadFile } from './lint-source';
import { withEntryFixes } from './entry-fixes';
import { judgingBy, type JudgingOptions } from './judging';
import { lintMigrations } from './lint-migrations';
import { asInFiles, joined, linesOf, lintRefused } from './lint-prisma8';
import type { Progress } from './progress';
import { countUnread } from './unread-statements';
import { lintLoosening } from './loosened-guard';
import { ReplayedProject } from './replayed-project';
import { grouped } from '../core/grouped';
import type { Range } from '../core/range';
import { positionsOf } from '../core/text-positions';
import { lintCodeIfAsked, queriesFound, queryNotices } from './queries-found';
import { lintMadeQueries, type FindCode } from './vector-queries';

export interface LintOptions extends JudgingOptions {
  /** Names of the migrations to look at; all where it is not given. */
  readonly only?: ReadonlySet<string> | undefined;
  readonly progress?: Progress | undefined;
  /** Finds the project's code, where vector queries are looked for if somebody asks for it. */
  readonly findCode?: FindCode | undefined;
  /** Whether somebody does; migration-guard.json may, too. */
  readonly queries?: boolean | undefined;
}

/** As the databases write themselves. */
const databases: ReadonlyMap<string, string> = new Map([
  ['cockroachdb', 'CockroachDB'],
  ['mongodb', 'MongoDB'],
  ['mysql', 'MySQL'],
  ['sqlite', 'SQLite'],
  ['sqlserver', 'SQL Server'],
]);

/** The database that the project is for, as people call it; undefined where that is PostgreSQL. */
export function otherDatabase(source: LintSource): string | undefined {
  const provider = otherProvider(source);
  return provider === undefined ? undefined : (databases.get(provider) ?? provider);
}

/** The database that a project is for, where it is another one than PostgreSQL. */
export function otherProvider(source: Pick<LintSource, 'schema' | 'lockProvider'>): string | undefined {
  const provider = readDeclarations(source.schema).provider ?? source.lockProvider;
  return provider === undefined || postgresProviders.has(provider) ? undefined : provider;
}

/** The texts in which findings' and edits' offsets are counted, by file. */
export function textsOf({ migrations, schema, driftIgnore, config }: LintSource): Map<string, string> {
  const others = [...(driftIgnore ? [driftIgnore] : []), ...(config ? settingFiles(config) : [])];
  return new Map([...migrations, ...schema, ...others].map(({ file, text }) => [file, text]));
}

/**
 * Lints one project: each migration against the ledger of those before it. Where drift-ignore.json or
 * migration-guard.json is broken nothing is judged: it might be judged by the wrong settings.
 *
 * @throws what the source throws (a base that is gone, an unreadable repository)
 */
export async function lintProject(source: LintSource, options: LintOptions = {}): Promise<LintReport> {
  const skipped = otherDatabase(source);
  if (skipped !== undefined) {
    return { ...nothingOf(source, options), skipped, notices: [skipNotice(skipped)], texts: new Map() };
  }
  if (isUnplanned(source)) {
    return { ...nothingOf(source, options), unplanned: true, notices: [unplannedNotice()], texts: new Map() };
  }
  const { progress } = options;
  progress?.say(`Linting ${grouped(source.migrations.length)} migrations…`);
  return await lintLines(await ReplayedProject.open(source, loadGrammar, progress), options);
}

/** Whether a database of the project may change though there is no migration, not even one that cannot be read. */
function isUnplanned({ prisma8, unread = [] }: LintSource): boolean {
  return prisma8 !== undefined && prisma8.operations.size === 0 && unread.length === 0;
}

/** The same for a PostgreSQL project whose migrations have been replayed, of Prisma 8 those of the main line. */
export async function lintLines(project: ReplayedProject, options: LintOptions = {}): Promise<LintReport> {
  const { source } = project;
  const [main, ...others] = linesOf(source, options.only);
  const reports: [LintReport, ...LintReport[]] = [
    await lintReplayed(project, { ...options, only: main.only }),
  ];
  for (const { source: line, only } of others) {
    const beside = await ReplayedProject.open(line, loadGrammar, options.progress);
    reports.push(await lintReplayed(beside, { ...options, only }));
  }
  const report = await asInFiles(joined(reports), source);
  return { ...report, findings: withEntryFixes(report.findings, source) };
}

/** Lints one line of migrations that has been replayed. */
async function lintReplayed(
  project: ReplayedProject,
  { only, findCode, queries = false, ...options }: Omit<LintOptions, 'progress'> = {},
): Promise<LintReport> {
  const { source } = project;
  const nothing = nothingOf(source, { only });
  const texts = textsOf(source);
  const { unread, notices } = settledApart(source, (migration) => project.stateOf(migration));
  const { problems } = project.configuration;
  if (problems.length > 0) return { ...nothing, broken: problems, unread, notices, texts };
  const judging = judgingBy(options);
  const findings = await lintMigrations(project, judging, only);
  const inHistory = await lintMadeQueries(
    project,
    (name) => (only?.has(name) ?? true) && (queries || project.stateOf(name) !== 'settled'),
  );
  // Who names migrations asks for these.
  const inCode = only && !queries ? undefined : await lintCodeIfAsked(project, findCode, queries);
  const found = inCode && queriesFound([inHistory, inCode], inCode);
  const allTexts = inCode ? new Map([...texts, ...inCode.texts]) : texts;
  const loosened = await lintLoosening(project, findings, (as) => lintMigrations(as, judging, only), only);
  // Whether a migration is new decides most of what is said of it.
  if (!source.history && !source.prisma8 && findings.length > 0) project.cuts.meet({ cut: 'none' });
  return {
    ...nothing,
    settledFiles: source.migrations
      .filter(({ name }) => project.stateOf(name) === 'settled')
      .map(({ file }) => file),
    mayMend: nothing.mayMend && unread.length === 0,
    linted: source.migrations.filter(
      (migration) => (only?.has(migration.name) ?? true) && !project.skips(migration),
    ).length,
    findings: [
      ...withMade(findings, inHistory.findings),
      ...lintRefused(project, only),
      ...loosened,
      ...(inCode?.findings ?? []),
    ],
    ...(found && { queries: found }),
    unreadStatements: await countUnread(project, only),
    leftOut: leftOutOf(project, only),
    unread: [...unread, ...(inCode?.code.unread ?? [])],
    notices: [
      ...notices,
      ...project.cuts.notices,
      ...project.otherRunner.notices,
      ...(found ? queryNotices(found, placeNames(source, allTexts)) : []),
    ],
    texts: allTexts,
  };
}

/** `src/search.ts:12`, from the project's folder where it is in it. */
function placeNames(
  { root }: LintSource,
  texts: ReadonlyMap<string, string>,
): (file: string, range?: Range) => string {
  return (file, range) => {
    const name = file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;
    return range ? `${name}:${positionsOf(texts.get(file) ?? '').at(range.start).line}` : name;
  };
}

/** The findings in a migration's functions and views stand among its others, in the order of their positions. */
function withMade(findings: readonly Finding[], made: readonly Finding[]): readonly Finding[] {
  if (made.length === 0) return findings;
  const files = [...new Set([...findings, ...made].map(({ file }) => file))];
  return [...findings, ...made].toSorted(
    (a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.range.start - b.range.start,
  );
}

/** The report of a project of which nothing has been judged. */
function nothingOf(
  { root, migrationsFolder, migrations, prisma, history }: LintSource,
  { only }: Pick<LintOptions, 'only'>,
): Omit<LintReport, 'texts'> {
  const mayMend = history?.base !== undefined || only !== undefined;
  return {
    ...{ root, migrationsFolder, prisma, migrations: migrations.length, linted: 0, mayMend },
    ...{ findings: [], notices: [], broken: [] },
  };
}

/** What the configuration leaves out, of the migrations that were asked for. */
function leftOutOf(
  project: ReplayedProject,
  only: ReadonlySet<string> | undefined,
): NonNullable<LintReport['leftOut']> {
  const asked = project.source.migrations.filter(({ name }) => only?.has(name) ?? true);
  const severities = project.configuration.guard?.severities ?? new Map<string, string>();
  return {
    rules: rules
      .filter(({ id, isOffByDefault }) => severities.get(id) === 'off' && !isOffByDefault)
      .map(({ id }) => id),
    migrations: asked.filter((migration) => project.skips(migration)).length,
  };
}

/** A settled migration that cannot be read is no news, and nobody can be asked to repair it: that is only reported. */
export function settledApart(
  { unread = [], prisma8 }: Pick<LintSource, 'unread' | 'prisma8'>,
  stateOf: (migration: string) => MigrationState,
): { unread: UnreadFile[]; notices: string[] } {
  const isSettled = ({ migration }: UnreadFile): boolean =>
    // Prisma 8 reads all of them each time, and stops where it cannot.
    migration !== undefined && stateOf(migration) === 'settled' && !prisma8;
  return {
    unread: unread.filter((file) => !isSettled(file)),
    notices: unread
      .filter(isSettled)
      .map(
        ({ migration = '', reason }) =>
          `The migration ${migration}, which is already merged, could not be read: ${reason}.`,
      ),
  };
}
