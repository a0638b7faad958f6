import { broken } from './broken';
import { declared } from './declared';
import { graph } from './graph';
import { handMade } from './hand-made';
import { origins } from './origins';
import { rawSql } from './raw-sql';
import type { State } from './state';

export const states: readonly State[] = [
  ...handMade,
  ...declared,
  ...rawSql,
  ...graph,
  ...broken,
  ...origins,
];
