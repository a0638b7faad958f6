import { scan } from './scan';

/** A statement on one line and without its comments, for a sentence. */
export function onOneLine(sql: string): string {
  let line = '';
  let end = 0;
  for (const token of scan(sql).tokens) {
    line += (line !== '' && token.start > end ? ' ' : '') + sql.slice(token.start, token.end);
    end = token.end;
  }
  return line;
}
