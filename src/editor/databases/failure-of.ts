import { bugAdvice } from '../../core/bug-advice';
import { isHumanError } from '../../core/human-error';
import type { Failure } from './known-state';
import { isFailureKind } from './failure-kind';

/** What is shown of an error. The kind of one that a person can resolve says what to offer. */
export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (!isHumanError(error)) return { kind: 'other', message: `${message}. ${bugAdvice()}` };
  const kind = 'kind' in error && isFailureKind(error.kind) ? error.kind : 'other';
  const variable = 'variable' in error && typeof error.variable === 'string' ? error.variable : undefined;
  const offer = 'offer' in error ? (error.offer as Failure['offer']) : undefined;
  return { kind, message, ...(variable !== undefined && { variable }), ...(offer && { offer }) };
}
