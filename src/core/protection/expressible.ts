import type { IndexDefinition, IndexKey } from '../ledger/definition';

/** What decides which indexes a project's Prisma can write down in its schema. */
export interface PrismaFacts {
  /** `major.minor.patch`. */
  readonly version: string;
  readonly previewFeatures: readonly string[];
}

/** A property of an index that Prisma cannot write down, or does not look at, in plain words. */
export interface HiddenProperty {
  readonly property:
    | 'method'
    | 'expression'
    | 'where'
    | 'include'
    | 'nulls-not-distinct'
    | 'operator-class'
    | 'operator-class-options'
    | 'collation'
    | 'nulls-order'
    | 'storage-parameters'
    | 'sort-order';
  /** Completes "it has …": `a WHERE clause`, `INCLUDE (email)`. */
  readonly words: string;
}

function versionAtLeast(version: string, major: number, minor: number): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

/** Access methods, sort orders and operator classes: a preview feature since 3.5, everybody's since 4.0. */
function hasExtendedIndexes({ version, previewFeatures }: PrismaFacts): boolean {
  return versionAtLeast(version, 4, 0) || previewFeatures.includes('extendedIndexes');
}

/** `where:` in the schema: a preview feature since 7.4. */
function hasPartialIndexes({ version, previewFeatures }: PrismaFacts): boolean {
  return versionAtLeast(version, 7, 4) && previewFeatures.includes('partialIndexes');
}

const METHODS: ReadonlySet<string> = new Set(['btree', 'hash', 'gin', 'gist', 'spgist', 'brin']);

/** Operator classes go with these methods; for B-tree and hash Prisma has none. */
const METHODS_WITH_OPCLASS: ReadonlySet<string> = new Set(['gin', 'gist', 'spgist', 'brin']);

function hiddenInKey(key: IndexKey, method: string, extended: boolean): HiddenProperty[] {
  const hidden: HiddenProperty[] = [];
  const of = key.column === undefined ? '' : ` of ${key.column}`;
  if (key.expression !== undefined) hidden.push({ property: 'expression', words: 'an expression as a key' });
  if (key.collation !== undefined)
    hidden.push({ property: 'collation', words: `the collation "${key.collation}"${of}` });
  if (key.nulls !== undefined)
    hidden.push({ property: 'nulls-order', words: `NULLS ${key.nulls.toUpperCase()}${of}` });
  if (key.opclassOptions.length > 0) {
    const options = key.opclassOptions.join(', ');
    hidden.push({ property: 'operator-class-options', words: `operator class options (${options})${of}` });
  }
  if (key.opclass !== undefined && !(extended && METHODS_WITH_OPCLASS.has(method))) {
    hidden.push({ property: 'operator-class', words: `the operator class ${key.opclass}${of}` });
  }
  if (key.descending && !extended) hidden.push({ property: 'sort-order', words: `descending order${of}` });
  return hidden;
}

/** What of an index this Prisma cannot write down or does not look at; empty when the schema can say all of it. */
export function hiddenProperties(definition: IndexDefinition, prisma: PrismaFacts): HiddenProperty[] {
  const extended = hasExtendedIndexes(prisma);
  const hidden: HiddenProperty[] = [];
  const { method } = definition;
  if (!METHODS.has(method) || (method !== 'btree' && !extended)) {
    hidden.push({ property: 'method', words: `the access method ${method}` });
  }
  for (const key of definition.keys) hidden.push(...hiddenInKey(key, method, extended));
  if (definition.include.length > 0) {
    hidden.push({ property: 'include', words: `INCLUDE (${definition.include.join(', ')})` });
  }
  if (definition.nullsNotDistinct)
    hidden.push({ property: 'nulls-not-distinct', words: 'NULLS NOT DISTINCT' });
  if (definition.predicate !== undefined && !hasPartialIndexes(prisma)) {
    hidden.push({ property: 'where', words: 'a WHERE clause' });
  }
  if (definition.parameters.length > 0) {
    hidden.push({ property: 'storage-parameters', words: `WITH (${definition.parameters.join(', ')})` });
  }
  return hidden;
}
