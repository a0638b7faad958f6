import type { IndexDefinition } from '../ledger/definition';
import { quoteName } from '../sql/names';
import { distanceOf, isVectorMethod, vectorOpclass } from './operators';

/** The query that a vector index serves; with any other operator PostgreSQL reads the whole table. */
export interface ServedQuery {
  readonly method: 'ivfflat' | 'hnsw';
  readonly opclass: string;
  /** These are undefined for an operator class of somebody else's. */
  readonly operator: string | undefined;
  /** `cosine distance` */
  readonly distance: string | undefined;
  /** `ORDER BY embedding <=> $1 LIMIT 10` */
  readonly orderBy: string | undefined;
  /** What is the greater the nearer: `cosine similarity` as `1 - (embedding <=> $1)`. */
  readonly likeness: { readonly name: string; readonly expression: string } | undefined;
}

/** @returns undefined for an index that is not pgvector's */
export function servedQuery({ method, keys: [key] }: IndexDefinition): ServedQuery | undefined {
  if (!isVectorMethod(method)) return undefined;
  const distance = distanceOf(key?.opclass);
  const pair = `${columnText(key?.column)} ${distance?.operator ?? ''} $1`;
  const { likeness } = distance ?? {};
  return {
    ...{ method, opclass: vectorOpclass(key?.opclass) },
    ...{ operator: distance?.operator, distance: distance?.name },
    orderBy: distance && `ORDER BY ${pair} LIMIT 10`,
    likeness: likeness && { name: likeness.name, expression: likeness.of(pair) },
  };
}

function columnText(column: string | undefined): string {
  if (column === undefined) return '(its expression)';
  return /^[a-z_][a-z0-9_]*$/.test(column) ? column : quoteName(column);
}

/** The same as a sentence. */
export function servedSentence({ opclass, operator, distance, orderBy, likeness }: ServedQuery): string {
  if (operator === undefined || distance === undefined || orderBy === undefined) {
    return `Which operator it serves, its operator class ${opclass} says.`;
  }
  const nearer = likeness === undefined ? '' : `; the ${likeness.name} is ${likeness.expression}`;
  return `It serves ${operator}, the ${distance}, and no other: ${orderBy}${nearer}.`;
}
