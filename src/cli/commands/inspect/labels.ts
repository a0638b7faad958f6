import {
  isApplied,
  isFailed,
  isMarkedByHand,
  type MigrationRow,
  type RowTime,
} from '../../../core/database/migration-row';
import type { VectorIndex } from '../../../core/vectors/vector-index';
import { pathFrom } from '../../output/positions';
import { listed } from '../../../core/listed';
import type { InspectedIndex, SearchPlace } from '../../../workflows/inspect';

/** `unique partial btree`. */
export function kindOfIndex({ definition }: InspectedIndex): string {
  if (!definition) return 'index';
  const words = [
    definition.unique && 'unique',
    definition.predicate !== undefined && 'partial',
    definition.keys.some(({ expression }) => expression !== undefined) && 'expression',
    definition.method,
  ];
  return words.filter((word) => word !== false).join(' ');
}

/** `protected`, `invalid` and the like; empty for an ordinary index. */
export function marksOf({ index, protection }: InspectedIndex): string {
  const marks = [
    !index.isValid && 'invalid',
    protection?.state === 'different' && 'not the protected index of this name',
    protection !== undefined && protection.state !== 'different' && 'protected',
  ];
  return marks.filter((mark) => mark !== false).join(', ');
}

/** What a query has to look like for a vector index to serve it, and how it is set. */
export function vectorLabel({ opclass, operator, settings }: VectorIndex): string {
  const serves =
    operator === undefined
      ? `${opclass}, an operator class that is not pgvector's`
      : `${opclass} serves ORDER BY … ${operator} …`;
  const set = settings.map(
    ({ name, value, isDefault }) => `${name} ${value}${isDefault ? ' (default)' : ''}`,
  );
  return [serves, ...set].join(', ');
}

/** Which searches in the project's code a vector index serves, and which are meant for it and not served. */
export function searchLabels(searches: readonly SearchPlace[], cwd: string): string[] {
  const places = (wanted: SearchPlace['served']): string =>
    listed(
      searches
        .filter(({ served }) => served === wanted)
        .map(({ file, line }) => `${pathFrom(cwd, file)}:${line}`),
    );
  const [served, maybe, others] = [places('yes'), places('maybe'), places('no')];
  if (searches.length === 0) return ["No search in the project's code is meant for it."];
  return [
    ...(served === '' ? [] : [`Serves ${served}.`]),
    ...(maybe === '' ? [] : [`May not serve ${maybe}: lint --queries says why.`]),
    ...(others === '' ? [] : [`As written, does not serve ${others}: lint --queries says why.`]),
  ];
}

/** How an attempt to apply a migration ended. */
export function outcomeOf(row: MigrationRow): 'applied' | 'marked as applied' | 'failed' | 'rolled back' {
  if (isMarkedByHand(row)) return 'marked as applied';
  if (isApplied(row)) return 'applied';
  return isFailed(row) ? 'failed' : 'rolled back';
}

/** `2026-03-01 12:00 UTC`; `infinity` and the like as they are. */
export function timeLabel(time: RowTime): string {
  return time.replace(/^(\d+-\d\d-\d\d)T(\d\d:\d\d).*?( BC)?$/, '$1 $2$3 UTC');
}
