import type { VerifyJson } from '../../../core/reports/verify';
import { plainIndexState, plainObject } from '../../../workflows/plain-status';
import { adviceFor, refusalSentence } from '../../../workflows/replay-advice';
import type { VerifyReport } from '../../../workflows/verify';
import { pathFrom, positionsOf } from '../../output/positions';
import { safeJson } from '../../output/printable';

/** The report as JSON; docs/verify.md promises this shape. What is left out of `version: 1` may be added to it. */
export function verifyJson(
  { root, wanted, applied, failure, protectedIndexes, protectedObjects }: VerifyReport,
  cwd: string,
): string {
  const json: VerifyJson = {
    version: 1,
    root: pathFrom(cwd, root),
    migrations: wanted,
    applied,
    failure: failure
      ? {
          migration: failure.migration.name,
          file: pathFrom(cwd, failure.migration.file),
          range: failure.range ? rangeOf(failure.migration.text, failure.range) : null,
          at: failure.offset === undefined ? null : positionsOf(failure.migration.text).at(failure.offset),
          message: failure.row ? refusalSentence(failure) : failure.message,
          missingExtension: failure.extension ?? null,
          advice: adviceFor(failure) ?? null,
        }
      : null,
    protectedIndexes: protectedIndexes.map(plainIndexState),
    protectedObjects: protectedObjects.map((status) => plainObject(status, (file) => pathFrom(cwd, file))),
  };
  return safeJson(json);
}

function rangeOf(text: string, { start, end }: { start: number; end: number }) {
  const positions = positionsOf(text);
  return { start: positions.at(start), end: positions.at(end) };
}
