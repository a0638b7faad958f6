import { typeName } from '../sql/column-type';
import type { IndexDefinition } from './definition';
import type { IndexSource } from './records';

/** What an index may need of an extension: access methods, operator classes (by pattern) and column types. */
interface ExtensionParts {
  readonly methods: readonly string[];
  readonly opclasses: RegExp | undefined;
  readonly types: readonly string[];
}

/** From the extensions' own documentation. DROP EXTENSION … CASCADE takes along what uses any of these. */
const extensions: Readonly<Record<string, ExtensionParts>> = {
  vector: {
    methods: ['ivfflat', 'hnsw'],
    opclasses: /^(?:vector|halfvec|sparsevec|bit)_/,
    types: ['vector', 'halfvec', 'sparsevec'],
  },
  vectorscale: { methods: ['diskann'], opclasses: undefined, types: [] },
  pg_trgm: { methods: [], opclasses: /^g(?:in|ist)_trgm_ops$/, types: [] },
  ltree: {
    methods: [],
    opclasses: /^(?:gist_|hash_)?_?_?ltree_ops$/,
    types: ['ltree', 'lquery', 'ltxtquery'],
  },
  hstore: { methods: [], opclasses: /^(?:gin|gist|btree|hash)_hstore_ops$/, types: ['hstore'] },
  citext: { methods: [], opclasses: /^citext_(?:pattern_)?ops$/, types: ['citext'] },
  cube: { methods: [], opclasses: /^(?:gist_)?cube_ops$/, types: ['cube'] },
  intarray: { methods: [], opclasses: /^g(?:in|ist)__int(?:big)?_ops$/, types: ['query_int'] },
  bloom: { methods: ['bloom'], opclasses: undefined, types: [] },
  rum: { methods: ['rum'], opclasses: /^rum_/, types: [] },
  pgroonga: { methods: ['pgroonga'], opclasses: /^pgroonga_/, types: [] },
  pg_bigm: { methods: [], opclasses: /^gin_bigm_ops$/, types: [] },
  pg_search: { methods: ['bm25'], opclasses: undefined, types: [] },
  postgis: {
    methods: [],
    opclasses: /^(?:gist|spgist|brin|btree|hash)_(?:geometry|geography)_/,
    types: ['geometry', 'geography', 'box2d', 'box3d'],
  },
};

/** Whether a column of this type goes with the extension. */
export function extensionHasType(extension: string, type: string): boolean {
  return extensions[extension]?.types.includes(typeName(type)) ?? false;
}

/** The names of the types to which a canonical expression casts. */
function typesIn(expression: string | undefined): string[] {
  const casts = expression?.matchAll(
    /"typeName":\{"names":\[(?:\{"String":\{"sval":"[^"]*"\}\},)?\{"String":\{"sval":"([^"]*)"/g,
  );
  return [...(casts ?? [])].map((match) => match[1] ?? '');
}

/**
 * Whether it is worth reading what an index is to know whether it needs the extension: some word of its statement is one
 * of the extension's.
 */
export function extensionMayHaveIndex(extension: string, source: IndexSource): boolean {
  const parts = extensions[extension];
  if (!parts) return false;
  if (source.kind === 'constraint') return true;
  // Names in Unicode escapes are not looked through.
  if (/u&"/i.test(source.sql)) return true;
  const words = source.sql.toLowerCase().match(/[\w\x80-\uffff]+/g) ?? [];
  return words.some(
    (word) =>
      parts.methods.includes(word) || parts.types.includes(word) || (parts.opclasses?.test(word) ?? false),
  );
}

/** Whether an index needs the extension: for its access method, an operator class or a type in an expression. */
export function extensionHasIndex(extension: string, definition: IndexDefinition): boolean {
  const parts = extensions[extension];
  if (!parts) return false;
  return (
    parts.methods.includes(definition.method) ||
    definition.keys.some((key) => key.opclass !== undefined && parts.opclasses?.test(key.opclass)) ||
    [...definition.keys.map((key) => key.expression), definition.predicate]
      .flatMap(typesIn)
      .some((type) => parts.types.includes(type))
  );
}
