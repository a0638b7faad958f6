import { applyEdits } from '../edits';
import { Cursor, type NameRef } from '../sql/cursor';
import { quoteName } from '../sql/names';
import { readIndex } from '../sql/read-index';
import { readScript } from '../sql/statements';

/** How a CREATE INDEX is to be written. */
interface CreateIndexForm {
  readonly name: string;
  readonly concurrently?: boolean;
  readonly ifNotExists?: boolean;
}

/** A text that is one CREATE INDEX. */
export interface CreateIndexText {
  /** As it is written; undefined where PostgreSQL makes the name. */
  readonly name: string | undefined;
  readonly table: Pick<NameRef, 'schema' | 'name'>;
  /** The same index in another form, without a semicolon. */
  readonly write: (form: CreateIndexForm) => string;
}

/** Reads a text that should be one CREATE INDEX statement; undefined where it is anything else. */
export function readCreateIndex(text: string): CreateIndexText | undefined {
  const { statements } = readScript(text);
  const [statement] = statements;
  if (!statement || statements.length > 1) return undefined;
  const sql = text.slice(statement.start, statement.contentEnd);
  const cursor = Cursor.of(sql);
  const read = cursor.take('create') ? readIndex(cursor, sql) : undefined;
  if (!read) return undefined;
  cursor.seek(0);
  cursor.skipTo('index');
  const start = cursor.token()?.end ?? 0;
  cursor.skip();
  cursor.skipTo('on');
  const end = cursor.token()?.start ?? start;
  return {
    name: read.operation.name?.name,
    table: read.operation.table,
    write: ({ name, concurrently = false, ifNotExists = false }) => {
      const words = [concurrently && 'CONCURRENTLY', ifNotExists && 'IF NOT EXISTS', quoteName(name)];
      const newText = ` ${words.filter((word) => word !== false).join(' ')} `;
      return applyEdits(sql, [{ range: { start, end }, newText }]);
    },
  };
}
