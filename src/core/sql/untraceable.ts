import type { Statement } from './statements';

/** Functions that change no index, of those that migrations call. */
const harmless =
  /^select\s+(?:pg_catalog\s*\.\s*)?"?(?:set_config|setval|nextval|currval|pg_\w+|now|count|max|min|sum|exists|coalesce|version|current_setting)\b/i;

/** What the statements begin with of which that may be so. */
export const untraceableVerbs: ReadonlySet<string> = new Set(['do', 'select', 'call', 'execute']);

/**
 * Whether a statement may make or drop indexes in a way that its text does not tell: a DO block with SQL that is put
 * together while it runs, or a call of somebody's function.
 *
 * @param followed how many EXECUTEs of a DO block have been read
 */
export function isUntraceable(text: string, { verb, start, end }: Statement, followed: number): boolean {
  switch (verb) {
    case 'do': {
      const body = text.slice(start, end);
      if (/\b(?:perform|call)\b/i.test(body)) return true;
      return (body.match(/\bexecute\b/gi)?.length ?? 0) > followed;
    }
    case 'select': {
      const sql = text.slice(start, end);
      return sql.includes('(') && !harmless.test(sql);
    }
    case 'call':
    case 'execute':
      return true;
    default:
      return false;
  }
}
