import { inOperations } from '../core/prisma8/in-operations';
import type { Range } from '../core/range';
import type { LintReport } from './lint-report';
import type { LintSource, MigrationFile, Prisma8Source } from './lint-source';

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

/** The report with its findings in `ops.json`, where people look for them. */
export function asInFiles(report: LintReport, source: LintSource): LintReport {
  const { prisma8 } = source;
  if (!prisma8) return report;
  const operations = [...prisma8.operations.values()];
  const context = {
    places: new Map(operations.map(({ file, read }) => [file, read.places])),
    contract: contractName(prisma8, source),
  };
  return {
    ...report,
    findings: report.findings.map((finding) => inOperations(finding, context)),
    texts: new Map([...report.texts, ...operations.map(({ file, text }) => [file, text] as const)]),
  };
}

/** Puts a place in the SQL of a project's operations into the file; any other stays as it is. */
export function placeInFiles({
  prisma8,
}: Pick<LintSource, 'prisma8'>): <T extends { readonly file: string; readonly range: Range }>(place: T) => T {
  const operations = [...(prisma8?.operations.values() ?? [])];
  const places = new Map(operations.map(({ file, read }) => [file, read.places]));
  return (place) => {
    const map = places.get(place.file);
    return map ? { ...place, range: map.rangeOf(place.range) } : place;
  };
}

/** `contract.prisma` */
function contractName({ contract }: Prisma8Source, { schema }: LintSource): string {
  const file = contract?.file ?? schema[0]?.file ?? 'contract.prisma';
  return file.slice(file.lastIndexOf('/') + 1);
}
