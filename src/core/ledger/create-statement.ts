import type { Edit } from '../finding';
import { applyEdits } from '../fixes/apply';
import { Cursor } from '../sql/cursor';
import { quoteName } from '../sql/names';
import { readCreateIndex } from '../sql/read-index';
import { scan } from '../sql/scan';
import { relationName, type IndexRecord } from './records';

function constraintStatement(index: IndexRecord): string | undefined {
  if (index.source.kind !== 'constraint' || index.constraint === 'exclude') return undefined;
  const { definition } = index.source;
  const columns = definition.keys.map((key) => quoteName(key.column ?? ''));
  const kind = index.constraint === 'primary' ? 'PRIMARY KEY' : 'UNIQUE';
  const nulls = definition.nullsNotDistinct ? ' NULLS NOT DISTINCT' : '';
  const include =
    definition.include.length > 0 ? ` INCLUDE (${definition.include.map(quoteName).join(', ')})` : '';
  const table = `${quoteName(index.schema)}.${quoteName(relationName(index.table))}`;
  return `ALTER TABLE ${table} ADD CONSTRAINT ${quoteName(index.name)} ${kind}${nulls} (${columns.join(', ')})${include}`;
}

/**
 * A statement, without a semicolon, that makes the index under its present name, table and columns: as it was written,
 * save for names that have changed since and for CONCURRENTLY and IF NOT EXISTS, which have no place in a repair.
 *
 * @returns undefined where it cannot be given (an exclusion constraint, a statement that cannot be read)
 */
export function createStatementOf(index: IndexRecord): string | undefined {
  if (index.source.kind === 'constraint') return constraintStatement(index);
  const { sql } = index.source;
  const { tokens } = scan(sql);
  const cursor = new Cursor(sql, tokens);
  cursor.take('create');
  const read = readCreateIndex(cursor, sql);
  if (!read) return undefined;
  const edits: Edit[] = [];
  const table = relationName(index.table);
  const heading = new Cursor(sql, tokens);
  heading.skipTo('index');
  heading.skip();
  const afterIndex = heading.token(-1)?.end ?? 0;
  const beforeOn = read.name?.range.end ?? afterIndex;
  edits.push({
    range: { start: afterIndex, end: read.name ? read.name.range.start : afterIndex },
    newText: ' ',
  });
  if (!read.name) {
    // From behind INDEX to ON: CONCURRENTLY may stand between.
    heading.skipTo('on');
    const on = heading.token()?.start ?? afterIndex;
    edits[0] = { range: { start: afterIndex, end: on }, newText: ` ${quoteName(index.name)} ` };
  } else if (read.name.name !== index.name) {
    edits.push({ range: read.name.range, newText: quoteName(index.name) });
  }
  if (read.table.name !== table || (read.table.schema !== undefined && read.table.schema !== index.schema)) {
    const schema =
      read.table.schema === undefined && index.schema === 'public' ? '' : `${quoteName(index.schema)}.`;
    edits.push({ range: read.table.range, newText: schema + quoteName(table) });
  }
  const now = (name: string): string =>
    index.renames.reduce((current, rename) => (current === rename.from ? rename.to : current), name);
  cursor.seek(0);
  while (!cursor.done) {
    const identifier = cursor.identifier();
    if (!identifier) cursor.skip();
    else if (identifier.range.start > Math.max(beforeOn, read.table.range.end) && cursor.peek() !== '(') {
      const name = now(identifier.name);
      if (name !== identifier.name) edits.push({ range: identifier.range, newText: quoteName(name) });
    }
  }
  return applyEdits(sql, edits);
}
