import type { Finding } from '../core/linter/findings/finding';
import { inOperations, type WrittenBy } from '../core/prisma8/in-operations';
import type { Operation8, OperationsFile } from '../core/prisma8/operations-file';
import type { Range } from '../core/range';
import { positionsOf } from '../core/text-positions';
import { postgresqlRefuses } from '../core/linter/rules/postgresql-refuses';
import { refusedReport } from '../core/linter/rules/prisma-refuses';
import { entriesFor, suppressionByEntries } from '../core/linter/suppressions';
import { toFindings } from '../core/linter/to-findings';
import type { LintReport } from './lint-report';
import type { LintSource, MigrationFile, OperationsScript, Prisma8Source } from './lint-source';
import { contractName } from './prisma8-files';
import type { ReplayedProject } from './replayed-project';

/** One way through the migrations of a project of Prisma 8, with those that are to be looked at on it. */
export interface Line {
  readonly source: LintSource;
  /** Undefined means all. */
  readonly only: ReadonlySet<string> | undefined;
}

/**
 * The ways on which the migrations are judged: first the main line, then what lies beside it. Each migration is looked at
 * once.
 */
export function linesOf(source: LintSource, only: ReadonlySet<string> | undefined): [Line, ...Line[]] {
  const others = linesBeside(source).flatMap(({ migrations, names }): Line[] => {
    const wanted = names.filter((name) => only?.has(name) ?? true);
    return wanted.length > 0 ? [{ source: { ...source, migrations }, only: new Set(wanted) }] : [];
  });
  return [{ source, only }, ...others];
}

/** The migrations that do not lie on the main line, each once. */
export function migrationsBeside(source: LintSource): MigrationFile[] {
  return linesBeside(source).flatMap(({ migrations, names }) =>
    migrations.filter(({ name }) => names.includes(name)),
  );
}

/** Each other line, with the names of those of its migrations that are in none before it. */
function linesBeside(source: LintSource): { migrations: readonly MigrationFile[]; names: string[] }[] {
  const known = new Set(source.migrations.map(({ name }) => name));
  return (source.prisma8?.otherLines ?? []).map((migrations) => ({
    migrations,
    names: newIn(migrations, known),
  }));
}

function newIn(migrations: readonly MigrationFile[], known: Set<string>): string[] {
  const names = migrations.map(({ name }) => name).filter((name) => !known.has(name));
  for (const name of names) known.add(name);
  return names;
}

/** The reports on the lines as one. Notices and what was found in the project's other files are the same in each. */
export function joined([main, ...others]: readonly [LintReport, ...LintReport[]]): LintReport {
  return {
    ...main,
    migrations: main.migrations + others.reduce((sum, { linted }) => sum + linted, 0),
    linted: main.linted + others.reduce((sum, { linted }) => sum + linted, 0),
    findings: [...main.findings, ...others.flatMap(({ findings }) => findings)],
    settledFiles: [...new Set([main, ...others].flatMap(({ settledFiles }) => settledFiles ?? []))],
    notices: [...new Set([main, ...others].flatMap(({ notices }) => notices))],
    texts: new Map([main, ...others].flatMap(({ texts }) => [...texts])),
  };
}

/** What there is to say of migrations that Prisma does not apply, of those of a line that are looked at. */
export function lintRefused(project: ReplayedProject, only: ReadonlySet<string> | undefined): Finding[] {
  const { source, configuration } = project;
  const { guard } = configuration;
  const wanted = new Set(
    source.migrations
      .filter((migration) => (only?.has(migration.name) ?? true) && !project.skips(migration))
      .map(({ name }) => name),
  );
  const refused = (source.prisma8?.refused ?? []).filter(({ migration }) => wanted.has(migration));
  return refused.flatMap((one) =>
    toFindings([refusedReport(one, project.stateOf(one.migration))], {
      config: guard,
      suppressionOf: (report) => suppressionByEntries(report, entriesFor(one.migration, guard)),
    }),
  );
}

/** The report with its findings in `ops.json`, where people look for them, and in the script that writes it. */
export async function asInFiles(report: LintReport, source: LintSource): Promise<LintReport> {
  const { prisma8 } = source;
  if (!prisma8) return report;
  const { findings, texts } = await inFiles(report.findings, source, prisma8);
  return { ...report, findings, texts: new Map([...report.texts, ...texts]) };
}

/** @returns the findings, and the texts in which their places are counted */
async function inFiles(
  all: readonly Finding[],
  source: LintSource,
  prisma8: Prisma8Source,
): Promise<{ readonly findings: Finding[]; readonly texts: ReadonlyMap<string, string> }> {
  const byFile = new Map(
    [...prisma8.operations].map(([migration, operations]) => [operations.file, { migration, ...operations }]),
  );
  const texts = new Map([...byFile.values(), ...prisma8.refused].map(({ file, text }) => [file, text]));
  const scripts = new Map<string, OperationsScript | undefined>();
  for (const file of new Set(all.map((finding) => finding.file))) {
    const operations = byFile.get(file);
    const script = operations && (await prisma8.scriptOf(operations.migration));
    scripts.set(file, script);
    if (script) texts.set(script.file, script.text);
  }
  const context = {
    places: new Map([...byFile.values()].map(({ file, read }) => [file, read.places])),
    contract: contractName(source),
  };
  const findings = all.flatMap((finding) => {
    const read = byFile.get(finding.file)?.read;
    const written = inScript(finding, read, scripts.get(finding.file));
    if (isLeftOut(finding, read)) return [];
    return inOperations(atComment(finding, read, written), context, written);
  });
  return { findings, texts };
}

/** Whether Prisma does not carry the statement out because what it makes is there, and so PostgreSQL refuses nothing. */
function isLeftOut({ rule, message, range }: Finding, read: OperationsFile | undefined): boolean {
  if (rule !== postgresqlRefuses.id || !message.includes(' once more')) return false;
  return operationAt(read, range)?.isChecked === true;
}

/** A finding about a comment stands where that is: in the script. */
function atComment(
  finding: Finding,
  read: OperationsFile | undefined,
  written: WrittenBy | undefined,
): Finding {
  if (!written || !read || read.places.has(finding.range.start)) return finding;
  const { file, range } = written.location;
  return { ...finding, file, range };
}

function operationAt(read: OperationsFile | undefined, { start }: Range): Operation8 | undefined {
  return read?.operations.find(({ range }) => range.start <= start && start < range.end);
}

/** The operation in the script that writes it, where that can be told. */
function inScript(
  { range }: Finding,
  read: OperationsFile | undefined,
  script: OperationsScript | undefined,
): WrittenBy | undefined {
  if (!read || script?.operations?.length !== read.operations.length) return undefined;
  const operation = operationAt(read, range);
  const at = operation && script.operations[read.operations.indexOf(operation)];
  if (!at) return undefined;
  return {
    location: { file: script.file, range: at, message: `written by this operation: ${operation.label}` },
    line: positionsOf(script.text).at(at.start).line,
  };
}
