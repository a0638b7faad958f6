import type { Finding } from '../core/linter/findings/finding';
import type { IndexEvent } from '../core/ledger/events';
import type { Ledger } from '../core/ledger/ledger';
import type { IndexRecord } from '../core/ledger/records';
import { protectedIndexes, type ProtectedIndex } from '../core/protection/protected-index';
import type { ProtectionFacts } from '../core/protection/protection';
import type { Grammar } from '../core/sql/grammar';
import type { LintSource, MigrationFile } from './lint-source';
import { protectionFacts } from './protection-facts';
import { ProjectLint, type ProjectLintOptions } from './project-lint';

/**
 * What the history of a project makes, or made until a migration took it away that nobody meant to, and that Prisma may
 * take away.
 */
export async function findProtectedIndexes(
  source: LintSource,
  grammar: Grammar,
  options: ProjectLintOptions = {},
): Promise<readonly ProtectedIndex[]> {
  const project = await ProjectLint.open(source, () => Promise.resolve(grammar), options);
  return (await findProtected(source, project, grammar)).indexes;
}

/** What findProtectedIndexes finds, of a project that is open already, and what tells that they are protected. */
export interface Protected {
  readonly indexes: readonly ProtectedIndex[];
  readonly facts: ProtectionFacts;
}

/** The same for a project that is open already. Its drift-ignore.json may be another one than the project was opened with. */
export async function findProtected(
  source: LintSource,
  project: ProjectLint,
  grammar: Grammar,
): Promise<Protected> {
  const accidents = (await project.lint()).filter(isAccident);
  const ledger = withoutAccidents(source.migrations, accidents, project.replayed);
  const facts = await protectionFacts(source, grammar, ledger.allIndexes());
  return { indexes: protectedIndexes(ledger, facts), facts };
}

/** Whether an index went, or came back weaker, without anybody's will. */
function isAccident({ loss, intent, suppressed }: Finding): boolean {
  const gone = loss !== undefined && ['drop', 'cascade', 'weaken', 'duplicate'].includes(loss);
  return gone && intent === 'generated' && suppressed === undefined;
}

/** The index as it was, where the event takes it away or is refused because of it. */
function indexBefore(event: IndexEvent): IndexRecord | undefined {
  if (event.kind === 'dropped' || event.kind === 'cascaded') return event.index;
  return event.kind === 'refused' ? event.existing : undefined;
}

/** The ledger at the end, with the indexes that accidents took as they were before. */
function withoutAccidents(
  migrations: readonly MigrationFile[],
  accidents: readonly Finding[],
  replayed: ProjectLint['replayed'],
): Ledger {
  const ledger = replayed.endLedger();
  for (const [position, { file }] of migrations.entries()) {
    const names = new Set(
      accidents.flatMap((finding) => (finding.file === file ? (finding.index ?? []) : [])),
    );
    if (names.size === 0) continue;
    for (const event of replayed.eventsAt(position)) {
      const before = indexBefore(event);
      if (!before || !names.has(before.name) || !ledger.relation(before.table)) continue;
      const weaker = ledger.index(before.schema, before.name);
      if (weaker) ledger.removeIndex(weaker);
      ledger.putIndex(before);
    }
  }
  return ledger;
}
