import type { Finding } from '../core/linter/findings/finding';
import { lostObjectOf, type LostObject } from '../core/linter/findings/lost-object';
import type { IndexEvent } from '../core/ledger/events';
import type { Ledger } from '../core/ledger/ledger';
import type { ObjectRecord } from '../core/ledger/object-record';
import type { IndexRecord } from '../core/ledger/records';
import type { DriftIgnore } from '../core/protection/drift-ignore';
import { protectedIndexes, type ProtectedIndex } from '../core/protection/protected-index';
import { protectedObjects, type ProtectedObject } from '../core/protection/protected-object';
import type { ProtectionFacts } from '../core/protection/protection';
import { judgingBy, type Judging } from './judging';
import { lintMigrations } from './lint-migrations';
import { protectionFacts } from './protection-facts';
import type { ReplayedProject } from './replayed-project';

/** What is protected in a project, and what tells that its indexes are. */
export interface Protected {
  readonly indexes: readonly ProtectedIndex[];
  readonly objects: readonly ProtectedObject[];
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
  const objects = protectedObjects(ledger, facts.driftIgnore, facts.declared);
  return { indexes: protectedIndexes(ledger, facts), objects, facts };
}

/** The same without what tells that they are. */
export async function findProtectedIndexes(
  project: ReplayedProject,
  judging?: Judging,
): Promise<readonly ProtectedIndex[]> {
  return (await findProtected(project, judging ? { judging } : {})).indexes;
}

/** Whether something went, or came back weaker, without anybody's will. */
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

/** The ledger at the end, with what accidents took as it was before. */
function withoutAccidents(
  { source: { migrations }, replayed }: ReplayedProject,
  accidents: readonly Finding[],
): Ledger {
  const ledger = replayed.endLedger();
  for (const [position, { file }] of migrations.entries()) {
    const ofFile = accidents.filter((finding) => finding.file === file);
    if (ofFile.length === 0) continue;
    const names = new Set(ofFile.flatMap(({ index }) => index ?? []));
    const objects = new Set(ofFile.flatMap((finding) => (finding.objects ?? []).map(keyOfLost)));
    for (const event of replayed.eventsAt(position)) {
      const before = indexBefore(event);
      if (before && names.has(before.name)) putIndexBack(ledger, before);
      const object = objectBefore(event);
      if (object && objects.has(keyOfLost(lostObjectOf(object)))) putObjectBack(ledger, object);
    }
  }
  return ledger;
}

function putIndexBack(ledger: Ledger, before: IndexRecord): void {
  if (!ledger.relation(before.table)) return;
  const weaker = ledger.index(before.schema, before.name);
  if (weaker) ledger.removeIndex(weaker);
  ledger.putIndex(before);
}

/** The object as it was, where the event takes it away or leaves it weaker. */
function objectBefore(event: IndexEvent): ObjectRecord | undefined {
  if (event.kind === 'object-gone') return event.object;
  return event.kind === 'object-changed' ? event.before : undefined;
}

function keyOfLost({ kind, schema, table, name }: LostObject): string {
  return JSON.stringify([kind, schema, table, name]);
}

function putObjectBack(ledger: Ledger, before: ObjectRecord): void {
  if (!ledger.relation(before.table)) return;
  const weaker = ledger.object(before.table, before);
  if (weaker) ledger.removeObject(weaker);
  ledger.putObject(before);
}
