import type { Edit } from '../edits';
import { applyEdits } from '../edits';
import { Cursor } from '../sql/cursor';
import { quoteName } from '../sql/names';
import { readIndex, type ReadIndex } from '../sql/read-index';
import { renamed, renamedDefinition } from './definition';
import { relationName, type IndexRecord } from './records';

function constraintStatement(index: IndexRecord): string | undefined {
  if (index.source.kind !== 'constraint') return undefined;
  const definition = renamedDefinition(index.source.definition, index.renames);
  const list = (columns: readonly string[]): string => `(${columns.map(quoteName).join(', ')})`;
  // An index that is no B-tree belongs to a constraint that is said otherwise (WITHOUT OVERLAPS).
  if (definition.method !== 'btree') return undefined;
  const parts = [
    `ALTER TABLE ${quoteName(index.schema)}.${quoteName(relationName(index.table))}`,
    `ADD CONSTRAINT ${quoteName(index.name)}`,
    index.constraint === 'primary' ? 'PRIMARY KEY' : 'UNIQUE',
  ];
  if (definition.nullsNotDistinct) parts.push('NULLS NOT DISTINCT');
  parts.push(list(definition.keys.map((key) => key.column ?? '')));
  if (definition.include.length > 0) parts.push(`INCLUDE ${list(definition.include)}`);
  if (definition.parameters.length > 0) parts.push(`WITH (${definition.parameters.join(', ')})`);
  return parts.join(' ');
}

/** Puts the present name in, and leaves CONCURRENTLY and IF NOT EXISTS out: what stands between INDEX and ON. */
function nameEdit(sql: string, cursor: Cursor, { operation }: ReadIndex, name: string): Edit {
  cursor.seek(0);
  cursor.skipTo('index');
  const start = cursor.token()?.end ?? 0;
  const written = operation.name;
  if (written) {
    const kept = written.name === name ? sql.slice(written.range.start, written.range.end) : quoteName(name);
    return { range: { start, end: written.range.end }, newText: ` ${kept}` };
  }
  cursor.skipTo('on');
  return { range: { start, end: cursor.token()?.start ?? start }, newText: ` ${quoteName(name)} ` };
}

function tableEdits({ operation }: ReadIndex, index: IndexRecord): Edit[] {
  const written = operation.table;
  const name = relationName(index.table);
  if (written.name === name && (written.schema ?? 'public') === index.schema) return [];
  const schema =
    written.schema === undefined && index.schema === 'public' ? '' : `${quoteName(index.schema)}.`;
  return [{ range: written.range, newText: schema + quoteName(name) }];
}

function columnEdits({ columns }: ReadIndex, index: IndexRecord, tableMoved: boolean): Edit[] {
  const edits: Edit[] = [];
  for (const { name, range, qualifier } of columns) {
    const now = renamed(name, index.renames);
    if (now !== name) edits.push({ range, newText: quoteName(now) });
    // The table's former name before a column; it can be left out.
    if (tableMoved && qualifier) edits.push({ range: qualifier, newText: '' });
  }
  return edits;
}

/**
 * A statement, without a semicolon, that makes the index under its present name, table and columns: as it was written,
 * save for names that have changed since and for CONCURRENTLY and IF NOT EXISTS, which have no place in a repair.
 *
 * @returns undefined where it cannot be given (an exclusion constraint, a statement that cannot be read)
 */
export function createStatementOf(index: IndexRecord): string | undefined {
  const { source } = index;
  if (source.kind === 'constraint') return constraintStatement(index);
  if (index.constraint !== undefined) return undefined;
  const { sql } = source;
  const cursor = Cursor.of(sql);
  cursor.take('create');
  const read = readIndex(cursor, sql);
  if (!read) return undefined;
  const ofTable = tableEdits(read, index);
  return applyEdits(sql, [
    nameEdit(sql, cursor, read, index.name),
    ...ofTable,
    ...columnEdits(read, index, ofTable.length > 0),
  ]);
}
