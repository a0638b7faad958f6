import { readBlockAt, type Block } from './blocks';
import type { DeclaredTable, SchemaFile } from './declarations';
import { fieldTypeOf, type ColumnField } from './field-type';

/** A model where it stands. */
export interface FoundModel {
  readonly file: SchemaFile;
  readonly block: Block;
}

/** The block that a declared table was read from; undefined if the files are no longer those that were read. */
export function findModel(files: readonly SchemaFile[], table: DeclaredTable): FoundModel | undefined {
  const file = files.find((candidate) => candidate.file === table.file);
  const block = file && readBlockAt(file.text, table.range.start);
  return file && block?.name === table.model ? { file, block } : undefined;
}

/** The field of a column with its type, by the column's name in the database; undefined where there is none. */
export function fieldOfColumn(
  { file, block }: FoundModel,
  table: DeclaredTable,
  column: string,
): ColumnField | undefined {
  const name = table.fields.get(column);
  const field = block.fields.find((candidate) => candidate.name === name);
  const type = field && fieldTypeOf(field, file.text);
  return field && type && { name: field.name, ...type };
}
