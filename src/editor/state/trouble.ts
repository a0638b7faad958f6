import { HumanError } from '../../core/human-error';
import type { Trouble } from './known-state';

/** What is told of an error. The kind of one that a person can mend says what to offer. */
export function troubleOf(error: unknown): Trouble {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof HumanError)) return { kind: 'other', message };
  return { kind: 'kind' in error && typeof error.kind === 'string' ? error.kind : 'other', message };
}
