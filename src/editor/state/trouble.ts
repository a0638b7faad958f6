import { isHumanError } from '../../core/human-error';
import type { Trouble } from './known-state';
import { isTroubleKind } from './trouble-kind';

/** What is told of an error. The kind of one that a person can mend says what to offer. */
export function troubleOf(error: unknown): Trouble {
  const message = error instanceof Error ? error.message : String(error);
  if (!isHumanError(error)) return { kind: 'other', message };
  const kind = 'kind' in error && isTroubleKind(error.kind) ? error.kind : 'other';
  const variable = 'variable' in error && typeof error.variable === 'string' ? error.variable : undefined;
  return { kind, message, ...(variable !== undefined && { variable }) };
}
