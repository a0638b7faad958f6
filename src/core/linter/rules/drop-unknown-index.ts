import type { IndexEvent } from '../../ledger/events';
import type { Change } from '../change/change';
import { keepUnknownFix } from '../fixes/keep-unknown';
import type { Report } from '../findings/report';
import type { Rule } from './rule';
import { ruleMetadata } from '../findings/rule-metadata';

const metadata = ruleMetadata({
  id: 'drop-unknown-index',
  summary: 'DROP INDEX of an index that no migration made.',
  kinds: ['migration'],
  severity: { generated: 'warning', deliberate: undefined },
  exceptions: { ifExists: { severity: 'info', intent: 'generated', when: 'with IF EXISTS' } },
  fixable: ['keep'],
});

function report(change: Change, event: IndexEvent): Report[] {
  if (event.kind !== 'unknown-drop' || change.intentOf(event) !== 'generated') return [];
  const { name, step } = event;
  const fails = step.operation.kind === 'drop' && !step.operation.ifExists;
  const schema = name.schema ?? 'public';
  // An earlier statement of the same file took it, or the schema knows it by this name.
  if (change.before.findIndex(name)) return [];
  // A listed one is protected, and reported as such.
  if (change.entryOf(event)) return [];
  // It is said already that the history has dropped it.
  if (change.events.some((other) => other.kind === 'impossible' && other.range === name.range)) return [];
  const later = change.madeLater({ schema, name: name.name });
  const keep = later && keepUnknownFix(change, event, `, which ${later.origin.migration} makes`);
  return [
    {
      // Who adds IF EXISTS knows that it may not be there.
      severity: fails ? metadata.severity.generated : metadata.exceptions.ifExists.severity,
      range: name.range,
      index: { schema, name: name.name },
      intent: 'generated',
      message: later
        ? `Drops ${name.name}, which only a later migration makes: ${later.origin.migration}.`
        : `Drops ${name.name}, which no migration makes: it was made outside the history.`,
      why: `A database built from the migrations has no such index${later ? ' yet' : ''}${fails ? ', and this statement fails there' : ''}.`,
      fixes: keep ? [keep] : [],
      related: [],
    },
  ];
}

export const dropUnknownIndex: Rule = {
  ...metadata,
  check: (change) => change.events.flatMap((event) => report(change, event)),
};
