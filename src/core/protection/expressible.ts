import type { IndexDefinition, IndexKey } from '../ledger/definition';
import type { IndexRecord } from '../ledger/records';
import { answersFor, type Danger, type Era, type IndexTrait } from './expressible-table';
import { append } from '../append';

/** What decides which indexes a project's Prisma can write down in its schema. */
export interface PrismaFacts {
  /** `major.minor.patch`. */
  readonly version: string;
  readonly previewFeatures: readonly string[];
}

/** A trait of an index that Prisma cannot write down, or does not look at, in plain words. */
export interface UnseenProperty {
  readonly property: IndexTrait;
  /** Completes "it has …": `a WHERE clause`, `INCLUDE (email)`. */
  readonly label: string;
}

/** The table's column for a project's Prisma. */
export function eraOf({ version, previewFeatures }: PrismaFacts): Era {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const atLeast = (wantedMajor: number, wantedMinor: number) =>
    major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  const partial = previewFeatures.includes('partialIndexes');
  if (atLeast(8, 0)) return '8';
  if (atLeast(7, 5)) return partial ? '7.5 with partialIndexes' : '7.5';
  if (atLeast(7, 4)) return partial ? '7.4 with partialIndexes' : '7.4';
  // The preview of 3.5 had sort orders only, that of 3.6 hash indexes too; from 3.14 on it had what 4.0 has.
  const extended = atLeast(4, 0) || (atLeast(3, 14) && previewFeatures.includes('extendedIndexes'));
  return extended ? '4' : 'before 4';
}

type Method = 'hash' | 'gin' | 'gist' | 'spgist' | 'brin';
const methods: ReadonlyMap<string, Method> = new Map(
  (['hash', 'gin', 'gist', 'spgist', 'brin'] as const).map((method) => [method, method]),
);

function traitsOfKey(key: IndexKey, method: string): UnseenProperty[] {
  const traits: UnseenProperty[] = [];
  const of = key.column === undefined ? '' : ` of ${key.column}`;
  const add = (property: IndexTrait, label: string) => traits.push({ property, label });
  if (key.expression !== undefined) add('expression', 'an expression as a key');
  if (key.collation !== undefined) add('collation', `the collation "${key.collation}"${of}`);
  if (key.nulls !== undefined) add('nulls order', `NULLS ${key.nulls.toUpperCase()}${of}`);
  if (key.opclassOptions.length > 0) {
    add('operator class options', `operator class options (${key.opclassOptions.join(', ')})${of}`);
  }
  if (key.opclass !== undefined) {
    const known = methods.has(method) && method !== 'hash';
    add(known ? 'operator class' : 'other operator class', `the operator class ${key.opclass}${of}`);
  }
  if (key.descending) add('sort order', `descending order${of}`);
  return traits;
}

/** Every row of the table that speaks of this definition, in words; an ordinary B-tree has one all the same. */
function traitsOf(definition: IndexDefinition): UnseenProperty[] {
  const { method, unique, include } = definition;
  const kind = methods.get(method) ?? (method === 'btree' ? 'b-tree' : 'other method');
  const traits: UnseenProperty[] = [{ property: kind, label: `the access method ${method}` }];
  const add = (property: IndexTrait, label: string) => traits.push({ property, label });
  if (unique) add('unique', 'UNIQUE');
  for (const key of definition.keys) append(traits, traitsOfKey(key, method));
  if (include.length > 0) add(unique ? 'unique include' : 'include', `INCLUDE (${include.join(', ')})`);
  if (definition.nullsNotDistinct) add('nulls not distinct', 'NULLS NOT DISTINCT');
  if (definition.predicate !== undefined) add('where', 'a WHERE clause');
  if (definition.parameters.length > 0) {
    add('storage parameters', `WITH (${definition.parameters.join(', ')})`);
  }
  return traits;
}

/** What of an index this Prisma cannot write down or does not look at; empty when the schema can say all of it. */
export function unseenProperties(definition: IndexDefinition, prisma: PrismaFacts): UnseenProperty[] {
  const era = eraOf(prisma);
  return traitsOf(definition).filter(({ property }) => answersFor(property, era).declarable !== 'whole');
}

const constraints = {
  primary: 'primary key',
  unique: 'unique constraint',
  exclude: 'exclusion constraint',
} as const;

/**
 * What this Prisma's `migrate dev` writes for an index of which the schema says nothing.
 *
 * @param constraint set where a constraint owns the index
 */
export function dangerOf(
  definition: IndexDefinition,
  prisma: PrismaFacts,
  constraint?: IndexRecord['constraint'],
): Danger {
  const era = eraOf(prisma);
  const traits = traitsOf(definition).map(({ property }) => property);
  if (constraint !== undefined) traits.push(constraints[constraint]);
  const dangers = traits.map((trait) => answersFor(trait, era).danger);
  // One trait that makes Prisma look away is enough.
  if (dangers.includes('nothing')) return 'nothing';
  return dangers.includes('refused') ? 'refused' : 'drop';
}
