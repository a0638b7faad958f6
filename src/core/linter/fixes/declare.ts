import type { Edit } from '../../edits';
import type { Fix } from '../findings/finding';
import type { Loss } from '../../ledger/losses';
import type { IndexDefinition } from '../../ledger/definition';
import { relationName, type IndexRecord } from '../../ledger/records';
import { declarationOf } from '../../protection/declaration-of';
import type { Change } from '../change/change';
import { fieldOfColumn, findModel, type FoundModel } from '../../prisma-schema/find-model';
import { findDeclaredTable } from '../../prisma-schema/find-declared';
import { keepFix } from './keep';

/** The indentation of the block's last member; Prisma's own where it has none. */
function indentationOf({ file, block }: FoundModel): string {
  const last = [...block.fields, ...block.attributes]
    .map(({ range }) => range.start)
    .sort((a, b) => b - a)[0];
  const before = file.text.slice(block.range.start, last ?? block.range.start);
  return /\n([ \t]+)$/.exec(before)?.[1] ?? '  ';
}

/** Writes an attribute on a line of its own before the model's closing brace; undefined where the brace is missing. */
function insertAttribute(model: FoundModel, attribute: string): Edit | undefined {
  const { text } = model.file;
  const brace = model.block.range.end - 1;
  if (text[brace] !== '}') return undefined;
  const lineStart = text.lastIndexOf('\n', brace) + 1;
  const newline = text.slice(0, lineStart).endsWith('\r\n') ? '\r\n' : '\n';
  const line = indentationOf(model) + attribute + newline;
  // As Prisma's formatter does: a blank line between the fields and the model's own attributes.
  const gap = model.block.attributes.length === 0 && !/\n[ \t]*\r?\n$/.test(text.slice(0, lineStart));
  // A comment may end on the brace's line.
  const alone = text.slice(lineStart, brace).trim() === '';
  const start = alone ? lineStart : brace;
  return { range: { start, end: start }, newText: (alone ? '' : newline) + (gap ? newline : '') + line };
}

/** Where an index can be declared, and how. */
export interface FoundDeclaration {
  readonly file: string;
  readonly edit: Edit;
  readonly declaration: { readonly attribute: string; readonly price: string | undefined };
}

/**
 * The attribute that makes Prisma leave an index alone, and the edit that writes it into its model; undefined where the
 * schema has no such model, or cannot say it.
 */
export function findDeclaration(
  index: Pick<IndexRecord, 'name' | 'schema' | 'table'>,
  definition: IndexDefinition,
  { declared, schema, prisma }: Pick<Change, 'declared' | 'schema' | 'prisma'>,
): FoundDeclaration | undefined {
  const table = findDeclaredTable(declared, relationName(index.table), index.schema);
  const model = table && findModel(schema, table);
  if (!model) return undefined;
  const fieldOf = (column: string) => fieldOfColumn(model, table, column);
  const declaration = declarationOf(index.name, definition, fieldOf, prisma);
  if ('impossible' in declaration) return undefined;
  const edit = insertAttribute(model, declaration.attribute);
  return edit && { file: model.file.file, edit, declaration };
}

/**
 * Declares an index in the schema, under its own name and in the form that makes Prisma leave it alone, and keeps it in
 * this migration. Undefined where it is declared already, the schema cannot say it, or it cannot be kept.
 */
export function declareFix(change: Change, loss: Loss): Fix | undefined {
  // The schema may have its table and columns under new names already.
  const index = loss.atEnd;
  // What a settled migration lost is not kept any more, and to find the model takes long.
  if (change.state === 'settled') return undefined;
  const definition = change.definitionOf(index);
  if (!definition || change.declarationOf(index)) return undefined;
  if (index.constraint !== undefined && index.constraint !== 'unique') return undefined;
  const found = findDeclaration(index, definition, change);
  if (!found) return undefined;
  const { file, edit, declaration } = found;
  const keep = keepFix(change, loss, ', which schema.prisma now declares');
  if (!keep) return undefined;
  // Of a constraint Prisma makes an index. The price is short: VS Code cuts off the end of a long title, and it stands there.
  const isWhole = declaration.price === undefined && index.constraint === undefined;
  const price = isWhole ? '' : ' (db push makes a plain index)';
  return {
    kind: 'declare',
    title: `Declare ${index.name} in schema.prisma and keep it${price}`,
    preferred: false,
    edits: [...keep.edits, { file, edits: [edit] }],
  };
}
