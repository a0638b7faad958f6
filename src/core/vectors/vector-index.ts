import type { IndexDefinition } from '../ledger/definition';
import { distanceOf, isVectorMethod, vectorOpclass } from './operators';
import { grouped } from '../grouped';

/** What there is to know of an index of pgvector's. */
export interface VectorIndex {
  readonly method: 'ivfflat' | 'hnsw';
  readonly opclass: string;
  /** Undefined for an operator class of somebody else's. */
  readonly operator: string | undefined;
  /** In the order of pgvector's documentation. */
  readonly settings: readonly VectorSetting[];
  /** Sentences; empty where there is nothing to say. */
  readonly advice: readonly string[];
}

interface VectorSetting {
  readonly name: string;
  readonly value: number;
  /** Nobody set it: it is pgvector's own. */
  readonly isDefault: boolean;
}

/** What is known of the index in one database. */
export interface VectorFacts {
  /** Undefined where PostgreSQL has never counted. */
  readonly rows: number | undefined;
  /** Whether it was built together with its table, before there were rows, and not since. */
  readonly isUntrained: boolean;
}

const defaults = { ivfflat: { lists: 100 }, hnsw: { m: 16, ef_construction: 64 } } as const;

/** Below this, reading all rows takes no time, however they are divided. */
const tooFewToMatter = 1000;

/** So many times more or fewer lists than advised are worth a word. */
const farOff = 4;

/** Reads what a vector index is; undefined for any other index. */
export function vectorIndexOf(definition: IndexDefinition, facts: VectorFacts): VectorIndex | undefined {
  const { method } = definition;
  if (!isVectorMethod(method)) return undefined;
  const opclass = definition.keys[0]?.opclass;
  const settings = Object.entries(defaults[method]).map(([name, standard]) => {
    const given = definition.parameters.find((parameter) => parameter.startsWith(`${name}=`));
    const value = given === undefined ? standard : Number(given.slice(name.length + 1));
    return { name, value, isDefault: given === undefined };
  });
  const lists = settings.find(({ name }) => name === 'lists')?.value;
  return {
    method,
    opclass: vectorOpclass(opclass),
    operator: distanceOf(opclass)?.operator,
    settings,
    advice: lists === undefined ? [] : adviceOnLists(lists, facts),
  };
}

/** How many lists an ivfflat index should have, as pgvector advises: a thousandth of the rows, from a million on their root. */
export function advisedLists(rows: number): number {
  return Math.max(1, Math.round(rows <= 1_000_000 ? rows / 1000 : Math.sqrt(rows)));
}

function adviceOnLists(lists: number, { rows, isUntrained }: VectorFacts): string[] {
  if (rows === undefined || rows < tooFewToMatter) return [];
  const advised = advisedLists(rows);
  const about = `about ${grouped(rows)} rows`;
  const advice: string[] = [];
  if (isUntrained) {
    advice.push(
      `It was built together with its table, before there were rows, so its lists do not fit today's ${about}: REINDEX INDEX CONCURRENTLY chooses new ones.`,
    );
  }
  if (lists >= advised * farOff || lists * farOff <= advised) {
    const why =
      lists > advised
        ? 'so a search looks at few rows and misses close ones'
        : 'so a search reads more rows than it needs';
    advice.push(`For ${about} pgvector advises ${advised} lists; it has ${lists}, ${why}.`);
  }
  return advice;
}
