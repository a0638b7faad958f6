import type { Argument, Attribute, Value } from './attributes';
import type { Block, Field } from './blocks';
import type { DeclaredTable } from './declarations';
import { databaseName } from './names';

/** A model with its names in the database, whole: what the database cuts off still counts in the default names. */
export interface Model {
  readonly name: string;
  readonly table: string;
  readonly schema: string | undefined;
  /** Field name → column name. Relation fields are not in it. */
  readonly columns: ReadonlyMap<string, string>;
  readonly block: Block;
  readonly file: string;
}

/** `isModel` tells the names of models and views from those of other types, over all files of the schema. */
export function readModel(block: Block, file: string, isModel: (type: string) => boolean): Model {
  const columns = new Map<string, string>();
  for (const field of block.fields) {
    if (field.type === undefined || isRelation(field, field.type, isModel)) continue;
    columns.set(field.name, mapped(field.attributes, field.name));
  }
  const schema = textOf(argument(attribute(block.attributes, 'schema'), 'map'));
  return {
    name: block.name,
    table: mapped(block.attributes, block.name),
    schema: schema === undefined ? undefined : databaseName(schema),
    columns,
    block,
    file,
  };
}

export function declaredTable(model: Model): DeclaredTable {
  return {
    model: model.name,
    table: databaseName(model.table),
    schema: model.schema,
    fields: new Map(Array.from(model.columns, ([field, column]) => [databaseName(column), field])),
    file: model.file,
    range: model.block.range,
  };
}

export function attribute(attributes: readonly Attribute[], name: string): Attribute | undefined {
  return attributes.find((candidate) => candidate.name === name);
}

/** The named argument; or, where `name` is the one that may be given without its name, the positional one. */
export function argument(of: Attribute | undefined, name: string, positional = true): Value | undefined {
  return argumentIn(of?.args ?? [], name, positional);
}

export function argumentIn(args: readonly Argument[], name: string, positional: boolean): Value | undefined {
  const found = args.find((arg) => arg.name === name);
  return (found ?? (positional ? args.find((arg) => arg.name === undefined) : undefined))?.value;
}

/** A string's content; undefined for an empty one, which Prisma refuses as a name. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'string' && value.text !== '' ? value.text : undefined;
}

/** The name that `@map` or `@@map` gives. */
export function mapped(attributes: readonly Attribute[], otherwise: string): string {
  return textOf(argument(attribute(attributes, 'map'), 'name')) ?? otherwise;
}

function isRelation(field: Field, type: string, isModel: (type: string) => boolean): boolean {
  // `@relation` tells where the other model is half-typed or in a file that we were not given. Without it an unknown
  // type passes for an enum: a column too many does no harm, but a missing one costs its indexes.
  return isModel(type) || attribute(field.attributes, 'relation') !== undefined;
}
