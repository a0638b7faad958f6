import type { IndexRecord } from '../core/ledger/records';
import type { DriftIgnore } from '../core/protection/drift-ignore';
import { wantsFormerSchema, type ProtectionFacts } from '../core/protection/protection';
import { declaredOrUnknown } from './history-cuts';
import type { CameWith } from './lint-source';
import type { ReplayedProject } from './replayed-project';

/**
 * What is asked of a project to know how its indexes are protected. Git is asked only about those that need it.
 *
 * @param driftIgnore the one by which they are; the project's own, or one that somebody is typing
 */
export async function protectionFacts(
  project: ReplayedProject,
  indexes: readonly IndexRecord[],
  driftIgnore: DriftIgnore | undefined = project.configuration.driftIgnore,
): Promise<ProtectionFacts> {
  const { source, declarations, prisma } = project;
  const facts = { driftIgnore, prisma, grammar: await project.loadGrammar() };
  const asked = indexes.filter((index) => wantsFormerSchema(index, facts));
  const names = [...new Set(asked.map(({ named }) => named.migration))];
  const changes =
    (names.length > 0 ? await (source.prisma8 ?? source.history)?.schemaWhenAdded(names) : undefined) ??
    new Map<string, CameWith>();
  return {
    ...facts,
    declared: declarations,
    wasDeclared: declaredOrUnknown(project, changes),
  };
}
