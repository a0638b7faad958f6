import type { IndexRecord } from './records';
import type { Replay } from './replay-context';

/** Another index has the name. */
export function refuseTaken({ ledger, step, emit }: Replay, existing: IndexRecord, range = step.range): void {
  if (step.conditional || !ledger.isCertain(existing)) return;
  const { name } = existing;
  emit({ kind: 'impossible', step, range, refusal: { kind: 'taken', name, existing } });
}
