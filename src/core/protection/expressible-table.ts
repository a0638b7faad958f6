/** The Prismas between which the table's answers differ. */
export const eras = [
  'before 4',
  '4',
  '7.4',
  '7.4 with partialIndexes',
  '7.5',
  '7.5 with partialIndexes',
  '8',
] as const;
export type Era = (typeof eras)[number];

/**
 * What `migrate dev`, or `db update` of Prisma 8, writes for an index of which the schema says nothing.
 * drop: DROP INDEX, for a primary key (in Prisma 8 for a unique constraint, too) DROP CONSTRAINT. refused: DROP INDEX, which PostgreSQL refuses because a
 * constraint owns the index. nothing: Prisma does not look at such an index.
 */
export type Danger = 'drop' | 'refused' | 'nothing';

/**
 * Whether a declaration of the index under its own name makes Prisma leave it alone.
 * whole: yes, and the declaration says this of it. unseen: yes, but the declaration cannot say this, and an index that
 * Prisma makes of it lacks it. as keys: yes, with the columns of INCLUDE declared as further keys. no: whatever is
 * declared, Prisma makes the index again, or the declaration means something else.
 */
type Declarable = 'whole' | 'unseen' | 'as keys' | 'no';

/** Both answers about one trait of an index in one era. */
export interface Answers {
  readonly danger: Danger;
  readonly declarable: Declarable;
}

const dropWhole: Answers = { danger: 'drop', declarable: 'whole' };
const dropUnseen: Answers = { danger: 'drop', declarable: 'unseen' };
const dropAsKeys: Answers = { danger: 'drop', declarable: 'as keys' };
const dropNo: Answers = { danger: 'drop', declarable: 'no' };
const refusedUnseen: Answers = { danger: 'refused', declarable: 'unseen' };
const nothingNo: Answers = { danger: 'nothing', declarable: 'no' };
const nothingUnseen: Answers = { danger: 'nothing', declarable: 'unseen' };

/** Where each era stands in a row. */
const columns = {
  'before 4': 0,
  '4': 1,
  '7.4': 2,
  '7.4 with partialIndexes': 3,
  '7.5': 4,
  '7.5 with partialIndexes': 5,
  '8': 6,
} as const satisfies Readonly<Record<Era, number>>;

type Row = readonly [Answers, Answers, Answers, Answers, Answers, Answers, Answers];

/**
 * What each Prisma does with each kind and property of a PostgreSQL index.
 *
 * Column 4 goes from 4.0 to 7.3, and holds from 3.14 on with the preview feature extendedIndexes; `partial` means with
 * the preview feature partialIndexes. From 4 to 7.5 every cell is tried on the engines of 6.19 to 7.10 (`npm run
 * test:prisma`). What stands before 4 was read in the engine's sources. In 8 a declaration may also give an `expression:`,
 * which is any text that stands in the parentheses; see `declaredByText`. There every cell is tried on a release candidate.
 */
// prettier-ignore
const rows = {
  //                          before 4       4              7.4            7.4 partial    7.5            7.5 partial    8
  'b-tree':                  [dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropWhole],
  'unique':                  [dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropWhole],
  'sort order':              [dropUnseen,    dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropUnseen],
  'hash':                    [dropUnseen,    dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropWhole],
  'gin':                     [dropUnseen,    dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropWhole],
  'gist':                    [dropUnseen,    dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropWhole],
  'spgist':                  [dropUnseen,    dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropWhole],
  'brin':                    [dropUnseen,    dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropWhole],
  // hnsw, ivfflat, bloom …: Prisma takes them for B-trees; Prisma 8 has no name for them.
  'other method':            [dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen,    dropNo],
  // Of gin, gist, spgist and brin.
  'operator class':          [dropUnseen,    dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropUnseen],
  'other operator class':    [dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen],
  'operator class options':  [dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen],
  'collation':               [dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen],
  'nulls order':             [dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen],
  'nulls not distinct':      [dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen],
  'storage parameters':      [dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen,    dropUnseen,    dropWhole],
  'include':                 [dropAsKeys,    dropAsKeys,    dropAsKeys,    dropAsKeys,    dropAsKeys,    dropAsKeys,    dropAsKeys],
  // As further keys its columns would make another rule of what is unique.
  'unique include':          [dropNo,        dropNo,        dropNo,        dropNo,        dropNo,        dropNo,        dropNo],
  'where':                   [nothingNo,     nothingNo,     dropNo,        dropWhole,     nothingUnseen, dropWhole,     dropWhole],
  'expression':              [nothingNo,     nothingNo,     nothingNo,     nothingNo,     nothingNo,     nothingNo,     dropWhole],
  // Declared, it is an index and no constraint.
  'unique constraint':       [refusedUnseen, refusedUnseen, refusedUnseen, refusedUnseen, refusedUnseen, refusedUnseen, dropWhole],
  'primary key':             [dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropWhole,     dropWhole],
  'exclusion constraint':    [nothingNo,     nothingNo,     nothingNo,     nothingNo,     nothingNo,     nothingNo,     nothingNo],
} as const satisfies Readonly<Record<string, Row>>;

/** A kind of index, or a property that one may have: a row of the table. */
export type IndexTrait = keyof typeof rows;

/** What a Prisma of the era does with an index of this trait, whatever else the index is. */
export function answersFor(trait: IndexTrait, era: Era): Answers {
  return rows[trait][columns[era]];
}

/** What a declaration says of an index all the same where it has the text between the parentheses. */
export const declaredByText: ReadonlySet<IndexTrait> = new Set([
  ...(['expression', 'sort order', 'nulls order', 'collation'] as const),
  ...(['operator class', 'other operator class', 'operator class options'] as const),
]);

export const indexTraits: readonly IndexTrait[] = Object.keys(rows).filter(
  (name): name is IndexTrait => name in rows,
);
