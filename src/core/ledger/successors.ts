import { isSameType } from '../sql/column-type';
import type { Ledger } from './ledger';
import { relationKey, type Relation, type RelationKey } from './records';

/** Of all columns of two tables, the part that both must have for one to be the other under a new name. */
const sharedPart = 0.75;

interface Pair {
  readonly gone: RelationKey;
  readonly come: Relation;
  /** From 0 to 1. */
  readonly likeness: number;
  /** How many characters in a row the names share. */
  readonly sharedName: number;
}

/**
 * The tables that went and the tables that came and look like them, as when Prisma writes down that a model has another
 * name; each at most once. Tables of which none looks more like one than another have no successor.
 */
export function successorsOf(before: Ledger, after: Ledger): ReadonlyMap<RelationKey, Relation> {
  const gone = tablesOnlyIn(before, after);
  const come = tablesOnlyIn(after, before).filter(({ complete }) => complete);
  const pairs = gone
    .flatMap((was) => come.map((now) => pairOf(was, now)))
    .filter(({ likeness }) => likeness >= sharedPart)
    .sort((one, other) => other.likeness - one.likeness || other.sharedName - one.sharedName);
  const successors = new Map<RelationKey, Relation>();
  const taken = new Set<Relation>();
  for (const pair of pairs) {
    if (successors.has(pair.gone) || taken.has(pair.come)) continue;
    const rivals = pairs.filter(
      (other) =>
        other !== pair &&
        (other.gone === pair.gone || other.come === pair.come) &&
        other.likeness === pair.likeness &&
        other.sharedName === pair.sharedName &&
        !successors.has(other.gone) &&
        !taken.has(other.come),
    );
    if (rivals.length > 0) continue;
    successors.set(pair.gone, pair.come);
    taken.add(pair.come);
  }
  return successors;
}

function keyOf({ schema, name }: Relation): RelationKey {
  return relationKey(schema, name);
}

function tablesOnlyIn(ledger: Ledger, other: Ledger): Relation[] {
  return ledger
    .allRelations()
    .filter((relation) => relation.kind === 'table' && other.relation(keyOf(relation)) === undefined);
}

function pairOf(was: Relation, now: Relation): Pair {
  const same = [...was.columns].filter(([name, type]) => {
    const typeNow = now.columns.get(name);
    return typeNow !== undefined && isSameType(type, typeNow);
  }).length;
  const all = new Set([...was.columns, ...now.columns].map(([name]) => name)).size;
  const likeness = same >= 2 ? same / all : 0;
  return { gone: keyOf(was), come: now, likeness, sharedName: longestShared(was.name, now.name) };
}

/** The length of the longest text that stands in both. */
function longestShared(one: string, other: string): number {
  let longest = 0;
  for (let start = 0; start < one.length; start++) {
    while (
      start + longest < one.length &&
      other.toLowerCase().includes(one.slice(start, start + longest + 1).toLowerCase())
    )
      longest++;
  }
  return longest;
}
