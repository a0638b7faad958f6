import type { PredictedFindingJson, PredictJson } from '../../../core/reports/predict';
import type { Prediction, PredictedFinding } from '../../../workflows/predict';
import type { UndeclaredDrop } from '../../../workflows/undeclared-drops';
import { objectJson } from '../../../workflows/lint-json';
import { needsAttention } from '../../../workflows/predict';
import { positionsOf, type TextPositions } from '../../../core/text-positions';
import type { Range } from '../../../core/range';
import { pathFrom } from '../../output/positions';
import { safeJson } from '../../output/printable';

export interface PredictJsonOptions {
  readonly cwd: string;
  /** The version of the project's Prisma. */
  readonly prisma: string;
  /** What a person should know of how this was found out. */
  readonly note: string | undefined;
}

/** The prediction as JSON; docs/predict.md promises this shape. What is left out of `version: 1` may be added to it. */
export function predictJson(prediction: Prediction, { cwd, prisma, note }: PredictJsonOptions): string {
  const { root, command, from, sql, safeSql, keptBack, broughtBack, isStanding, findings, texts, drops } =
    prediction;
  const ofSql = positionsOf(sql);
  const known = new Map<string, TextPositions>();
  const positionsIn = (file: string): TextPositions => {
    const positions = known.get(file) ?? positionsOf(texts.get(file) ?? '');
    known.set(file, positions);
    return positions;
  };
  const json: PredictJson = {
    version: 1,
    root: pathFrom(cwd, root),
    prisma,
    command,
    from,
    note: note ?? null,
    needsAttention: needsAttention(prediction),
    eachTime: isStanding,
    sql,
    safeSql,
    keptBack: keptBack.map(({ statement, finding }) => ({ statement, index: finding.index ?? null })),
    broughtBack: broughtBack.map(({ rule, objects = [] }) => ({ rule, objects: objects.map(objectJson) })),
    findings: findings.map((one) => findingJson(one, ofSql, positionsIn, cwd)),
    ...(drops && { drops: drops.map((drop) => dropJson(drop, ofSql)) }),
  };
  return safeJson(json);
}

function dropJson(
  { kind, schema, table, name, definition, madeIn, range }: UndeclaredDrop,
  ofSql: TextPositions,
): NonNullable<PredictJson['drops']>[number] {
  return {
    ...{ kind, schema: schema ?? null, table: table ?? null, name },
    ...{ definition: definition ?? null, madeIn: madeIn ?? null, sqlRange: rangeJson(range, ofSql) },
  };
}

function findingJson(
  { finding, message, location }: PredictedFinding,
  ofSql: TextPositions,
  positionsIn: (file: string) => TextPositions,
  cwd: string,
): PredictedFindingJson {
  const { rule, severity, index, loss, why, range } = finding;
  return {
    rule,
    severity,
    index: index ?? null,
    loss: loss ?? null,
    message,
    why,
    sqlRange: rangeJson(range, ofSql),
    model: location
      ? {
          name: location.model,
          file: pathFrom(cwd, location.file),
          range: rangeJson(location.range, positionsIn(location.file)),
        }
      : null,
  };
}

function rangeJson({ start, end }: Range, positions: TextPositions) {
  return { start: positions.at(start), end: positions.at(end) };
}
