import type { Range } from '../range';
import { Cursor, type NameRef } from './cursor';
import type { Step } from './step';

/** Reads DROP INDEX statements with pgsql-ast-parser, which gives the position of every name. */
export interface DropIndexReader {
  /**
   * The names in one DROP INDEX statement, in order; ranges are UTF-16 offsets from the statement's start. Undefined
   * where that parser refuses the statement: half typed, or written in a way that it does not know.
   */
  read(sql: string): readonly NameRef[] | undefined;
}

/** That parser takes these for white space; for PostgreSQL they are letters. */
const unicodeSpace = /[\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]/;

/** The name at a position: the parser neither folds nor cuts it as PostgreSQL does, and trims what is in quotes. */
function nameAt(sql: string, { start, end }: Range): NameRef | undefined {
  const source = sql.slice(start, end);
  const cursor = Cursor.of(source, (range) => ({
    start: start + range.start,
    end: start + range.end,
  }));
  const name = cursor.name();
  return cursor.done ? name : undefined;
}

let loading: Promise<DropIndexReader> | undefined;

/** Loads the parser at first use (about 25 ms); later calls share it. */
export function loadDropIndexReader(): Promise<DropIndexReader> {
  loading ??= import('./ast-parser').then(({ parse }) => ({
    read: (sql) => {
      if (unicodeSpace.test(sql)) return undefined;
      try {
        const [statement] = parse(sql, { locationTracking: true });
        if (statement?.type !== 'drop index') return undefined;
        const names = statement.names.flatMap(({ _location }) => (_location && nameAt(sql, _location)) ?? []);
        return names.length === statement.names.length ? names : undefined;
      } catch {
        return undefined;
      }
    },
  }));
  return loading;
}

/** So written, as by Prisma, a statement can be read in one way only. */
const plainPattern =
  /^DROP INDEX (?:CONCURRENTLY )?(?:IF EXISTS )?(?:(?:"[^"]+"|[A-Za-z_]\w*)\.)?(?:"[^"]+"|[A-Za-z_]\w*)$/;

function wantsReader(text: string, { operation, context, range }: Step): boolean {
  if (operation.kind !== 'drop' || operation.object !== 'index' || context !== 'script') return false;
  return !plainPattern.test(text.slice(range.start, range.end));
}

/** Whether there is anything for a DropIndexReader to do; loading it for nothing would take long. */
export function wantsDropIndexReader(text: string, steps: readonly Step[]): boolean {
  return steps.some((step) => wantsReader(text, step));
}

/** The steps, where the reader can find the names of the script's own DROP INDEX statements with the ranges it gives. */
export function refineDropIndexes(text: string, steps: readonly Step[], reader: DropIndexReader): Step[] {
  return steps.map((step) => {
    const { operation, range } = step;
    if (operation.kind !== 'drop' || !wantsReader(text, step)) return step;
    const names = reader.read(text.slice(range.start, range.end))?.map((name) => ({
      ...name,
      range: { start: range.start + name.range.start, end: range.start + name.range.end },
    }));
    return names ? { ...step, operation: { ...operation, names } } : step;
  });
}
