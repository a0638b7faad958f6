import type { Cursor } from './cursor';

/** A column's type as one text in lower case: `varchar(20)`, `numeric(10,2)`, `text[]`, `vector(384)`. */
export interface ColumnType {
  readonly text: string;
  readonly schema: string | undefined;
  /** Behind the type's name, as an offset of the script. */
  readonly nameEnd: number;
}

/** Reads a column's type; its schema is left out. */
export function readType(cursor: Cursor): ColumnType | undefined {
  const name = cursor.name();
  if (!name) return undefined;
  let text = name.name;
  if (text === 'character' && cursor.take('varying')) text = 'varchar';
  else if (text === 'bit' && cursor.take('varying')) text = 'varbit';
  const modifiers = cursor.parenthesised();
  if (cursor.take('with', 'time', 'zone')) text += 'tz';
  else cursor.take('without', 'time', 'zone');
  if (modifiers && !modifiers.done) text += `(${modifiers.joined()})`;
  if (cursor.isAt('[') || cursor.isAt('array')) text += '[]';
  return { text, schema: name.schema, nameEnd: name.range.end };
}

const openParenthesis = 40;
const openBracket = 91;

/** The name alone of a type's text: `vector` of `vector(384)`. */
export function typeName(text: string): string {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === openParenthesis || code === openBracket) return text.slice(0, at);
  }
  return text;
}

interface Modified {
  readonly name: string;
  readonly modifiers: readonly number[];
}

/** By their other names. */
const aliases: Readonly<Record<string, string>> = {
  ...{ decimal: 'numeric', bool: 'boolean', character: 'char', float4: 'real', float8: 'double' },
  ...{ int: 'integer', int2: 'smallint', int4: 'integer', int8: 'bigint' },
  ...{ serial: 'integer', serial2: 'smallint', serial4: 'integer', serial8: 'bigint' },
  ...{ smallserial: 'smallint', bigserial: 'bigint' },
};

/** Whether two types, whose modifiers do not count, are the same under whatever names; Prisma and people write them differently. */
export function isSameType(one: string, other: string): boolean {
  const plain = (text: string): string => {
    const name = typeName(text);
    return (aliases[name] ?? name) + (text.endsWith('[]') ? '[]' : '');
  };
  return plain(one) === plain(other);
}

function modified(text: string): Modified | undefined {
  const [, name = '', list = ''] = /^([^([]*)(?:\(([\d,]*)\))?$/.exec(text) ?? [];
  const modifiers = list === '' ? [] : list.split(',').map(Number);
  return name === '' ? undefined : { name: aliases[name] ?? name, modifiers };
}

/**
 * Whether PostgreSQL changes a column from one type to the other without a rewrite, and keeps its plain indexes as they
 * are: a longer or no limit of the same type, and from VARCHAR to TEXT or back without a limit.
 * (https://www.postgresql.org/docs/current/sql-altertable.html, "Notes"; source: each type's own support function)
 */
export function isFreeTypeChange(from: string, to: string): boolean {
  const [was, now] = [modified(from), modified(to)];
  if (!was || !now) return false;
  const [before, beforeScale = 0] = was.modifiers;
  const [after, afterScale = 0] = now.modifiers;
  const grows = after === undefined || (before !== undefined && after >= before);
  switch (was.name) {
    case 'text':
    case 'varchar':
      return (
        now.name === 'text' || (now.name === 'varchar' && (was.name === 'text' ? after === undefined : grows))
      );
    case 'numeric':
      return now.name === 'numeric' && (after === undefined || (grows && beforeScale === afterScale));
    case 'varbit':
      return now.name === was.name && grows;
    case 'time':
    case 'timetz':
    case 'timestamp':
    case 'timestamptz':
    case 'interval':
      // Without a precision it is the highest, 6.
      return now.name === was.name && (after ?? 6) >= (before ?? 6);
    case 'cidr':
      return now.name === 'inet';
    default:
      return from === to;
  }
}
