import type { ExplainedJson, ExplainJson } from '../core/reports/explain';
import { positionsIn } from '../core/text-positions';
import type { ServedQuery } from '../core/vectors/served-query';
import type { Explained, ExplainReport } from './explain';

/**
 * What `explain --json` prints; docs/explain.md promises this shape. What is left out of `version: 1` may be added to it.
 *
 * @param fileOf how a file or folder is named, which came in as an absolute path
 */
export function explainJson(report: ExplainReport, fileOf: (file: string) => string): ExplainJson {
  const { root, migrationsFolder, prisma, explained, unread, broken, notices } = report;
  const positions = positionsIn(report);
  const at = (file: string, offset: number) => positions(file)?.at(offset) ?? null;
  return {
    version: 1,
    root: fileOf(root),
    ...(migrationsFolder === undefined ? {} : { migrationsFolder: fileOf(migrationsFolder) }),
    prisma: prisma.version,
    explained: explained.map((one) => explainedJson(one, at, fileOf)),
    unread: unread.map(({ file, reason }) => ({ file: fileOf(file), reason })),
    broken: broken.map(({ file, range, message }) => ({
      ...{ file: fileOf(file), start: at(file, range.start), message },
    })),
    notices: [...notices],
  };
}

type PositionAt = (file: string, offset: number) => NonNullable<ExplainedJson['origin']>['start'];

function explainedJson(one: Explained, at: PositionAt, fileOf: (file: string) => string): ExplainedJson {
  const { kind, name, columns, what, provenance, unseen, howLost, keep, origin } = one;
  return {
    ...{ kind, schema: one.schema ?? null, table: one.table ?? null, name, columns },
    ...{ protected: one.isProtected, what, provenance },
    origin: origin
      ? {
          ...{ migration: origin.migration, file: fileOf(origin.file) },
          start: at(origin.file, origin.range.start),
          byHand: origin.author === 'hand',
          broughtIn: one.broughtIn ? { ...one.broughtIn, date: one.broughtIn.date.toISOString() } : null,
        }
      : null,
    ...{ declared: one.isDeclared ?? null, listed: one.isListed, reason: one.reason ?? null },
    ...{ unseen, howLost, threatened: one.isThreatened ?? null },
    ...{ takenBy: one.takenBy ?? null, cost: one.cost ?? null, keep },
    statements: one.statements ?? null,
    vector: one.query ? vectorJson(one.query) : null,
  };
}

function vectorJson({
  method,
  opclass,
  operator,
  distance,
  orderBy,
  likeness,
}: ServedQuery): ExplainedJson['vector'] {
  return {
    ...{ method, opclass, operator: operator ?? null, distance: distance ?? null },
    ...{ orderBy: orderBy ?? null, likeness: likeness ?? null },
  };
}
