import type { Prediction, PredictedFinding } from '../../../workflows/predict';
import { needsAttention } from '../../../workflows/predict';
import { placesOf, type TextPlaces } from '../../../core/text-places';
import type { Range } from '../../../core/range';
import { pathFrom } from '../../output/positions';
import { safeJson } from '../../output/printable';

export interface PredictJsonOptions {
  readonly cwd: string;
  /** The version of the project's Prisma. */
  readonly prisma: string;
  /** What a person should know of how this was told. */
  readonly note: string | undefined;
}

/** The prediction as JSON; docs/predict.md promises this shape. What is left out of `version: 1` may be added to it. */
export function predictJson(prediction: Prediction, { cwd, prisma, note }: PredictJsonOptions): string {
  const { root, command, from, sql, safeSql, keptBack, findings, texts } = prediction;
  const ofSql = placesOf(sql);
  const known = new Map<string, TextPlaces>();
  const placesIn = (file: string): TextPlaces => {
    const places = known.get(file) ?? placesOf(texts.get(file) ?? '');
    known.set(file, places);
    return places;
  };
  return safeJson({
    version: 1,
    root: pathFrom(cwd, root),
    prisma,
    command,
    from,
    note: note ?? null,
    needsAttention: needsAttention(prediction),
    sql,
    safeSql,
    keptBack: keptBack.map(({ statement, finding }) => ({ statement, index: finding.index ?? null })),
    findings: findings.map((one) => findingJson(one, ofSql, placesIn, cwd)),
  });
}

function findingJson(
  { finding, message, place }: PredictedFinding,
  ofSql: TextPlaces,
  placesIn: (file: string) => TextPlaces,
  cwd: string,
) {
  const { rule, severity, index, loss, why, range } = finding;
  return {
    rule,
    severity,
    index: index ?? null,
    loss: loss ?? null,
    message,
    why,
    sqlRange: rangeJson(range, ofSql),
    model: place
      ? {
          name: place.model,
          file: pathFrom(cwd, place.file),
          range: rangeJson(place.range, placesIn(place.file)),
        }
      : null,
  };
}

function rangeJson({ start, end }: Range, places: TextPlaces) {
  return { start: places.at(start), end: places.at(end) };
}
