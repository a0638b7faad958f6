import { indexParts, type IndexParts } from '../../sql/index-parts';
import type { CreateIndex } from '../../sql/operations';
import type { Step } from '../../sql/step';
import { isVectorMethod } from '../../vectors/operators';
import { refusedOptions, refusedTogether, type RefusedOption } from '../../vectors/options';
import { isOfPgvector, opclassAmong } from '../change/vector-refusal';
import type { Change } from '../change/change';
import type { Fix } from '../findings/finding';
import type { Report } from '../findings/report';
import { ruleMetadata } from '../findings/rule-metadata';
import type { Rule } from './rule';
import { said } from './said';

const metadata = ruleMetadata({
  id: 'vector-option-unknown',
  summary:
    'An option of an hnsw or ivfflat index that pgvector does not have, or a value that it does not take; PostgreSQL refuses both.',
  kinds: ['migration'],
  severity: { generated: 'error', deliberate: 'error' },
  exceptions: { inBranch: { severity: 'warning', when: 'if it stands in a branch that may not run' } },
  fixable: ['rewrite'],
});

function messageOf({ option, kind }: RefusedOption, method: string): string {
  const name = option.name.name;
  switch (kind) {
    case 'name':
      return `Sets ${name}, which ${method} does not have`;
    case 'repeated':
      return `Sets ${name} twice`;
    case 'value':
      return `Sets ${name} to what ${method} does not take`;
  }
}

function fixesOf(change: Change, { option, meant }: RefusedOption, { isExact }: IndexParts): Fix[] {
  const { name, namespace } = option;
  // Where a constant is put together, nobody knows where the name stands.
  if (meant === undefined || namespace !== undefined || !isExact) return [];
  const edits = [{ range: name.range, newText: meant }];
  const title = `Write ${meant} instead of ${name.name}`;
  return [{ kind: 'rewrite', title, preferred: true, edits: [{ file: change.migration.file, edits }] }];
}

function ofStep(change: Change, operation: CreateIndex, step: Step): Report[] {
  if (!/hnsw|ivfflat/i.test(operation.sql)) return [];
  const parts = indexParts(change.migration.text, operation, step);
  const method = parts?.method ?? '';
  if (!parts || !isVectorMethod(method) || !isOfPgvector(method, opclassAmong(parts.words))) return [];
  const { options } = parts;
  const made = change.events.filter((event) => event.kind === 'created' && event.step === step);
  const isBuilt = made.some((event) => event.kind === 'created' && !event.on.partitioned);
  const refused = refusedOptions(method, options);
  const together =
    isBuilt && refused.length === 0 && method === 'hnsw' ? refusedTogether(options) : undefined;
  const index = made.flatMap((event) => (event.kind === 'created' ? event.index : [])).at(0);
  return [...refused, ...(together ? [together] : [])].map((one) => ({
    severity: step.conditional ? metadata.exceptions.inBranch.severity : metadata.severity.deliberate,
    range: one.option.range,
    ...(index && { index }),
    intent: 'deliberate',
    message: said(messageOf(one, method), one.error),
    why: one.advice,
    fixes: fixesOf(change, one, parts),
    related: [],
  }));
}

export const vectorOptionUnknown: Rule = {
  ...metadata,
  check: (change) => {
    // What is settled has run elsewhere.
    if (change.state === 'settled') return [];
    return change.steps.flatMap((step) =>
      step.operation.kind === 'create-index' ? ofStep(change, step.operation, step) : [],
    );
  },
};
