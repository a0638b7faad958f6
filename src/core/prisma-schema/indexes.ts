import type { Attribute, Value } from './attributes';
import type { DeclaredIndex, DeclaredKey } from './declarations';
import { argument, argumentIn, type Model, textOf } from './models';
import { databaseName, indexName, primaryKeyName, prisma2IndexName } from './names';

/** The indexes that the model's own attributes declare. One whose columns are still to come is left out. */
export function modelIndexes(model: Model): DeclaredIndex[] {
  const indexes: DeclaredIndex[] = [];
  for (const field of model.block.fields) {
    const column = model.columns.get(field.name);
    if (column === undefined) continue;
    for (const attribute of field.attributes) {
      const kind = kindOf(attribute.name, false);
      if (kind !== undefined) indexes.push(declare(model, kind, attribute, [keyOf(column, attribute.args)]));
    }
  }
  for (const attribute of model.block.attributes) {
    const kind = kindOf(attribute.name, true);
    if (kind === undefined) continue;
    const keys = keysOf(model, argument(attribute, 'fields'));
    if (keys.length > 0) indexes.push(declare(model, kind, attribute, keys));
  }
  return indexes;
}

function kindOf(name: string, block: boolean): DeclaredIndex['kind'] | undefined {
  if (name === 'id' || name === 'unique') return name;
  return block && name === 'index' ? name : undefined;
}

function declare(
  model: Model,
  kind: DeclaredIndex['kind'],
  attribute: Attribute,
  keys: readonly DeclaredKey[],
): DeclaredIndex {
  const type = argument(attribute, 'type', false);
  const alsoNamed = prisma2Names(model, kind, attribute, keys);
  return {
    name: databaseName(givenName(kind, attribute) ?? defaultName(model, kind, keys)),
    ...(alsoNamed.length > 0 ? { alsoNamed } : {}),
    table: databaseName(model.table),
    schema: model.schema,
    kind,
    implicit: false,
    keys: keys.map((key) => ({ ...key, column: databaseName(key.column) })),
    method: type?.kind === 'word' ? type.text.toLowerCase() : undefined,
    where: predicateOf(argument(attribute, 'where', false)),
    file: model.file,
    range: attribute.range,
  };
}

/**
 * The name that the attribute gives. `name:` is the database's for a plain index only, where Prisma still reads it as
 * `map:`; for the others it is what the client calls the key, since 3.0.
 */
function givenName(kind: DeclaredIndex['kind'], attribute: Attribute): string | undefined {
  const map = textOf(argument(attribute, 'map', false));
  return map ?? (kind === 'index' ? textOf(argument(attribute, 'name', false)) : undefined);
}

function defaultName(model: Model, kind: DeclaredIndex['kind'], keys: readonly DeclaredKey[]): string {
  if (kind === 'id') return primaryKeyName(model.table);
  return indexName(model.table, columnsOf(keys), kind === 'unique');
}

/** Prisma 2 knew no `map:`, took `name:` for the database's name, and left naming the primary key to PostgreSQL. */
function prisma2Names(
  model: Model,
  kind: DeclaredIndex['kind'],
  attribute: Attribute,
  keys: readonly DeclaredKey[],
): readonly string[] {
  if (kind === 'id' || givenName(kind, attribute) !== undefined) return [];
  const name = textOf(argument(attribute, 'name', false));
  return [
    name === undefined
      ? prisma2IndexName(model.table, columnsOf(keys), kind === 'unique')
      : databaseName(name),
  ];
}

function columnsOf(keys: readonly DeclaredKey[]): string[] {
  return keys.map((key) => key.column);
}

/** `[a, b(sort: Desc)]`, or a single key without the brackets. */
function keysOf(model: Model, fields: Value | undefined): DeclaredKey[] {
  const items = fields?.kind === 'list' ? fields.items : fields === undefined ? [] : [fields];
  return items.flatMap((item) => {
    if (item.kind === 'word') return [keyOf(columnOf(model, item.text), [])];
    if (item.kind === 'call') return [keyOf(columnOf(model, item.name), item.args)];
    return [];
  });
}

/** A field that is not there (half-typed, or a relation) goes by its own name. */
function columnOf(model: Model, path: string): string {
  const dot = path.indexOf('.');
  const field = dot < 0 ? path : path.slice(0, dot);
  return (model.columns.get(field) ?? field) + path.slice(field.length);
}

function keyOf(column: string, args: Attribute['args']): DeclaredKey {
  const sort = argumentIn(args, 'sort', false);
  const direction = sort?.kind === 'word' ? sort.text.toLowerCase() : undefined;
  const ops = operatorClass(argumentIn(args, 'ops', false));
  return {
    column,
    ...(direction === 'asc' || direction === 'desc' ? { sort: direction } : {}),
    ...(ops === undefined ? {} : { ops }),
  };
}

function operatorClass(value: Value | undefined): DeclaredKey['ops'] {
  const raw = rawText(value);
  if (raw !== undefined) return { name: raw, raw: true };
  return value?.kind === 'word' ? { name: operatorClassName(value.text), raw: false } : undefined;
}

/** `JsonbPathOps` → `jsonb_path_ops`. PostgreSQL writes `minmax`, `varbit` and `timetz` as one word. */
function operatorClassName(written: string): string {
  return written
    .replace('MinMax', 'Minmax')
    .replace('VarBit', 'Varbit')
    .replace('Tz', 'tz')
    .replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`)
    .toLowerCase();
}

function predicateOf(value: Value | undefined): DeclaredIndex['where'] {
  const raw = rawText(value);
  if (raw !== undefined) return { text: raw, raw: true };
  return value?.kind === 'object' ? { text: value.source, raw: false } : undefined;
}

/** The text in `raw("…")`. */
function rawText(value: Value | undefined): string | undefined {
  return value?.kind === 'call' && value.name === 'raw'
    ? textOf(argumentIn(value.args, 'value', true))
    : undefined;
}
