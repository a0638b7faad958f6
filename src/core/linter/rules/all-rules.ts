import { cascadeDropsProtectedIndex } from './cascade-drops-protected-index';
import { concurrentlyNotAlone } from './concurrently-not-alone';
import { dropDeclaredIndex } from './drop-declared-index';
import { dropGeneratedDefault } from './drop-generated-default';
import { dropProtectedIndex } from './drop-protected-index';
import { dropUnknownIndex } from './drop-unknown-index';
import { duplicateProtectedIndex } from './duplicate-protected-index';
import { ignoredPattern } from './ignored-pattern';
import { notIdempotent } from './not-idempotent';
import { rebuildProtectedIndex } from './rebuild-protected-index';
import { renameProtectedIndex } from './rename-protected-index';
import type { Rule } from './rule';
import { weakenProtectedIndex } from './weaken-protected-index';

/** Every rule about a migration by itself, in the order in which lists of rules name them. */
export const allRules: readonly Rule[] = [
  dropProtectedIndex,
  weakenProtectedIndex,
  rebuildProtectedIndex,
  duplicateProtectedIndex,
  cascadeDropsProtectedIndex,
  renameProtectedIndex,
  dropDeclaredIndex,
  dropUnknownIndex,
  dropGeneratedDefault,
  concurrentlyNotAlone,
  ignoredPattern,
  notIdempotent,
];
