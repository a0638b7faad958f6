import type { Finding } from '../core/linter/findings/finding';
import type { IndexEvent } from '../core/ledger/events';
import type { Ledger } from '../core/ledger/ledger';
import type { IndexRecord } from '../core/ledger/records';
import type { DriftIgnore } from '../core/protection/drift-ignore';
import { protectedIndexes, type ProtectedIndex } from '../core/protection/protected-index';
import type { ProtectionFacts } from '../core/protection/protection';
import { judgingBy, type Judging } from './judging';
import { lintMigrations } from './lint-migrations';
import { protectionFacts } from './protection-facts';
import type { ReplayedProject } from './replayed-project';

/** The protected indexes of a project, and what tells that they are protected. */
export interface Protected {
  readonly indexes: readonly ProtectedIndex[];
  readonly facts: ProtectionFacts;
}

/** How migrations are judged to find accidents among them, and by which drift-ignore.json indexes are protected. */
interface ProtectedOptions {
  readonly judging?: Judging;
  /** What judging all of its migrations found, where that is known. */
  readonly findings?: readonly Finding[] | undefined;
  /** Instead of the project's own. */
  readonly driftIgnore?: DriftIgnore | undefined;
}

/**
 * What the history of a project makes, or made until a migration took it away that nobody meant to, and that Prisma may
 * take away.
 */
export async function findProtected(
  project: ReplayedProject,
  { judging = judgingBy({}), driftIgnore, findings }: ProtectedOptions = {},
): Promise<Protected> {
  const all = findings ?? (await lintMigrations(project, judging));
  const accidents = certainly(project, all.filter(isAccident));
  const ledger = withoutAccidents(project, accidents);
  const facts = await protectionFacts(project, ledger.allIndexes(), driftIgnore);
  return { indexes: protectedIndexes(ledger, facts), facts };
}

/** The same without what tells that they are. */
export async function findProtectedIndexes(
  project: ReplayedProject,
  judging?: Judging,
): Promise<readonly ProtectedIndex[]> {
  return (await findProtected(project, judging ? { judging } : {})).indexes;
}

/** Whether an index went, or came back weaker, without anybody's will. */
function isAccident({ loss, intent, suppressed }: Finding): boolean {
  const gone = loss !== undefined && ['drop', 'cascade', 'weaken', 'duplicate'].includes(loss);
  return gone && intent === 'generated' && suppressed === undefined;
}

/** Without git nothing tells whether the schema asked for what an old migration did. */
function certainly({ source, cuts }: ReplayedProject, accidents: readonly Finding[]): readonly Finding[] {
  if (source.history) return accidents;
  if (accidents.length > 0) cuts.meet({ cut: 'none' });
  return [];
}

/** The index as it was, where the event takes it away or is refused because of it. */
function indexBefore(event: IndexEvent): IndexRecord | undefined {
  if (event.kind === 'dropped' || event.kind === 'cascaded') return event.index;
  return event.kind === 'refused' ? event.existing : undefined;
}

/** The ledger at the end, with the indexes that accidents took as they were before. */
function withoutAccidents(
  { source: { migrations }, replayed }: ReplayedProject,
  accidents: readonly Finding[],
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
