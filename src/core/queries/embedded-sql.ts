import type { Range } from '../range';

/**
 * A piece of SQL that stands in another file. Ranges and offsets are UTF-16 units of that file, from 0.
 *
 * - text: SQL as PostgreSQL gets it, without the escapes of the language around it; `offsetOf` tells where each of its
 *   units stands in the file, and for its length where it ends
 * - hole: where something stands that only a running program knows, such as `${limit}`, with the signs around it: a value or
 *   more SQL
 */
export type SqlPiece =
  | { readonly kind: 'text'; readonly value: string; readonly offsetOf: (index: number) => number }
  | { readonly kind: 'hole'; readonly range: Range };

/** SQL that a file holds, in the order in which PostgreSQL gets it: pieces may come from several places of the file. */
export interface EmbeddedSql {
  readonly pieces: readonly SqlPiece[];
  /** The outermost expression that it is made of. */
  readonly range: Range;
}

/** What a script holds that matters for its queries. */
export interface SqlOfScript {
  /** That with a vector operator in it, in the order of their beginnings. */
  readonly sql: readonly EmbeddedSql[];
  /** All comments of the script, in order. */
  readonly comments: readonly (Range & { readonly kind: 'line' | 'block' })[];
}
