import type { Grammar } from '../sql/grammar';
import type { Node } from '../sql/parse-tree';
import { byteLength } from '../sql/names';
import { readScript } from '../sql/statements';
import type { EmbeddedSql } from './embedded-sql';
import { queryText, type Hole, type QueryText } from './query-text';

/** A statement, or a part of one, that PostgreSQL's grammar reads. */
export interface ParsedQuery {
  readonly sql: QueryText;
  readonly tree: Node;
  /** False for a part of a statement: which table its columns belong to is not said. */
  readonly isStatement: boolean;
  /** The offset in the text for a location in the tree, which counts bytes. */
  readonly offsetOf: (location: number) => number;
}

/** With these before them, parts of statements can be read. */
const frames = [
  ...['SELECT ', 'SELECT 1 ', 'SELECT WHERE ', 'SELECT WHERE TRUE ', 'SELECT ORDER BY '],
  ...['SELECT FROM ', 'SELECT FROM x '],
];

/** More holes than a person writes: so many attempts would take long. */
const mostHoles = 200;

/** Reads SQL with holes, which may be several statements; undefined where it cannot be read as any. */
export function parseQuery(embedded: EmbeddedSql, grammar: Grammar): readonly ParsedQuery[] | undefined {
  const instead = new Map<number, Hole['stopgap']>();
  if (embedded.pieces.filter(({ kind }) => kind === 'hole').length > mostHoles) return undefined;
  for (;;) {
    const sql = queryText(embedded, instead);
    const refusal = grammar.refusalOf(sql.text);
    if (!refusal) return statementsOf(sql, grammar);
    const next = otherStopgap(sql, refusal.at, instead);
    if (!next) break;
    instead.set(...next);
  }
  return partOf(queryText(embedded), grammar);
}

/** Tried one after the other where PostgreSQL refuses the text at a hole. */
const alternatives: readonly Hole['stopgap'][] = ['nothing', 'name', 'tuple'];

/** Another stopgap for the hole at which PostgreSQL stopped, or that stands right before. */
function otherStopgap(
  { holes, text }: QueryText,
  at: number,
  tried: ReadonlyMap<number, Hole['stopgap']>,
): [index: number, stopgap: Hole['stopgap']] | undefined {
  const isNear = ({ start, end }: Hole): boolean =>
    start <= at && (at <= end || text.slice(end, at).trim() === '');
  const index = holes.findLastIndex(isNear);
  const hole = holes[index];
  if (!hole || hole.stopgap === 'letter') return undefined;
  const before = tried.get(index);
  const rest = alternatives.slice(before === undefined ? 0 : alternatives.indexOf(before) + 1);
  const next = rest.find((stopgap) => before !== undefined || stopgap !== hole.stopgap);
  return next && [index, next];
}

function statementsOf(sql: QueryText, grammar: Grammar): ParsedQuery[] {
  return readScript(sql.text).statements.flatMap(({ start, contentEnd }) => {
    const tree = grammar.parse(sql.text.slice(start, contentEnd));
    const offsetOf = locationsIn(sql.text.slice(start, contentEnd), start);
    return tree ? [{ sql, tree, isStatement: true, offsetOf }] : [];
  });
}

function partOf(sql: QueryText, grammar: Grammar): ParsedQuery[] | undefined {
  for (const frame of frames) {
    const framed = `${frame}${sql.text}`;
    const tree = grammar.parse(framed);
    if (tree) return [{ sql, tree, isStatement: false, offsetOf: locationsIn(framed, -frame.length) }];
  }
  return undefined;
}

/** @param shift what is added to offsets of the text */
function locationsIn(text: string, shift: number): (location: number) => number {
  if (byteLength(text) === text.length) return (location) => location + shift;
  const offsets: number[] = [];
  let at = 0;
  for (const character of text) {
    for (let byte = byteLength(character); byte > 0; byte--) offsets.push(at);
    at += character.length;
  }
  return (location) => (offsets[location] ?? text.length) + shift;
}
