import type { Finding } from '../core/linter/findings/finding';
import type { Range } from '../core/range';
import { HumanError } from '../core/human-error';
import { relationName } from '../core/ledger/records';
import { wouldSentence } from '../core/linter/findings/would';
import type { DeclaredTable } from '../core/prisma-schema/declarations';
import { findDeclaredTable } from '../core/prisma-schema/find-declared';
import { readWholeScript } from '../core/sql/steps';
import { namesIndex } from '../core/protection/drift-ignore';
import { cleanMigration, type CleanMigration, type KeptBack } from './clean-migration';
import { otherProvider } from './lint';
import type { LintSource } from './lint-source';
import { assertNoMistakes } from './configuration';
import { judgingBy, type JudgingOptions } from './judging';
import { textLinter } from './lint-text';
import { extensionsMade } from './replay-embedded';
import type { UndeclaredDrop } from './undeclared-drops';
import type { ReplayedProject } from './replayed-project';

/** What a person would run: `prisma migrate dev`, `prisma db push`, or with Prisma 8 `prisma db update`. */
type PredictedCommand = 'migrate dev' | 'db push' | 'db update';

/** What the project's own Prisma would do next. */
export interface Drafted {
  readonly command: PredictedCommand;
  /** What the schema was compared with: the history, replayed from empty, or a live database. */
  readonly from: 'history' | 'database';
  /** As Prisma writes it; empty for nothing. */
  readonly sql: string;
}

/** Where a model's name stands in the schema. */
interface ModelLocation {
  readonly model: string;
  readonly file: string;
  readonly range: Range;
}

export interface PredictedFinding {
  /** About `Prediction.sql`: its range counts in there. */
  readonly finding: Finding;
  /** `The next migrate dev would drop idx_a, an ivfflat index on a.b that Prisma cannot see.` */
  readonly message: string;
  /** The model whose table it is about; undefined where the schema has none. */
  readonly location: ModelLocation | undefined;
}

export interface Prediction extends Drafted {
  readonly root: string;
  readonly findings: readonly PredictedFinding[];
  /** What safe-migrate would make of the SQL, and what it would take out. It has no hold on `db push`. */
  readonly safeSql: string;
  readonly keptBack: readonly KeptBack[];
  /** What safe-migrate would make again behind it. */
  readonly broughtBack: readonly Finding[];
  /**
   * Whether the schema asks for nothing, and all that `migrate dev` would do is what it would do each time: take away indexes that
   * are listed in drift-ignore.json, or that stand there since the base. Then nobody's change is at fault.
   */
  readonly isStanding: boolean;
  /** With Prisma 8: what would be dropped that the contract never declared. */
  readonly drops?: readonly UndeclaredDrop[];
  /** The schema's files, in which offsets are counted. */
  readonly texts: ReadonlyMap<string, string>;
}

/** No folder of this name can be there: Prisma's begin with a number. */
const nextName = '(next)';

/**
 * Tells what a script that is not written yet would do to the indexes that the history makes: it is linted as if it were
 * the history's newest migration.
 *
 * @throws HumanError for mistakes in the configuration
 */
export async function predict(
  project: ReplayedProject,
  drafted: Drafted,
  options: JudgingOptions = {},
): Promise<Prediction> {
  assertNoMistakes(project.configuration);
  const { source } = project;
  const lintText = textLinter(project, judgingBy(options));
  const migration = { name: nextName, file: nextName, text: drafted.sql };
  const locationOf = modelLocator(project, drafted.sql);
  const findings = drafted.sql === '' ? [] : await lintText(migration);
  const clean = await cleanMigration(lintText, migration, extensionsMade(source.migrations));
  return {
    ...drafted,
    root: source.root,
    findings: findings
      .filter(({ suppressed }) => suppressed === undefined)
      .map((finding) => ({
        finding,
        message: wouldSentence(`The next ${drafted.command}`, finding.message),
        location: locationOf(finding),
      })),
    safeSql: clean.migration.text,
    keptBack: clean.keptBack,
    broughtBack: clean.broughtBack,
    // Nothing stands between db push and the database.
    isStanding: drafted.command === 'migrate dev' && isStanding(clean, project),
    texts: new Map(source.schema.map(({ file, text }) => [file, text])),
  };
}

function isStanding({ hasStatements, keptBack }: CleanMigration, project: ReplayedProject): boolean {
  if (hasStatements || keptBack.length === 0) return false;
  const { configuration, replayed } = project;
  const entries = configuration.driftIgnore?.entries ?? [];
  const indexes = replayed.endLedger().allIndexes();
  return keptBack.every(({ finding: { index: name, loss } }) => {
    const index = indexes.find((one) => one.name === name);
    if (!index || loss === undefined) return false;
    return (
      entries.some((entry) => namesIndex(entry, index)) ||
      (project.source.history !== undefined && project.stateOf(index.origin.migration) === 'settled')
    );
  });
}

/** Whether something protected would be lost, or the migration would fail. */
export function needsAttention({ findings }: Prediction): boolean {
  return findings.some(({ finding: { severity } }) => severity === 'error' || severity === 'warning');
}

/** @throws HumanError for a project of another database, of which we know nothing */
export function assertPostgres(source: LintSource): void {
  const provider = otherProvider(source);
  if (provider !== undefined) {
    throw new HumanError(`${source.root} is for ${provider}; Migration Guard supports PostgreSQL only.`);
  }
}

/** Finds the model that a finding is about: by the table of its index, else by that of its statement. */
function modelLocator(
  { source, declarations, replayed }: ReplayedProject,
  sql: string,
): (finding: Finding) => ModelLocation | undefined {
  const texts = new Map(source.schema.map(({ file, text }) => [file, text]));
  const indexes = replayed.endLedger().allIndexes();
  return ({ index: name, range }) => {
    const index = name === undefined ? undefined : indexes.find((one) => one.name === name);
    const table = index
      ? findDeclaredTable(declarations, relationName(index.table), index.schema)
      : tableOfStatement(sql, range, (found) => findDeclaredTable(declarations, found));
    return table && modelLocation(table, texts.get(table.file) ?? '');
  };
}

/** Prisma quotes every name that it writes. */
function tableOfStatement(
  sql: string,
  range: Range,
  find: (table: string) => DeclaredTable | undefined,
): DeclaredTable | undefined {
  const statement = readWholeScript(sql).statements.find(
    ({ start, end }) => start <= range.start && range.end <= end,
  );
  if (!statement) return undefined;
  const text = sql.slice(statement.start, statement.end);
  const name = /\b(?:TABLE|ON)\s+(?:"(?:[^"]|"")*"\.)?"((?:[^"]|"")*)"/.exec(text)?.[1];
  return name === undefined ? undefined : find(name.replaceAll('""', '"'));
}

/** Where the model of a table stands. */
export function locationOfTable(
  { source, declarations }: Pick<ReplayedProject, 'source' | 'declarations'>,
  table: string,
  schema: string | undefined,
): ModelLocation | undefined {
  const declared = findDeclaredTable(declarations, table, schema);
  const text = source.schema.find(({ file }) => file === declared?.file)?.text;
  return declared && modelLocation(declared, text ?? '');
}

function modelLocation({ model, file, range }: DeclaredTable, text: string): ModelLocation {
  const lead = /^\w+\s+/.exec(text.slice(range.start, range.end))?.[0].length ?? 0;
  const start = range.start + lead;
  return { model, file, range: { start, end: start + model.length } };
}
