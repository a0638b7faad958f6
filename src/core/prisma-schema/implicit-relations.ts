import type { Field } from './blocks';
import type { DeclaredIndex } from './declarations';
import { argument, attribute, type Model, textOf } from './models';
import { joinTableNames } from './names';

/**
 * The indexes of the tables that Prisma makes for many-to-many relations: a list on either side and `fields:` on
 * neither. The table lies in the schema of model A, the one whose name sorts first.
 */
export function implicitIndexes(models: readonly Model[]): DeclaredIndex[] {
  const byName = new Map(models.map((model) => [model.name, model]));
  return models.flatMap((model) =>
    model.block.fields.flatMap((field) => {
      const other = field.list && field.type !== undefined ? byName.get(field.type) : undefined;
      return other !== undefined && isSideA(model, field, other) ? joinIndexes(model, field, other) : [];
    }),
  );
}

/** Every relation is met from both sides; this picks one, as Prisma does. */
function isSideA(model: Model, field: Field, other: Model): boolean {
  // Prisma compares by bytes, we by UTF-16 units; they differ only where one name has characters beyond U+FFFF.
  if (model.name > other.name) return false;
  const name = relationName(field);
  const opposite = other.block.fields.find(
    (candidate) => candidate !== field && candidate.type === model.name && relationName(candidate) === name,
  );
  if (opposite?.list !== true) return false;
  if (model.name === other.name && field.name > opposite.name) return false;
  return !hasForeignKey(field) && !hasForeignKey(opposite);
}

function joinIndexes(model: Model, field: Field, other: Model): DeclaredIndex[] {
  const names = joinTableNames(relationName(field) ?? `${model.name}To${other.name}`);
  const common = {
    table: names.table,
    schema: model.schema,
    implicit: true,
    method: undefined,
    where: undefined,
    file: model.file,
    range: field.range,
  };
  const both = [{ column: 'A' }, { column: 'B' }];
  return [
    { ...common, name: names.primaryKey, kind: 'id', keys: both },
    { ...common, name: names.unique, kind: 'unique', keys: both },
    { ...common, name: names.index, kind: 'index', keys: [{ column: 'B' }] },
  ];
}

function relationName(field: Field): string | undefined {
  return textOf(argument(attribute(field.attributes, 'relation'), 'name'));
}

function hasForeignKey(field: Field): boolean {
  return argument(attribute(field.attributes, 'relation'), 'fields', false) !== undefined;
}
